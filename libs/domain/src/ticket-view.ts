// One ticket as people ask for it: what it is now, which clocks run, what was promised. Pure, from the same facts as the counters.
import type { TicketClockName } from '@tideboard/contracts';
import { type Clock, recordClock, sideClocksOf, timeoutClocks } from './contributions.js';
import { channelAt, completionOf, endedAt, isOpen, readTicket, type Ticket, type TicketState } from './cycle.js';
import { isMissed } from './deadline.js';
import type { Fact, FactData } from './fact.js';
import type { Policy } from './policy.js';

type ClockName = TicketClockName;

/** A deadline of the present cycle. Instants are epoch ms; `dueAt` null where there is none. */
export interface ClockView {
  clock: ClockName;
  since: number;
  dueAt: number | null;
  settledAt: number | null;
  missed: boolean;
}

export interface PromiseView {
  id: string;
  source: string;
  madeAt: number;
  dueAt: number;
  agent: string | null;
  keptAt: number | null;
}

/** A ticket at an instant; what the upstream did not say is null. */
export interface TicketNow {
  state: TicketState;
  open: boolean;
  channel: string;
  agent: string | null;
  team: string | null;
  kind: NonNullable<FactData['kind']> | null;
  topic: string | null;
  priority: NonNullable<FactData['priority']>;
  tier: NonNullable<FactData['tier']> | null;
  customer: string | null;
  skills: string[];
  level: number;
  /** How many rounds it has taken: one more than it was reopened. */
  cycles: number;
  createdAt: number;
  /** When the present cycle began. */
  pendingSince: number;
  startedAt: number | null;
  awaitingSince: number | null;
  completedAt: number | null;
  endedAt: number | null;
  score: number | null;
  clocks: ClockView[];
  promises: PromiseView[];
}

const SIDE = { assignMisses: 'assign', complaintMisses: 'complaint', escalationMisses: 'escalation' } as const;

/** The ticket with these facts (sorted) as the site clock shows `now`; null while its creation has not come to pass. */
export function viewTicket(facts: readonly Fact[], policy: Policy, now: number): TicketNow | null {
  const ticket = readTicket(facts, now);
  if (!ticket) return null;
  const { created, cycles, state } = ticket;
  const cycle = cycles.at(-1)!;
  return {
    state,
    open: isOpen(state),
    channel: channelAt(ticket, Infinity),
    ...held(ticket),
    kind: created.kind ?? null,
    topic: policy.topicOf(created),
    priority: created.priority ?? 'normal',
    tier: created.tier ?? null,
    customer: created.customer ?? null,
    skills: created.skills ?? [],
    level: cycle.level,
    cycles: cycles.length,
    createdAt: created.at,
    pendingSince: cycle.begin.at,
    startedAt: cycle.start?.at ?? null,
    awaitingSince: cycle.awaiting?.at ?? null,
    completedAt: completionOf(cycle)?.at ?? null,
    endedAt: endedAt(cycle),
    score: ticket.facts.findLast((fact) => fact.type === 'ticket.rated')?.score ?? null,
    clocks: clocksOf(ticket, policy, now),
    promises: promisesOf(ticket),
  };
}

const HOLDS: readonly Fact['type'][] = ['ticket.assigned', 'ticket.started', 'ticket.transferred'];

/** Who has it: the latest word of all assignments, starts and transfers. */
function held({ facts }: Ticket): Pick<TicketNow, 'agent' | 'team'> {
  return {
    agent: facts.findLast(({ type, agent }) => HOLDS.includes(type) && agent !== undefined)?.agent ?? null,
    team: facts.findLast(({ team }) => team !== undefined)?.team ?? null,
  };
}

function clocksOf(ticket: Ticket, policy: Policy, now: number): ClockView[] {
  const { response, handling } = timeoutClocks(ticket, policy).at(-1)!;
  const view = (clock: ClockName, { since, due, settledAt }: Clock): ClockView => ({
    clock,
    since,
    settledAt,
    dueAt: due === Infinity ? null : due,
    missed: isMissed(due, settledAt, now),
  });
  const record = recordClock(ticket);
  const side = sideClocksOf(ticket, ticket.cycles.at(-1)!, policy);
  return [
    view('response', response),
    view('handling', handling),
    ...side.map(({ counter, clock }) => view(SIDE[counter], clock)),
    ...(record ? [view('record', record)] : []),
  ];
}

/** Every promise, in the order in which they were made (rule R10). */
function promisesOf({ facts }: Ticket): PromiseView[] {
  const kept = facts.filter(({ type }) => type === 'ticket.promise_kept');
  return facts
    .filter(({ type }) => type === 'ticket.promised')
    .map(({ id, source, at, dueAt, agent }) => ({
      id,
      source,
      madeAt: at,
      dueAt: dueAt!,
      agent: agent ?? null,
      keptAt: kept.find(({ promise }) => promise === undefined || promise === id)?.at ?? null,
    }));
}
