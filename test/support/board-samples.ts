// Boards to look at and to break: the handbook's five channels with the figures of its status table, and as many more as a test asks for.
import type { Board, ChannelBoard, ChannelType, LocalisedText, ReassignmentView, Status, Totals } from '@tideboard/contracts';

interface Row {
  id: string;
  zh: string;
  en: string;
  type: ChannelType;
  status: Status;
  /** pending, in progress, completed, response min, handling min, timeouts, satisfaction, seconds waited, agents, on loan, threshold */
  figures: [number, number, number, number, number, number, number, number, number, number, number];
}

export const AT = Date.parse('2026-03-04T14:32:07+08:00');

const ROWS: Row[] = [
  {
    id: 'phone',
    zh: '客服400',
    en: 'Phone 400',
    type: 'phone',
    status: 'breach',
    figures: [58, 8, 120, 12, 25, 9, 0.92, 250, 6, 2, 50],
  },
  {
    id: 'web_chat',
    zh: '网站客服',
    en: 'Website chat',
    type: 'web_chat',
    status: 'watch',
    figures: [42, 5, 90, 18, 30, 3, 0.88, 105, 5, 0, 50],
  },
  {
    id: 'app_chat',
    zh: 'APP在线客服',
    en: 'App chat',
    type: 'app_chat',
    status: 'ok',
    figures: [10, 12, 150, 10, 20, 1, 0.95, 22, 9, 0, 50],
  },
  {
    id: 'social',
    zh: '公众号',
    en: 'Official account',
    type: 'social',
    status: 'ok',
    figures: [8, 3, 60, 25, 40, 4, 0.85, 390, 3, 0, 30],
  },
  {
    id: 'email',
    zh: '客服邮箱',
    en: 'Mailbox',
    type: 'email',
    status: 'watch',
    figures: [30, 2, 40, 60, 120, 5, 0.8, 3480, 2, 0, 60],
  },
  {
    id: 'weibo',
    zh: '微博私信',
    en: 'Weibo messages',
    type: 'social',
    status: 'ok',
    figures: [6, 4, 48, 9, 16, 1, 0.91, 75, 3, 1, 25],
  },
  {
    id: 'store',
    zh: '门店柜台',
    en: 'Store counter',
    type: 'offline',
    status: 'ok',
    figures: [3, 6, 77, 4, 11, 0, 0.97, 48, 6, 0, 12],
  },
  { id: 'vip', zh: '钻石专线', en: 'Diamond line', type: 'phone', status: 'ok', figures: [1, 2, 31, 0.3, 14, 0, 1, 12, 4, 0, 5] },
  {
    id: 'mini',
    zh: '小程序客服',
    en: 'Mini program',
    type: 'app_chat',
    status: 'ok',
    figures: [14, 9, 133, 6, 18, 2, 0.9, 96, 7, 0, 40],
  },
  {
    id: 'overseas',
    zh: '海外热线',
    en: 'Overseas line',
    type: 'phone',
    status: 'closed',
    figures: [0, 0, 22, 8, 21, 1, 0.86, 0, 0, 0, 20],
  },
  {
    id: 'partner',
    zh: '经销商支持',
    en: 'Partner support',
    type: 'email',
    status: 'ok',
    figures: [11, 3, 18, 45, 95, 1, 0.89, 1900, 2, 0, 30],
  },
  {
    id: 'returns',
    zh: '退换货专席',
    en: 'Returns desk',
    type: 'web_chat',
    status: 'watch',
    figures: [26, 7, 64, 15, 33, 3, 0.83, 720, 4, 0, 30],
  },
];

const noMisses = { assignMissesToday: 0, escalationMissesToday: 0, complaintMissesToday: 0 };

function channel({ id, zh, en, type, status, figures }: Row, at: number): ChannelBoard {
  const [pending, inProgress, completed, response, handling, timeouts, satisfaction, waited, agents, onLoan, threshold] = figures;
  return {
    id,
    name: { 'zh-CN': zh, en },
    type,
    status,
    causes: status === 'breach' || status === 'watch' ? ['pending', ...(timeouts > 4 ? ['timeoutRate'] : [])] : [],
    thresholds: { pending: { warn: Math.round(threshold * 0.7), breach: threshold } },
    targets: { responseSeconds: 30, serviceLevel: 0.8 },
    fed: true,
    pending,
    inProgress,
    awaitingFeedback: 1,
    createdToday: completed + pending + inProgress,
    completedToday: completed,
    avgResponseSeconds: response * 60,
    avgHandleSeconds: handling * 60,
    timeoutsToday: timeouts,
    timeoutRate: timeouts / completed,
    satisfaction,
    ratings: 40,
    avgScore: 4.5,
    serviceLevel: 0.86,
    longestWaitSeconds: pending === 0 ? null : waited,
    oldestPendingAt: pending === 0 ? null : new Date(at - waited * 1000).toISOString(),
    abandonedToday: 3,
    abandonRate: 0.02,
    dueSoon: 1,
    vipPending: 0,
    complaintsOpen: 1,
    complaintsWaiting: 0,
    escalatedOpen: 0,
    promisesOverdue: 0,
    recordsLate: 0,
    ...noMisses,
    agentsLent: 0,
    agents: { online: agents, available: 1, busy: agents - 1, onLoan },
  };
}

