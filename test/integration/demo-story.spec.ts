// The demo's story, by the public API alone: the phone floods, help is proposed, comes, works, and goes home.
import { afterAll, expect, it } from '@jest/globals';
import type { Board, ReassignmentView } from '@tideboard/contracts';
import { startDemo } from '../support/demo-process.js';
import { api, cleanUp, eventually, freePort, login, tempDir } from '../support/server.js';

afterAll(cleanUp);

/** Four real minutes of the demo in less than one. */
const RATE = '120';
const THRESHOLD = 50;

interface Look {
  board: Board;
  reassignments: ReassignmentView[];
}

/** What has to be seen, in this order; the later chapters are looked for only after the earlier ones. */
const CHAPTERS: [name: string, seen: (look: Look) => boolean][] = [
  [
    'more than fifty callers wait, and an alert says so',
    ({ board }) =>
      board.channels[0]!.pending > THRESHOLD &&
      board.alerts.some(({ channel, metric, state }) => channel === 'phone' && metric === 'pending' && state === 'firing'),
  ],
  [
    'a move to the phone is proposed, with its effect and a countdown',
    ({ reassignments }) =>
      reassignments.some(
        ({ kind, to, state, executesAt, prediction }) =>
          kind === 'move' &&
          to === 'phone' &&
          state === 'proposed' &&
          executesAt !== null &&
          (prediction as { receiver: object | null } | null)?.receiver != null,
      ),
  ],
  [
    'people are on loan to the phone',
    ({ board, reassignments }) =>
      (board.channels[0]!.agents.onLoan ?? 0) > 0 &&
      reassignments.some(({ kind, state }) => kind === 'move' && state === 'active'),
  ],
  ['the line is short again', ({ board }) => board.channels[0]!.pending < THRESHOLD],
  [
    'somebody has come home, and the prediction was scored',
    ({ reassignments }) => reassignments.some(({ kind, state, score }) => kind === 'move' && state === 'done' && score !== null),
  ],
];

it('tells the whole story within four minutes of its clock', async () => {
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const demo = startDemo({ PORT: String(port), DATA_DIR: tempDir(), DEMO_CLOCK_RATE: RATE, ADMIN_PASSWORD: 'demo-password' });
  try {
    await eventually(async () => demo.seen.output.includes('Ctrl-C stops everything'), 60_000);
    const reader = api(url, await login(url, 'admin', 'demo-password'));
    const read = async (): Promise<Look> => {
      const [board, reassignments] = await Promise.all([
        reader.get<Board>('/board'),
        reader.get<ReassignmentView[]>('/reassignments'),
      ]);
      return { board: board.body, reassignments: reassignments.body };
    };
    const told: string[] = [];
    await eventually(async () => {
      const look = await read();
      for (const [name, seen] of CHAPTERS.slice(told.length)) {
        if (!seen(look)) return false;
        told.push(name);
      }
      return true;
    }, 70_000).catch(() => null);
    expect(told).toEqual(CHAPTERS.map(([name]) => name));
    const { reassignments } = await read();
    expect(reassignments.filter(({ state }) => state === 'needs_human')).toEqual([]);
    expect(reassignments.filter(({ executedAt }) => executedAt !== null).every(({ appliedTo }) => appliedTo === 'upstream')).toBe(
      true,
    );
  } finally {
    demo.interrupt();
  }
  await demo.closed;
}, 150_000);
