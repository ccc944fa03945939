// From the event that crosses a threshold to the alert on a screen, and from the one that ends it to its clearing; on a floor with a
// thousand events a second beside it, and alone. The rule has no pending period: what is measured is the product's own time.
import { setTimeout as sleep } from 'node:timers/promises';
import { type Door, event, openDoor } from '../support/events.js';
import { api, cleanUp, startServer } from '../support/server.js';
import { closeScreens, openScreen, type Screen } from '../support/sockets.js';
import { figure, quantile, round } from './figures.js';

const ROUNDS = 60;
const CLOCK = { ALLOW_TEST_CLOCK: '1', CLOCK_START: '2026-11-18T12:00:00Z', CLOCK_RATE: '1' };
const AT = '2026-11-18T11:59:00Z';
const WAVE = 3;

export async function run(): Promise<void> {
  const server = await startServer({ env: CLOCK });
  const token = await server.adminToken();
  const patched = await api(server.url, token).patch('/channels/social', {
    serviceHours: null,
    thresholds: { pending: { warn: WAVE - 1, breach: WAVE - 1, release: 1, forSeconds: 0 } },
  });
  if (patched.status !== 200) throw new Error(JSON.stringify(patched.body));
  const door = await openDoor(server);
  const screen = openScreen(server.url, token);
  await screen.until(() => true);
  try {
    report('idle', await rounds(door, screen));
    const done = new AbortController();
    const load = (async () => {
      for (let n = 0; !done.signal.aborted; n += 1) {
        await door.send(...Array.from({ length: 50 }, (_, i) => event('created', `load-${n}-${i}`, AT, { channel: 'email' })));
        await sleep(45);
      }
    })();
    report('1000 events/s', await rounds(door, screen));
    done.abort();
    await load;
  } finally {
    closeScreens();
    await cleanUp();
  }
}

interface Round {
  raised: number;
  cleared: number;
}

function report(load: string, samples: Round[]): void {
  const of = (pick: (sample: Round) => number) => ({
    p50: round(quantile(samples.map(pick), 0.5), 1),
    p99: round(quantile(samples.map(pick), 0.99), 1),
  });
  figure('alerts', {
    load,
    rounds: samples.length,
    crossedToScreenMs: of(({ raised }) => raised),
    endedToScreenMs: of(({ cleared }) => cleared),
  });
}

async function rounds(door: Door, screen: Screen): Promise<Round[]> {
  const samples: Round[] = [];
  for (let n = 0; n < ROUNDS; n += 1) {
    const ids = Array.from({ length: WAVE }, () => `alert-${Math.random()}`);
    const raised = await timed(screen, true, () =>
      door.send(...ids.map((id) => event('created', id, AT, { channel: 'social' }))),
    );
    const cleared = await timed(screen, false, () => door.send(...ids.map((id) => event('started', id, AT))));
    samples.push({ raised, cleared });
    await sleep(20 + Math.random() * 60);
  }
  return samples;
}

/** Milliseconds from the call until the screen shows the alert, or no longer shows it. */
async function timed(screen: Screen, firing: boolean, act: () => Promise<unknown>): Promise<number> {
  const shows = () => screen.board().alerts.some(({ channel, metric }) => channel === 'social' && metric === 'pending');
  const began = performance.now();
  const seen = new Promise<number>((done) => {
    const look = (): void => {
      if (shows() !== firing) return;
      screen.socket.off('board:delta', look).off('board:snapshot', look);
      done(performance.now() - began);
    };
    screen.socket.on('board:delta', look).on('board:snapshot', look);
  });
  await act();
  return seen;
}
