import type { AppConfig } from '../../config/app-config.js';
import { type Redis, Script, keys } from '../redis/index.js';

const anchorScript = new Script(import.meta.url, './anchor.lua', Number);

/** The time of the floor. Deadlines, day edges and windows ask this; sign-ins, beats and retries stay on the machine's own. */
export class SiteClock {
  constructor(
    readonly rate: number,
    private readonly siteAnchorMs: number,
    private readonly realAnchorMs: number,
    /** Names this clock: what was judged under another id was judged by another time. */
    readonly id: string,
  ) {}

  /** Site epoch milliseconds. */
  now(): number {
    return this.siteAt(Date.now());
  }

  /** What it read at a real epoch ms. */
  siteAt(real: number): number {
    return Math.floor(this.siteAnchorMs + (real - this.realAnchorMs) * this.rate);
  }

  /** The real epoch ms at which the floor's clock read `siteInstant`. */
  realAt(siteInstant: number): number {
    return this.realAnchorMs + (siteInstant - this.siteAnchorMs) / this.rate;
  }

  /** Real milliseconds until the floor's clock reads `siteInstant`; 0 when it has passed. */
  realMsUntil(siteInstant: number): number {
    return Math.max(0, (siteInstant - this.now()) / this.rate);
  }
}

/** The machine's time, or the test clock: its anchor lies in the store, so that nodes share it and a restart continues it. */
export async function openSiteClock(config: Pick<AppConfig, 'testClock'>, redis: Redis): Promise<SiteClock> {
  const { testClock } = config;
  if (!testClock) {
    await redis.del(keys.clock);
    return new SiteClock(1, 0, 0, 'real');
  }
  const { start, rate } = testClock;
  const anchor = await anchorScript.run(redis, [keys.clock], [`${start}|${rate}`, Date.now()]);
  return new SiteClock(rate, start, anchor, `${start}|${rate}|${anchor}`);
}

/** The clock that the store was last judged by, for a reader beside the service: opening one would set it anew. */
export async function readSiteClock(redis: Redis): Promise<SiteClock> {
  const [wanted, anchor] = await redis.hmget(keys.clock, 'wanted', 'anchor');
  if (!wanted || !anchor) return new SiteClock(1, 0, 0, 'real');
  const [start, rate] = wanted.split('|').map(Number) as [number, number];
  return new SiteClock(rate, start, Number(anchor), `${wanted}|${anchor}`);
}
