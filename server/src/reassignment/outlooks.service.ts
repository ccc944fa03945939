import { Injectable } from '@nestjs/common';
import type { BoardForecast } from '@tideboard/contracts';
import { mayRead, type Principal } from '../access/principal.js';
import { DirectoryService } from '../directory/directory.service.js';
import { planPolicy } from './control.js';
import { ControlStore } from './control-store.js';
import { FloorReader } from './floor-reader.service.js';
import { ahead, forecastOf, SCORE_AFTER_SECONDS } from './forecast.js';

/** The same answer serves every console for so long (real ms): reading the floor costs more than a glance is worth. */
const KEPT_MS = 3000;

/** Where each channel is heading. */
@Injectable()
export class Outlooks {
  private latest: { at: number; forecast: Promise<BoardForecast> } | null = null;

  constructor(
    private readonly floors: FloorReader,
    private readonly control: ControlStore,
    private readonly directory: DirectoryService,
  ) {}

  async read(caller: Principal): Promise<BoardForecast> {
    if (this.latest === null || performance.now() - this.latest.at > KEPT_MS) {
      const forecast = this.draw();
      this.latest = { at: performance.now(), forecast };
      forecast.catch(() => (this.latest = null));
    }
    const { channels, ...rest } = await this.latest.forecast;
    return { ...rest, channels: channels.filter(({ id }) => mayRead(caller, id)) };
  }

  private async draw(): Promise<BoardForecast> {
    const [{ snapshot }, { policy, misfits }] = await Promise.all([this.floors.read(), this.control.read()]);
    const told = planPolicy(policy);
    return {
      at: new Date(snapshot.now).toISOString(),
      aheadSeconds: SCORE_AFTER_SECONDS,
      channels: snapshot.channels.map((channel) => {
        const known = misfits[this.directory.channel(channel.id)?.type ?? ''] ?? [];
        const waiting = ahead(snapshot, [], { to: channel.id, policy: told });
        const expected = forecastOf(waiting, channel, { now: snapshot.now, misfits: known });
        const { predicted = null, low = null, high = null } = expected ?? {};
        return { id: channel.id, pending: predicted, low, high };
      }),
    };
  }
}