export function totalsOf(channels: ChannelBoard[], unmapped = 0): Totals {
  const sum = (read: (channel: ChannelBoard) => number) => channels.reduce((total, channel) => total + read(channel), 0);
  const completedToday = sum((channel) => channel.completedToday);
  const timeoutsToday = sum((channel) => channel.timeoutsToday);
  return {
    ...channel(ROWS[0]!, AT),
    pending: sum((channel) => channel.pending),
    inProgress: sum((channel) => channel.inProgress),
    completedToday,
    timeoutsToday,
    timeoutRate: completedToday === 0 ? null : timeoutsToday / completedToday,
    satisfaction: channels.length === 0 ? null : 0.9,
    dueSoon: sum((channel) => channel.dueSoon),
    complaintsOpen: sum((channel) => channel.complaintsOpen),
    complaintsWaiting: 0,
    recordsLate: 0,
    agentsLent: 2,
    agents: { online: sum((channel) => channel.agents.online ?? 0), available: 3, busy: 20, onLoan: 2 },
    unmapped,
  };
}

const SITE: LocalisedText = { 'zh-CN': '客服中心 · 一楼大厅', en: 'Customer service · Lobby' };

export function sampleBoard(size = 5, at = AT): Board {
  const channels = Array.from({ length: size }, (_, i) => {
    const row = ROWS[i % ROWS.length]!;
    return channel(i < ROWS.length ? row : { ...row, id: `${row.id}_${i}` }, at);
  });
  return {
    site: { name: SITE, clockRate: 1 },
    epoch: 'e1',
    rev: 1,
    at: new Date(at).toISOString(),
    businessDay: '2026-03-04',
    timeZone: 'Asia/Shanghai',
    rebuilding: false,
    totals: totalsOf(channels),
    channels,
    alerts: [],
    reassignments: [],
    automation: { mode: 'off', pausedBy: null, pausedUntil: null },
  };
}

/** Numbers that wander without a random source: the same walk at every run. */
export function wander(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

export function sampleTrend(board: Board, seed = 7): Record<string, (number | null)[]> {
  return Object.fromEntries(
    board.channels.map((channel, n) => {
      const next = wander(seed + n * 97);
      let value = channel.pending;
      const points: (number | null)[] = [];
      for (let i = 0; i < 60; i++) {
        points.unshift(channel.status === 'no_data' || (n === 1 && i > 30 && i < 36) ? null : Math.max(0, Math.round(value)));
        value = Math.max(
          0,
          value + (next() - 0.5 - (channel.status === 'breach' ? 0.22 : 0)) * Math.max(2, channel.pending * 0.14),
        );
      }
      return [channel.id, points];
    }),
  );
}

const outlook = (serviceLevel: number, waitSeconds: number) => ({
  channel: '',
  serviceLevel,
  waitSeconds,
  misses: 0,
  pendingAtEnd: 0,
  horizonSeconds: 1800,
});

export const samplePrediction = {
  receiver: { before: outlook(0.41, 250), after: outlook(0.78, 65) },
  donor: { before: outlook(0.951, 20), after: outlook(0.918, 24) },
};

/** A proposal of two people from one channel to another, as it stands before anybody has decided. */
export const sampleMove = (changes: Partial<ReassignmentView> = {}): ReassignmentView => ({
  id: 'r',
  state: 'proposed',
  kind: 'move',
  from: 'app_chat',
  to: 'phone',
  actions: ['x', 'y'].map((agent) => ({ action: 'move', agent, from: 'app_chat', to: 'phone', when: 'after-current' })),
  reason: 'Move 2 agents from App chat to Phone.',
  trigger: null,
  prediction: null,
  actor: 'automation',
  policyVersion: 1,
  mode: 'confirm',
  createdAt: '2026-11-18T06:32:00.000Z',
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
  ...changes,
});
