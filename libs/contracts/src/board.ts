// Board out. A reader gets one `board:snapshot`, then `board:delta`s; each delta says from which rev it leads to which. A delta whose
// `epoch` differs, or whose `from` is not the reader's rev, is a gap: the reader emits `board:resync` and gets a snapshot. The epoch
// is needed beside the rev because a store that lost its tail counts up to the same revs again, with other content behind them.
// `board:beat` says once a second that the applying path lives; no beat for 2.5 s and what is on the screen is stale.
import type { AlertView } from './alert.js';
import type { ChannelType, Threshold } from './channel.js';
import type { LocalisedText } from './primitives.js';
import type { AutomationView, ReassignmentView } from './reassignment.js';

export const STATUSES = ['ok', 'watch', 'breach', 'no_data', 'closed'] as const;
export type Status = (typeof STATUSES)[number];

export interface AgentCounts {
  online: number | null;
  available: number | null;
  busy: number | null;
  onLoan: number | null;
}

/** Durations in seconds, rates 0..1; null is "not known", never 0. */
export interface Metrics {
  pending: number;
  inProgress: number;
  awaitingFeedback: number;
  createdToday: number;
  completedToday: number;
  avgResponseSeconds: number | null;
  avgHandleSeconds: number | null;
  timeoutsToday: number;
  timeoutRate: number | null;
  satisfaction: number | null;
  ratings: number;
  avgScore: number | null;
  serviceLevel: number | null;
  longestWaitSeconds: number | null;
  oldestPendingAt: string | null;
  abandonedToday: number;
  abandonRate: number | null;
  dueSoon: number;
  vipPending: number;
  complaintsOpen: number;
  /** Complaints that nobody has taken up within their hour, and nobody has yet. */
  complaintsWaiting: number;
  escalatedOpen: number;
  promisesOverdue: number;
  /** Service has ended, and its record is not completed ten minutes later. */
  recordsLate: number;
  /** Deadlines missed today that are no timeouts: unassigned for too long, no decision after an escalation, complaint not taken up. */
  assignMissesToday: number;
  escalationMissesToday: number;
  complaintMissesToday: number;
  /** People of this channel who work on another one now. */
  agentsLent: number | null;
  agents: AgentCounts;
}

export interface ChannelBoard extends Metrics {
  id: string;
  name: LocalisedText;
  type: ChannelType;
  status: Status;
  /** Which metrics put the channel into `watch` or `breach`. */
  causes: string[];
  /** False while no source has ever named the channel: its zeros are then nobody's word. */
  fed: boolean;
  thresholds: { pending: Threshold | null };
  targets: { responseSeconds: number; serviceLevel: number };
}

export interface Totals extends Metrics {
  /** Tickets that cannot be placed: no `ticket.created` yet, or a channel that is not in the registry. */
  unmapped: number;
}

export interface BoardSite {
  name: LocalisedText;
  /** Site seconds per real second: 1 but on a test clock. */
  clockRate: number;
}

export interface Board {
  site: BoardSite;
  epoch: string;
  rev: number;
  /** The site clock when this was read. */
  at: string;
  businessDay: string;
  timeZone: string;
  /** True while every ticket is being judged anew: numbers are moving towards the truth. */
  rebuilding: boolean;
  totals: Totals;
  channels: ChannelBoard[];
  alerts: AlertView[];
  reassignments: ReassignmentView[];
  automation: AutomationView;
}

/** The board as it was known at `at`. */
export interface PastBoard extends Board {
  /** Of the whole board, whoever asks: what it comes to now, and what was recorded then, where that instant was recorded. */
  past: { hash: string; recorded: string | null };
}

/** Between which instants the board can be shown as it was; `from` is null while nothing is kept yet. */
export interface PastExtent {
  /** Of the site, and for how many days its event log is kept, from which the past is rebuilt. */
  timeZone: string;
  eventLogDays: number;
  from: string | null;
  to: string;
}

/** Only what changed; a field that is an object is sent whole. A change of the channels themselves comes as a snapshot instead. */
export interface BoardDelta {
  epoch: string;
  from: number;
  rev: number;
  at: string;
  channels: ({ id: string } & Partial<ChannelBoard>)[];
  totals?: Totals;
  alerts?: AlertView[];
  reassignments?: ReassignmentView[];
  automation?: AutomationView;
  businessDay?: string;
  rebuilding?: boolean;
}

export interface BoardBeat {
  epoch: string;
  rev: number;
  at: string;
}

/** Pending at the end of each of the last 60 site minutes, oldest first; null where nobody was there to look. */
export interface BoardTrend {
  endsAt: string;
  channels: Record<string, (number | null)[]>;
}

/** Pending of each channel in `aheadSeconds` if nobody is moved; nine of ten outcomes lie within the range. Null: not to be told. */
export interface BoardForecast {
  at: string;
  aheadSeconds: number;
  channels: { id: string; pending: number | null; low: number | null; high: number | null }[];
}
