// From the moment an event is handed to the door to the moment a screen has it, at a steady 1,000 events a second; and with nothing
// else going on.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Door, event, openDoor } from '../support/events.js';
import { cleanUp, startServer } from '../support/server.js';
import { closeScreens, openScreen, type Screen } from '../support/sockets.js';
import { figure, quantile, round } from './figures.js';

const PROBES = 150;
const CLOCK = { ALLOW_TEST_CLOCK: '1', CLOCK_START: '2026-11-18T12:00:00Z', CLOCK_RATE: '1' };
const AT = '2026-11-18T11:00:00Z';

export async function run(args: string[]): Promise<void> {
  const fsync = args.includes('everysec') ? 'everysec' : 'always';
  const server = await startServer({ env: { ...CLOCK, REDIS_FSYNC: fsync } });
  const door = await openDoor(server);
  const screens = await Promise.all(
    Array.from({ length: 20 }, async () => {
      const screen = openScreen(server.url, await server.adminToken());
      await screen.until(() => true);
      return screen;
    }),
  );
  try {
    report('idle', fsync, await probe(door, screens[0]!));
    const load = new Load(door);
    load.start();
    await sleep(1000);
    const samples = await probe(door, screens[0]!);
    const rate = await load.stop();
    report(`${Math.round(rate / 100) * 100} events/s`, fsync, samples);
  } finally {
    closeScreens();
    await cleanUp();
  }
}

interface Sample {
  accepted: number;
  shown: number;
}

function report(load: string, fsync: string, samples: Sample[]): void {
  const of = (pick: (sample: Sample) => number): Record<string, number> => ({
    p50: round(quantile(samples.map(pick), 0.5), 1),
    p99: round(quantile(samples.map(pick), 0.99), 1),
  });
  figure('latency', {
    load,
    fsync,
    probes: samples.length,
    acceptedToDeltaMs: of(({ accepted, shown }) => Math.max(0, shown - accepted)),
    sentToDeltaMs: of(({ shown }) => shown),
    sentToAcceptedMs: of(({ accepted }) => accepted),
  });
}

/** One ticket after the other comes in on a channel of its own use: its count on the screen says which of them has arrived. */
async function probe(door: Door, screen: Screen): Promise<Sample[]> {
  const social = (): number => screen.board().channels.find(({ id }) => id === 'social')!.pending;
  const samples: Sample[] = [];
  for (let i = 0; i < PROBES; i += 1) {
    const before = social();
    const began = performance.now();
    const shown = new Promise<number>((seen) => {
      const look = (): void => {
        if (social() === before) return;
        screen.socket.off('board:delta', look).off('board:snapshot', look);
        seen(performance.now() - began);
      };
      screen.socket.on('board:delta', look).on('board:snapshot', look);
    });
    await door.send(event('created', `probe-${Math.random()}`, AT, { channel: 'social' }));
    const accepted = performance.now() - began;
    samples.push({ accepted, shown: await shown });
    await sleep(5 + Math.random() * 20);
  }
  return samples;
}

/** Batches of ten, a hundred times a second, whatever the answers take. */
class Load {
  private on = false;
  private sent = 0;
  private began = 0;
  private ended: Promise<void> = Promise.resolve();

  constructor(private readonly door: Door) {}

  start(): void {
    this.on = true;
    this.began = performance.now();
    this.ended = this.pour();
  }

  async stop(): Promise<number> {
    this.on = false;
    await this.ended;
    return this.sent / ((performance.now() - this.began) / 1000);
  }

  private async pour(): Promise<void> {
    const underway = new Set<Promise<unknown>>();
    while (this.on) {
      const due = performance.now() - this.began - this.sent;
      if (due < 10) await sleep(10 - due);
      const sending = this.door.send(
        ...Array.from({ length: 10 }, (_, i) =>
          event('created', `load-${this.sent + i}`, AT, { channel: ['phone', 'email'][i % 2] }),
        ),
      );
      this.sent += 10;
      underway.add(sending);
      void sending.finally(() => underway.delete(sending));
    }
    await Promise.all(underway);
  }
}
