import {
  type AgentFact,
  type Contribution,
  contributionOf,
  type Fact,
  mergeAgent,
  mergeFacts,
  type Policy,
  agentContribution,
  sinceOf,
} from '@tideboard/domain';
import { type AcceptedEvent, eventKey, FORGOTTEN, type Verdict } from './accepted-event.js';
import type { FrozenChange } from './frozen-day.js';
import type { AgentRecord, StoredRecord, TicketRecord } from './record.js';

/** Everything of the store that a batch's outcome depends on. Records and hashes that do not exist are absent. */
export interface Known {
  tickets: Map<string, TicketRecord>;
  agents: Map<string, AgentRecord>;
  /** Content hash by event key, of events still in the log. */
  hashes: Map<string, string>;
}

/** One record to write: what it was, what it becomes. */
export type Change = { id: string } & (
  | { kind: 'ticket'; before: TicketRecord; after: TicketRecord }
  | { kind: 'agent'; before: AgentRecord; after: AgentRecord }
);

/** A source that spoke, and the channels that it named: from these the board knows which channel has gone silent. */
export interface Heard {
  source: string;
  at: number;
  channel?: string;
}

export interface Decision {
  /** One for each event, in its order. */
  verdicts: Verdict[];
  changes: Change[];
  log: AcceptedEvent[];
  heard: Heard[];
  /** Days whose history takes over what tickets leave behind that are let go. */
  frozen?: FrozenChange[];
}

/** Judges a batch of events against what is known. Pure: the same arguments give the same decision. */
export function decide(events: readonly AcceptedEvent[], known: Known, policy: Policy, now: number): Decision {
  const hashes = new Map(known.hashes);
  const fresh: AcceptedEvent[] = [];
  const verdicts = events.map((event): Verdict => {
    const hash = hashes.get(eventKey(event));
    if (hash !== undefined) return hash === event.contentHash || hash === FORGOTTEN ? 'duplicate' : 'id_conflict';
    if (event.to === 'ticket' && known.tickets.get(event.subject)!.letGoAt !== undefined) return 'superseded';
    hashes.set(eventKey(event), event.contentHash);
    fresh.push(event);
    return 'accepted';
  });
  const ticketEvents = bySubject(fresh.filter((event) => event.to === 'ticket'));
  const agentEvents = bySubject(fresh.filter((event) => event.to === 'agent'));
  const tickets = [...ticketEvents].map(([id, arrived]) =>
    changeTicket(id, known.tickets.get(id)!, { arrived: arrived.map(toFact), policy, now }),
  );
  const agents = [...agentEvents].map(([id, arrived]) =>
    changeAgent(id, known.agents.get(id)!, { arrived: arrived.map(toAgentFact), policy, now }),
  );
  const changes = [...tickets, ...agents];
  // From the events as well as from the records: an agent's record forgets at once what a later event has overruled.
  const arrived = fresh.flatMap((event) =>
    event.to === 'ticket' ? toFact(event) : event.to === 'agent' ? toAgentFact(event) : [],
  );
  return { verdicts, changes, log: fresh, heard: heardIn([...arrived, ...changes.flatMap(factsBefore)], now) };
}

/** Judges records anew, with no event: a deadline has passed, or the policy has changed. Records that stay as they are are left out. */
export function rejudge(records: Pick<Known, 'tickets' | 'agents'>, policy: Policy, now: number): Decision {
  const changes = [
    ...[...records.tickets].map(([id, before]) => changeTicket(id, before, { arrived: [], policy, now })),
    ...[...records.agents].map(([id, before]) => changeAgent(id, before, { arrived: [], policy, now })),
  ].filter((change) => !sameContribution(change.before.applied, change.after.applied));
  return { verdicts: [], changes, log: [], heard: heardIn(changes.flatMap(factsBefore), now) };
}

/** Writes tickets anew with the facts that a newer layout keeps of them; who has none among `facts` keeps their own. */
export function renew(
  tickets: Known['tickets'],
  facts: ReadonlyMap<string, Fact[]>,
  { policy, now }: { policy: Policy; now: number },
): Decision {
  const changes = [...tickets].flatMap(([id, before]): Change[] => {
    if (before.letGoAt !== undefined) return [];
    const renewed = facts.get(id) ?? before.facts;
    return [{ kind: 'ticket', id, before, after: next(before, renewed, contributionOf(renewed, policy, now)) }];
  });
  return { verdicts: [], changes, log: [], heard: heardIn(changes.flatMap(factsBefore), now) };
}

interface Arrival<F> {
  arrived: F[];
  policy: Policy;
  now: number;
}

function changeTicket(id: string, before: TicketRecord, { arrived, policy, now }: Arrival<Fact>): Change {
  const facts = mergeFacts(before.facts, arrived);
  return { kind: 'ticket', id, before, after: next(before, facts, contributionOf(facts, policy, now)) };
}

function changeAgent(id: string, before: AgentRecord, { arrived, policy, now }: Arrival<AgentFact>): Change {
  const facts = mergeAgent(before.facts, arrived, now);
  const after = next(before, facts, agentContribution(facts, policy, now));
  const since = sinceOf({ facts: before.facts, since: before.since ?? {} }, facts, now);
  return { kind: 'agent', id, before, after: { ...after, since } };
}

const next = <F>(before: StoredRecord<F>, facts: F, applied: Contribution): StoredRecord<F> => ({
  version: before.version + 1,
  facts,
  applied,
});

const sameContribution = (a: Contribution, b: Contribution): boolean => JSON.stringify(a) === JSON.stringify(b);

/** Only what has come to pass has been heard: a fact in the future says nothing of a source that is silent now. */
function heardIn(facts: readonly (Fact | AgentFact)[], now: number): Heard[] {
  return facts
    .filter((fact) => fact.at <= now)
    .map((fact) => ({
      source: fact.source,
      at: fact.at,
      channel: fact.type === 'agent.changed' ? fact.fields.channel : fact.channel,
    }));
}

/** What was known of the record: a future of then may have come to pass. */
const factsBefore = ({ kind, before }: Change): (Fact | AgentFact)[] => (kind === 'ticket' ? before.facts : before.facts.facts);

const toFact = ({ type, at, source, id, data }: AcceptedEvent & { to: 'ticket' }): Fact => ({ type, at, source, id, ...data });

const toAgentFact = ({ type, at, source, id, fields }: AcceptedEvent & { to: 'agent' }): AgentFact => ({
  type,
  at,
  source,
  id,
  fields,
});

function bySubject<E extends { subject: string }>(events: readonly E[]): Map<string, E[]> {
  const groups = new Map<string, E[]>();
  for (const event of events) {
    const group = groups.get(event.subject);
    if (group) group.push(event);
    else groups.set(event.subject, [event]);
  }
  return groups;
}
