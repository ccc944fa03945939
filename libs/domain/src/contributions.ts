// What one ticket adds to the board, as a pure function of its facts, the policy and the site clock. The board is the sum over all
// tickets, so applying an event is: subtract what the ticket added before, add what it adds now. Nothing else ever touches a counter.
import type { Targets } from '@tideboard/contracts';
import { unpromisedAnswer } from './call-back.js';
import type { Cycle, Ticket } from './cycle.js';
import { channelAt, channelAtFact, completionOf, endedAt, isOpen, readTicket } from './cycle.js';
import { deadlineOf, isMissed } from './deadline.js';
import type { Fact } from './fact.js';
import type { Policy } from './policy.js';
import { ratingOf } from './rating.js';
import { type Amounts, Tally } from './tally.js';

/** "Deadline within 2 minutes". */
const DUE_SOON_MS = 120_000;
/** A customer who comes back later than this comes with something new. */
const FIRST_CONTACT_MS = 72 * 3_600_000;

/** What a ticket adds, and when to ask again. */
export interface Contribution {
  amounts: Amounts;
  /** Where and since when (epoch ms) the ticket waits for its first touch; null when it does not. */
  waiting: { channel: string; since: number } | null;
  /** Where and when the latest cycle came in: the demand that a plan counts. */
  arrived: { channel: string; at: number } | null;
  /** The latest handling that is complete. */
  handled: { channel: string; at: number; ms: number } | null;
  /** Where lists find the ticket; null while nobody has heard of its creation. */
  listing: Listing | null;
  /** The next instant (epoch ms) at which the answer changes with no event arriving; null when it never will. */
  wakeAt: number | null;
}

/** By what a ticket is found. Instants are epoch ms. */
export interface Listing {
  createdAt: number;
  customer: string | null;
  open: boolean;
  /** The first deadline of an open ticket that nothing has answered yet, also when it has passed; null where it has none. */
  dueAt: number | null;
  /** When its first open promise is due, also after the ticket's end. */
  promisedAt: number | null;
  /** When a complaint was answered that nobody has promised to call back about. */
  answeredAt: number | null;
}

/** One deadline of a cycle; instants in epoch ms, `due` Infinity where service never comes. */
export interface Clock {
  since: number;
  due: number | null;
  settledAt: number | null;
}

/** The contribution of a ticket with these facts (sorted) as the site clock shows `now`. */
export const contributionOf = (facts: readonly Fact[], policy: Policy, now: number): Contribution =>
  contribute(facts, { policy, now, tally: new Tally(policy) });

/** `contributionOf`, counted into a tally of the caller's. */
export function contribute(
  facts: readonly Fact[],
  { policy, now, tally }: { policy: Policy; now: number; tally: Tally },
): Contribution {
  const future = facts.find((fact) => fact.at > now)?.at ?? null;
  const ticket = readTicket(facts, now);
  if (!ticket) {
    if (facts.some((fact) => fact.at <= now)) tally.unmapped();
    return { amounts: tally.amounts, waiting: null, arrived: null, handled: null, listing: null, wakeAt: future };
  }
  const present = channelAt(ticket, Infinity);
  if (!policy.has(present)) tally.unmapped();
  const clocks = timeoutClocks(ticket, policy);
  countDated(ticket, tally);
  const misses = countMisses(ticket, { tally, policy, now, clocks });
  countGauges(ticket, { tally, policy, now, present, clocks, pastDue: misses });
  const { begin } = ticket.cycles.at(-1)!;
  const came = channelAtFact(ticket, begin);
  return {
    amounts: tally.amounts,
    waiting: ticket.state === 'pending' && policy.has(present) ? { channel: present, since: begin.at } : null,
    arrived: policy.has(came) ? { channel: came, at: begin.at } : null,
    handled: handlingOf(ticket, policy),
    listing: listingOf(ticket, clocks.at(-1)!),
    wakeAt: earliestAfter(now, [future, ...wakeInstants(ticket, policy, clocks)]),
  };
}

function listingOf(ticket: Ticket, { response, handling }: { response: Clock; handling: Clock }): Listing {
  const running = ({ due, settledAt }: Clock): number | null => (settledAt === null && due !== Infinity ? due : null);
  const open = isOpen(ticket.state);
  return {
    createdAt: ticket.created.at,
    customer: ticket.created.customer ?? null,
    open,
    dueAt: open ? earliest([running(response), running(handling)]) : null,
    promisedAt: earliest(openPromises(ticket).map((fact) => fact.dueAt!)),
    answeredAt: unpromisedAnswer(ticket),
  };
}

