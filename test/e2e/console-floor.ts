// A floor with something to decide on it, for the console: a countdown, a loan, a lost order and alerts.
import type { AgentView, AlertView, Board, ReassignmentView } from '@tideboard/contracts';
import { sampleAgent } from '../support/agent-samples.js';
import { ACTIONS, allows } from '../../server/src/access/policy.js';
import { FakeBoard, type FakeBoardOptions } from '../support/board-fake.js';
import { AT, sampleBoard } from '../support/board-samples.js';

export const instant = (seconds: number): string => new Date(AT + seconds * 1000).toISOString();
const outlook = (channel: string, serviceLevel: number, waitSeconds: number) => ({
  channel,
  serviceLevel,
  waitSeconds,
  misses: 4,
  pendingAtEnd: 12,
  horizonSeconds: 1800,
});
const effect = (channel: string, before: [number, number], after: [number, number]) => ({
  before: outlook(channel, ...before),
  after: outlook(channel, ...after),
});
export const prediction = {
  receiver: effect('phone', [0.41, 250], [0.78, 65]),
  donor: effect('app_chat', [0.95, 22], [0.92, 31]),
};

type Agent = [id: string, name: string, status?: string];
const move = (id: string, from: string, to: string, agents: Agent[], more: object): ReassignmentView =>
  ({
    id,
    kind: 'move',
    state: 'proposed',
    from,
    to,
    actions: agents.map(([agent, name, status]) => ({
      action: 'move',
      agent,
      name,
      from,
      to,
      when: 'after-current',
      status: status ?? 'ordered',
      problem: null,
    })),
    reason: 'Move two people.',
    trigger: {
      code: 'receiver-overloaded',
      params: {},
      numbers: { pending: 58, oldestWaitSeconds: 250, arrivalsPerHour: 96, handleSeconds: 176, offeredLoad: 4.7, capacity: 4 },
    },
    prediction,
    actor: 'automation',
    policyVersion: 3,
    mode: 'confirm',
    createdAt: instant(-12),
    executesAt: null,
    expiresAt: null,
    executedAt: null,
    endsAt: null,
    closedAt: null,
    decidedBy: null,
    appliedTo: 'upstream',
    note: null,
    score: null,
    undoReport: null,
    ...more,
  }) as ReassignmentView;

export const proposal = () =>
  move(
    'm1',
    'app_chat',
    'phone',
    [
      ['a1', '陈晨'],
      ['a2', '林浩'],
    ],
    { executesAt: instant(48) },
  );
export const loan = () =>
  move('m2', 'social', 'web_chat', [['a3', '许诺', 'away']], { state: 'active', endsAt: instant(1500), actor: '王敏' });
export const lost = () => move('m3', 'email', 'social', [['a4', '吕方', 'unknown']], { state: 'needs_human', prediction: null });
export const past = () => [
  move('p1', 'app_chat', 'phone', [['a5', '杨帆']], {
    state: 'done',
    closedAt: instant(-2400),
    score: { metric: 'pending', predicted: 31, low: 22, high: 40, actual: 28, within: true, at: instant(-1500) },
  }),
  move('p2', 'email', 'web_chat', [['a6', '何洁']], { state: 'rejected', closedAt: instant(-5200) }),
];

const alert = (id: string, channel: string, metric: string, more: Partial<AlertView>): AlertView => ({
  id,
  channel,
  metric,
  level: 'breach',
  state: 'firing',
  value: 58,
  threshold: 50,
  raisedAt: instant(-47),
  clearedAt: null,
  acknowledgedBy: null,
  snoozedUntil: null,
  silencedUntil: null,
  dedupKey: id,
  ...more,
});
export const alerts = (): AlertView[] => [
  alert('al1', 'phone', 'pending', {}),
  alert('al2', 'email', 'timeoutRate', {
    level: 'watch',
    value: 0.125,
    threshold: 0.1,
    raisedAt: instant(-2050),
    acknowledgedBy: '王敏',
  }),
];

export function busyFloor(): Board {
  const board = sampleBoard();
  const level: Record<string, number> = { phone: 0.41, web_chat: 0.78, app_chat: 0.95, social: 0.88, email: 0.84 };
  for (const channel of board.channels) channel.serviceLevel = level[channel.id] ?? null;
  return {
    ...board,
    alerts: alerts(),
    reassignments: [loan(), proposal()],
    automation: { mode: 'confirm', pausedBy: null, pausedUntil: null },
  };
}

