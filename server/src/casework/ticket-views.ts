// From what a ticket is to what crosses the wire. Pure but for the key that opens a customer's sealed box, to mask what is in it.
import {
  CALL_BACK_SOURCE,
  type CloudEvent,
  type TicketClock,
  type TicketCustomer,
  type TicketPromise,
  type TicketSummary,
} from '@tideboard/contracts';
import type { ClockView, PromiseView, TicketNow } from '@tideboard/domain';
import { unseal } from '../ingest/sealer.js';
import { maskPerson, maskText } from '../privacy/personal.js';
import { CUSTOMER_CLOCKS } from './ticket-query.js';

/** What a view needs beside the ticket itself. */
export interface Beside {
  now: number;
  dataKey: Buffer;
  /** The `ticket.created` event, where the log still has it. */
  created: CloudEvent | null;
  /** Names by agent. */
  names: ReadonlyMap<string, string>;
}

export const iso = (at: number): string => new Date(at).toISOString();
const isoOrNull = (at: number | null): string | null => (at === null ? null : iso(at));

export function summaryOf(id: string, ticket: TicketNow, beside: Beside): TicketSummary {
  const { now, created, names } = beside;
  const text = (created?.data as { summary?: unknown } | undefined)?.summary;
  return {
    id,
    channel: ticket.channel,
    state: ticket.state,
    kind: ticket.kind,
    priority: ticket.priority,
    level: ticket.level,
    summary: typeof text === 'string' ? maskText(text) : null,
    customer: { ref: ticket.customer, tier: ticket.tier, ...personOf(created, beside.dataKey) },
    agent: ticket.agent === null ? null : { id: ticket.agent, name: names.get(ticket.agent) ?? null },
    team: ticket.team,
    createdAt: iso(ticket.createdAt),
    pendingSince: iso(ticket.pendingSince),
    startedAt: isoOrNull(ticket.startedAt),
    endedAt: isoOrNull(ticket.endedAt),
    deadline: deadlineOf(ticket),
    promise: firstPromise(ticket, now),
    score: ticket.score,
  };
}

function deadlineOf({ open, clocks }: TicketNow): TicketClock | null {
  const running = clocks.filter(
    ({ clock, dueAt, settledAt }) => CUSTOMER_CLOCKS.includes(clock) && dueAt !== null && settledAt === null,
  );
  const [first] = running.toSorted((a, b) => a.dueAt! - b.dueAt!);
  return open && first ? clockOf(first) : null;
}

export const clockOf = ({ clock, since, dueAt, settledAt, missed }: ClockView): TicketClock => ({
  clock,
  since: iso(since),
  dueAt: isoOrNull(dueAt),
  settledAt: isoOrNull(settledAt),
  state: settledAt === null ? (missed ? 'overdue' : 'running') : missed ? 'missed' : 'met',
});

function firstPromise({ promises }: TicketNow, now: number): TicketPromise | null {
  const [first] = promises.filter(({ keptAt }) => keptAt === null).toSorted((a, b) => a.dueAt - b.dueAt);
  return first ? promiseOf(first, null, now) : null;
}

/** `event` is the promise's own, for what was promised. */
export function promiseOf(
  { id, source, agent, madeAt, dueAt, keptAt }: PromiseView,
  event: CloudEvent | null,
  now: number,
): TicketPromise {
  const what = (event?.data as { what?: unknown } | undefined)?.what;
  const late = (keptAt ?? now) > dueAt;
  return {
    id,
    what: typeof what === 'string' ? maskText(what) : null,
    agent,
    madeAt: iso(madeAt),
    dueAt: iso(dueAt),
    keptAt: isoOrNull(keptAt),
    state: keptAt === null ? (late ? 'overdue' : 'open') : late ? 'late' : 'kept',
    ...(source === CALL_BACK_SOURCE ? { rule: 'call-back' as const } : {}),
  };
}

/** A customer's name and phone out of an event of the log, masked; unknown where they were never said or cannot be opened. */
export function personOf(event: CloudEvent | null, dataKey: Buffer): Pick<TicketCustomer, 'name' | 'phone'> {
  const sealed = (event?.data as { customer?: { sealed?: unknown } | null } | undefined)?.customer?.sealed;
  if (typeof sealed !== 'string') return maskPerson({});
  try {
    return maskPerson(unseal(sealed, dataKey));
  } catch {
    return maskPerson({});
  }
}