function handlingOf(ticket: Ticket, policy: Policy): Contribution['handled'] {
  const cycle = ticket.cycles.at(-1)!;
  const done = completionOf(cycle);
  if (!done || !cycle.start) return null;
  const channel = channelAtFact(ticket, done);
  return policy.has(channel) ? { channel, at: done.at, ms: Math.max(0, done.at - cycle.start.at) } : null;
}

function countDated(ticket: Ticket, tally: Tally): void {
  const { created, cycles } = ticket;
  tally.dated('created', created.at, created.channel!);
  for (const [i, cycle] of cycles.entries()) {
    countCompletion(ticket, cycle, cycles[i + 1]?.begin, tally);
    if (i > 0) tally.dated('reopened', cycle.begin.at, channelAtFact(ticket, cycle.begin));
    const raised = raisedIn(cycle);
    if (raised) tally.dated('escalated', raised.at, channelAtFact(ticket, raised));
    const left = cycle.abandonment;
    // An abandonment after a start ends the ticket, but the customer had been answered.
    if (left && !cycle.start) tally.dated('abandoned', left.at, channelAtFact(ticket, left));
  }
  const rating = ratingOf(ticket);
  if (rating) {
    const { fact, channel: on } = rating;
    tally.dated('ratings', fact.at, on);
    tally.dated('scoreSum', fact.at, on, fact.score!);
    if (fact.score! >= 4) tally.dated('satisfied', fact.at, on);
  }
}

/** Rule R5: reopening withdraws a completion of the same business day and leaves one of an earlier day where it is. */
function countCompletion(ticket: Ticket, cycle: Cycle, reopened: Fact | undefined, tally: Tally): void {
  const done = completionOf(cycle);
  if (!done || (reopened && tally.sameDay(done.at, reopened.at))) return;
  const on = channelAtFact(ticket, done);
  tally.dated('completed', done.at, on);
  if (!cycle.start) return;
  if (isFirstContact(ticket, cycle, done)) tally.dated('firstContact', done.at, on);
  tally.dated('handled', done.at, on);
  tally.dated('handledMs', done.at, on, Math.max(0, done.at - cycle.start.at));
}

/** Settled the first time: by whoever began it, on no higher level, and not reopened within three days. */
function isFirstContact({ cycles }: Ticket, cycle: Cycle, done: Fact): boolean {
  if (cycle !== cycles[0] || cycle.replacedAt - done.at <= FIRST_CONTACT_MS) return false;
  const worked = cycle.facts.slice(cycle.facts.indexOf(cycle.start!), cycle.facts.indexOf(done));
  return !raisedIn(cycle) && !worked.some((fact) => fact.type === 'ticket.transferred');
}

const raisedIn = (cycle: Cycle): Fact | undefined => cycle.facts.find((fact) => (fact.level ?? 1) >= 2);

/** The response and handling clocks of every cycle, in the order of the cycles. */
export function timeoutClocks(ticket: Ticket, policy: Policy): { response: Clock; handling: Clock }[] {
  return ticket.cycles.map((cycle, i) => {
    const channel = channelAtFact(ticket, cycle.begin);
    const ended = endedAt(cycle);
    const answered = earliest([cycle.start?.at ?? null, ended]);
    const clock = (settledAt: number | null, secondsOf: (targets: Targets) => number): Clock => ({
      since: cycle.begin.at,
      settledAt,
      due: withdrawn(deadlineOf(policy, { channel, start: cycle.begin.at, settledAt }, secondsOf), cycle),
    });
    const handling = clock(ended, (targets) => handleSeconds(ticket.created, targets));
    // The ticket's own due date is absolute and belongs to the first cycle; it binds wherever the ticket came in.
    if (i === 0 && ticket.created.dueAt !== undefined) handling.due = withdrawn(ticket.created.dueAt, cycle);
    return { response: clock(answered, (targets) => targets.responseSeconds), handling };
  });
}

function handleSeconds(created: Fact, targets: Targets): number {
  const seconds = targets.handleSeconds[created.priority ?? 'normal'];
  return created.kind === 'complaint' ? Math.min(seconds, targets.complaintHandleSeconds) : seconds;
}

