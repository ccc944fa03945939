// The call log of a bank's call centre (Technion, "Anonymous Bank"). Its traps, each of which has a spec:
// - `0:00:00` means "none" and also midnight: only the pair of clocks with its duration tells which.
// - a call that crosses midnight has its later clocks on the next date, although the row names one date only.
// - the service starts one or two seconds before the waiting ends, sometimes more; the clocks are taken as they are.
import { clockSeconds, LocalTime } from './local-time.js';
import { inferAgents } from './agents.js';
import { type DataSet, eventsOf, type Row, type RowOutcome, type Service, type Timed, topicOf } from './data-set.js';

const CHANNEL = 'bank-phone';
const event = eventsOf('/replay/technion');
const HALF_DAY = 43_200;
const NOBODY = 'NO_SERVER';
/** What the log's codes stand for, by its own description. */
const TYPES: Record<string, string> = {
  PS: 'Regular activity',
  PE: 'Regular activity in English',
  IN: 'Internet consulting',
  NE: 'Stock exchange',
  NW: 'Potential customer',
  TT: 'Call back',
};

export const technion: DataSet = {
  name: 'Technion call log',
  header: ['vru+line', 'call_id', 'customer_id', 'priority', 'type', 'date', 'vru_entry'],
  delimiter: '\t',
  timeZone: 'Asia/Jerusalem',
  mapper: (timeZone) => {
    const local = new LocalTime(timeZone);
    return (row) => readRow(row, local);
  },
  // Round the clock, as the machine that answers first is. A channel of its own and not the handbook's phone: that one has hours.
  channel: (id) => ({ id, name: { 'zh-CN': '银行电话', en: 'Bank phone' }, type: 'phone', serviceHours: null }),
  agents: (services) => inferAgents(services, { channel: CHANNEL, source: '/replay/technion' }),
};

function readRow(row: Row, local: LocalTime): RowOutcome {
  const date = /^(\d{2})(\d{2})(\d{2})$/
    .exec(row['date'] ?? '')
    ?.slice(1)
    .map(Number);
  const clocks = readClocks(row);
  const key = [row['date'], row['vru+line'], row['call_id']];
  if (!date || !clocks || key.some((part) => !part)) return { dropped: 'unreadable' };
  // Nobody ever waited in a phantom call: the line was dead.
  if (row['outcome'] === 'PHANTOM') return { dropped: 'PHANTOM' };
  const at = (clock: number): number => local.instant(1900 + date[0]!, date[1]!, date[2]!, sameCall(clock, clocks.entry));
  const call: Call = { subject: key.join('-'), type: row['type'] ?? '', agent: agentIn(row), clocks, at };
  if (row['outcome'] === 'HANG') return clocks.waited ? { events: abandoned(call) } : { dropped: 'HANG without waiting' };
  if (row['outcome'] !== 'AGENT') return { dropped: 'unreadable' };
  return served(call);
}

interface Clocks {
  entry: number;
  vruExit: number;
  waited: { start: number; exit: number } | null;
  service: { start: number; exit: number } | null;
}

interface Call {
  subject: string;
  type: string;
  agent: string | null;
  clocks: Clocks;
  at: (clock: number) => number;
}

function readClocks(row: Row): Clocks | null {
  const [entry, vruExit, qStart, qExit, serStart, serExit] = [
    'vru_entry',
    'vru_exit',
    'q_start',
    'q_exit',
    'ser_start',
    'ser_exit',
  ].map((name) => clockSeconds(row[name]));
  if (entry == null || vruExit == null || qStart == null || qExit == null || serStart == null || serExit == null) return null;
  const happened = (start: number, exit: number, seconds: string | undefined) =>
    start > 0 || exit > 0 || Number(seconds) > 0 ? { start, exit } : null;
  return {
    entry,
    vruExit,
    waited: happened(qStart, qExit, row['q_time']),
    service: happened(serStart, serExit, row['ser_time']),
  };
}

/** A clock that lies half a day from the call's beginning belongs to the day beside it. */
function sameCall(clock: number, entry: number): number {
  if (clock < entry - HALF_DAY) return clock + 86_400;
  return clock > entry + HALF_DAY ? clock - 86_400 : clock;
}

const agentIn = ({ server }: Row): string | null => (server && server !== NOBODY ? server : null);

/** The machine's part is no waiting: a ticket begins when the caller asks for a person. */
const created = ({ subject, type, clocks, at }: Call): Timed =>
  event('ticket.created', at(clocks.waited?.start ?? clocks.vruExit), subject, {
    channel: CHANNEL,
    summary: type,
    ...topicOf(TYPES[type.trim()] ?? type),
  });

/** The service times that some of these rows carry are of a line that nobody was on any more. */
const abandoned = (call: Call): Timed[] => [
  created(call),
  event('ticket.abandoned', call.at(call.clocks.waited!.exit), call.subject, {}),
];

function served(call: Call): RowOutcome {
  const { subject, agent, clocks, at } = call;
  // Connected, and nothing recorded of the service: what is not known is not made up, so the ticket stays pending.
  if (!clocks.service) return { events: [created(call)] };
  const [from, to] = [at(clocks.service.start), at(clocks.service.exit)];
  const service: Service | null = agent ? { agent, from, to } : null;
  return {
    events: [
      created(call),
      ...(agent ? [event('ticket.assigned', from, subject, { agent })] : []),
      event('ticket.started', from, subject, agent ? { agent } : {}),
      event('ticket.completed', to, subject, {}),
    ],
    ...(service ? { served: service } : {}),
  };
}