/** The people of the busy floor, one of each kind. */
export function crew(): AgentView[] {
  const person = (id: string, name: string, channel: string, change: Partial<AgentView> = {}) =>
    sampleAgent(id, channel, {
      name,
      stateSince: instant(-40 - id.charCodeAt(1) * 3),
      skills: ['phone', channel],
      ...change,
    });
  const busy = { state: 'busy', conversations: 1, load: 1 } as const;
  const chat = (conversations: number) => ({
    capacity: 4,
    conversations,
    load: conversations / 4,
    state: conversations > 3 ? ('busy' as const) : ('available' as const),
  });
  const order = {
    id: 'm2',
    kind: 'move',
    state: 'active',
    from: 'social',
    to: 'web_chat',
    status: 'away',
    accepted: true,
  } as const;
  return [
    person('p1', '李蕾', 'phone', { ...busy, tier: 'senior' }),
    person('p2', '赵刚', 'phone', busy),
    person('p3', '孙悦', 'phone', { state: 'wrap_up' }),
    person('p4', '周宁', 'phone', { ...busy, newcomer: true }),
    person('p5', '陈晨', 'phone', { home: 'app_chat', onLoanSince: instant(-754), skills: ['app_chat', 'phone'] }),
    person('a1', '韩梅', 'app_chat', chat(3)),
    person('a2', '林浩', 'app_chat', {
      ...chat(1),
      reassignment: {
        ...order,
        id: 'm9',
        from: 'app_chat',
        to: 'phone',
        status: 'sent',
        state: 'executing',
        accepted: false,
        endsAt: null,
      },
    }),
    person('w1', '吴迪', 'web_chat', chat(3)),
    person('w2', '郑爽', 'web_chat', chat(4)),
    person('a3', '许诺', 'web_chat', {
      home: 'social',
      onLoanSince: instant(-1500),
      reassignment: { ...order, endsAt: instant(1500) },
    }),
    person('s1', '秦岚', 'social', { state: 'break' }),
    person('e1', '何洁', 'email', { ...busy, loans: false }),
    person('e2', '吕方', 'email', { state: 'offline' }),
  ];
}

export interface DeskOptions {
  role?: string;
  channels?: string[] | null;
  /** Without reassignments and policy, as a server that does not have them. */
  bare?: boolean;
}

/** A fake server that a person with that role may sign in to. */
export function deskServer(options: FakeBoardOptions, { role = 'supervisor', channels = null, bare = false }: DeskOptions = {}) {
  const fake = new FakeBoard({ board: busyFloor(), ...options });
  const { answers } = fake;
  fake.people = crew();
  const may = ACTIONS.filter((action) => allows(action, { kind: 'user', role: role as never, scopes: [] }));
  answers.set('GET /auth/me', () => [200, { id: 'u1', name: '王敏', role, channels, agent: null, may }]);
  answers.set('POST /auth/logout', () => [204]);
  answers.set('GET /alerts', () => [
    200,
    [alert('al0', 'social', 'pending', { state: 'cleared', clearedAt: instant(-900), value: 33, threshold: 30 })],
  ]);
  answers.set('GET /displays', () => [
    200,
    [
      { id: 'd1', name: '一楼大厅', channels: null, createdAt: instant(-86_400 * 9) },
      { id: 'd2', name: '电话组', channels: ['phone', 'email'], createdAt: instant(-86_400) },
    ],
  ]);
  answers.set('GET /board/forecast', () => [
    200,
    {
      at: instant(0),
      aheadSeconds: 900,
      channels: [
        { id: 'phone', pending: 74, low: 61, high: 88 },
        { id: 'app_chat', pending: 9, low: 3, high: 16 },
      ],
    },
  ]);
  if (bare) return fake;
  answers.set('GET /policy', () => [200, { mode: fake.board.automation.mode, version: 3 }]);
  answers.set('GET /reassignments', () => [200, [...fake.board.reassignments, ...past()]]);
  answers.set('POST /reassignments/preview', ({ from, to }) => [
    200,
    { from, to, agents: ['a1'], ...prediction, findings: [{ code: 'dwell', severity: 'warns', agent: 'a1', message: '' }] },
  ]);
  return fake;
}