/** A reopening sets fresh deadlines: what was not yet due in the cycle before never will be. */
const withdrawn = (due: number | null, cycle: Cycle): number | null => (due !== null && due >= cycle.replacedAt ? null : due);

interface Judging {
  tally: Tally;
  policy: Policy;
  now: number;
  clocks: { response: Clock; handling: Clock }[];
}

/** Counts what was missed; says whether the present cycle is past a response or handling deadline. */
function countMisses(ticket: Ticket, { tally, policy, now, clocks }: Judging): boolean {
  const missed = (clock: Clock): clock is Clock & { due: number } => isMissed(clock.due, clock.settledAt, now);
  const timeouts = clocks.flatMap(({ response, handling }) => [response, handling]).filter(missed);
  const first = timeouts.reduce<number | null>((least, { due }) => (least === null || due < least ? due : least), null);
  if (first !== null) tally.dated('timeouts', first, channelAt(ticket, first));
  countFirstAnswer(ticket, clocks[0]!.response, tally);
  for (const { counter, clock } of sideClocks(ticket, policy)) {
    if (missed(clock)) tally.datedOnce(counter, clock.due, channelAt(ticket, clock.due));
  }
  countPromises(ticket, tally, now);
  const present = clocks.at(-1)!;
  return missed(present.response) || missed(present.handling);
}

/** Rule R6: the first response is the first start of the first cycle; it was in time if its clock was not missed by then. */
function countFirstAnswer(ticket: Ticket, response: Clock, tally: Tally): void {
  const start = ticket.cycles[0]!.start;
  if (!start) return;
  const on = channelAtFact(ticket, start);
  tally.dated('answered', start.at, on);
  tally.dated('answeredMs', start.at, on, Math.max(0, start.at - ticket.created.at));
  if (response.due === null || start.at <= response.due) tally.dated('answeredInTime', start.at, on);
}

export interface SideClock {
  counter: SideCounter;
  clock: Clock;
}

type SideCounter = 'assignMisses' | 'escalationMisses' | 'complaintMisses';

/** Deadlines that are promises among ourselves: to assign, to take a complaint up, to decide on an escalation. No timeouts. */
const sideClocks = (ticket: Ticket, policy: Policy): SideClock[] =>
  ticket.cycles.flatMap((cycle) => sideClocksOf(ticket, cycle, policy));

/** Those of one cycle, each with the fact that set it running. */
export function sideClocksOf(ticket: Ticket, cycle: Cycle, policy: Policy): SideClock[] {
  const ended = endedAt(cycle);
  const clock = (begin: Fact, settledAt: number | null, secondsOf: (targets: Targets) => number): Clock => {
    const channel = channelAtFact(ticket, begin);
    return {
      since: begin.at,
      settledAt,
      due: withdrawn(deadlineOf(policy, { channel, start: begin.at, settledAt }, secondsOf), cycle),
    };
  };
  const firstOf = (facts: readonly Fact[], types: readonly Fact['type'][]): number | null =>
    facts.find((fact) => types.includes(fact.type))?.at ?? null;
  const assigned = earliest([firstOf(cycle.facts, ['ticket.assigned', 'ticket.started']), ended]);
  const clocks: SideClock[] = [{ counter: 'assignMisses', clock: clock(cycle.begin, assigned, (t) => t.assignSeconds) }];
  if (ticket.created.kind === 'complaint') {
    const takenUp = earliest([cycle.start?.at ?? null, ended]);
    clocks.push({ counter: 'complaintMisses', clock: clock(cycle.begin, takenUp, (t) => t.complaintStartSeconds) });
  }
  const raised = raisedIn(cycle);
  if (raised) {
    const after = cycle.facts.slice(cycle.facts.indexOf(raised) + 1);
    const decided = firstOf(after, [
      'ticket.assigned',
      'ticket.started',
      'ticket.transferred',
      'ticket.escalated',
      'ticket.awaiting_feedback',
    ]);
    clocks.push({ counter: 'escalationMisses', clock: clock(raised, earliest([decided, ended]), (t) => t.escalateSeconds) });
  }
  return clocks;
}

/** The record is to be completed so long after the end of service. */
const RECORD_MS = 600_000;

/** From the end of service to the completed record, of the present cycle; null where a record was completed first, which never waited. */
export function recordClock({ cycles }: Ticket): Clock | null {
  const cycle = cycles.at(-1)!;
  const ended = endedAt(cycle);
  if (!cycle.awaiting || (ended !== null && ended < cycle.awaiting.at)) return null;
  return { since: cycle.awaiting.at, due: cycle.awaiting.at + RECORD_MS, settledAt: ended };
}

/** Promises by the id of their event, open until kept (rule R10). A `promise_kept` that names none keeps all. */
export const openPromises = (ticket: Ticket): Fact[] =>
  ticket.facts.filter((fact) => fact.type === 'ticket.promised' && keepings(ticket, fact).length === 0);

const keepings = ({ facts }: Ticket, { id }: Fact): Fact[] =>
  facts.filter(({ type, promise }) => type === 'ticket.promise_kept' && (promise === undefined || promise === id));

/** A promise counts once its word is settled: kept when it was kept in time, missed when its time has passed. */
function countPromises(ticket: Ticket, tally: Tally, now: number): void {
  for (const promised of ticket.facts.filter(({ type }) => type === 'ticket.promised')) {
    const due = promised.dueAt!;
    const kept = keepings(ticket, promised)[0]?.at;
    if (kept !== undefined && kept <= due) tally.dated('promisesKept', kept, channelAt(ticket, kept));
    else if (now > due) tally.dated('promisesMissed', due, channelAt(ticket, due));
  }
}

interface Gauging extends Judging {
  present: string;
  pastDue: boolean;
}

function countGauges(ticket: Ticket, { tally, policy, now, present, clocks, pastDue }: Gauging): void {
  const { state, created } = ticket;
  const gauge = (counter: Parameters<Tally['gauge']>[0], when: boolean, amount = 1): void => {
    if (when) tally.gauge(counter, present, amount);
  };
  const open = isOpen(state);
  const clock = clocks.at(-1)!;
  const soon = ({ due, settledAt }: Clock): boolean =>
    due !== null && settledAt === null && now >= due - DUE_SOON_MS && now <= due;
  gauge('pending', state === 'pending');
  gauge('inProgress', state === 'in_progress');
  gauge('awaitingFeedback', state === 'awaiting_feedback');
  gauge('vipPending', state === 'pending' && (created.tier === 'diamond' || created.tier === 'gold'));
  gauge('complaintsOpen', open && created.kind === 'complaint');
  const ignored = ({ counter, clock: { due, settledAt } }: SideClock): boolean =>
    counter === 'complaintMisses' && isMissed(due, settledAt, now) && settledAt === null;
  gauge('complaintsWaiting', open && sideClocks(ticket, policy).some(ignored));
  const record = recordClock(ticket);
  gauge('recordsLate', open && record !== null && isMissed(record.due, record.settledAt, now));
  gauge('escalatedOpen', open && ticket.cycles.at(-1)!.level >= 2);
  gauge('dueSoon', open && (soon(clock.response) || soon(clock.handling)));
  gauge('pastDue', open && pastDue);
  const overdue = openPromises(ticket).filter((fact) => now > fact.dueAt!).length;
  gauge('promisesOverdue', overdue > 0, overdue);
}

/** Every instant at which a clock of the ticket changes the counters. */
function wakeInstants(ticket: Ticket, policy: Policy, clocks: Judging['clocks']): (number | null)[] {
  const timeouts = clocks.flatMap(({ response, handling }) => [response, handling]);
  const running = (clock: Clock): boolean => clock.due !== null && (clock.settledAt === null || clock.settledAt > clock.due);
  const record = recordClock(ticket);
  return [
    ...(record && running(record) ? [record.due! + 1] : []),
    ...timeouts.filter(running).flatMap(({ due }) => [due! - DUE_SOON_MS, due! + 1]),
    ...sideClocks(ticket, policy)
      .filter(({ clock }) => running(clock))
      .map(({ clock }) => clock.due! + 1),
    ...openPromises(ticket).map((fact) => fact.dueAt! + 1),
  ];
}

function earliestAfter(now: number, instants: (number | null)[]): number | null {
  return earliest(instants.map((instant) => (instant !== null && instant > now && instant !== Infinity ? instant : null)));
}

function earliest(instants: (number | null)[]): number | null {
  return instants.reduce<number | null>(
    (least, instant) => (instant !== null && (least === null || instant < least) ? instant : least),
    null,
  );
}
