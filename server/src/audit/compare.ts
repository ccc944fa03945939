// The audit's comparisons, pure: what the store holds in one place against what follows from another.
import {
  agentContribution,
  type Amounts,
  compilePolicy,
  type Contribution,
  contributionOf,
  mergeAgent,
  NOW,
  type Policy,
} from '@tideboard/domain';
import { type AgentRecord, type TicketRecord, unpackAgent, unpackTicket } from '../tickets/record.js';
import { compareValues, type Difference } from './difference.js';
import type { LogFacts } from './log-facts.js';
import type { Snapshot } from './snapshot.js';

export interface Records {
  tickets: Map<string, TicketRecord>;
  agents: Map<string, AgentRecord>;
}

export function unpackAll({ tickets, agents }: Pick<Snapshot, 'tickets' | 'agents'>): Records {
  return {
    tickets: new Map([...tickets].map(([id, stored]) => [id, unpackTicket(stored)])),
    agents: new Map([...agents].map(([id, stored]) => [id, unpackAgent(stored)])),
  };
}

const all = ({ tickets, agents }: Records): [member: string, applied: Contribution][] => [
  ...[...tickets].map(([id, { applied }]): [string, Contribution] => [`t:${id}`, applied]),
  ...[...agents].map(([id, { applied }]): [string, Contribution] => [`a:${id}`, applied]),
];

/** The board is the sum of what every record says that it has added. */
export function compareCounters(records: Records, counters: Snapshot['counters']): Difference[] {
  const sums = new Map<string, number>();
  for (const [, { amounts }] of all(records)) addTo(sums, amounts);
  const expected = new Map([...sums].map(([name, amount]) => [name, String(amount)]));
  const found = new Map(
    [...counters].flatMap(([bucket, values]) =>
      // `fed` is no count of anything: it says that a source has spoken of the channel.
      [...values].flatMap(([name, value]): [string, string][] =>
        bucket === NOW && name.endsWith(':fed') ? [] : [[`${bucket} ${name}`, value]],
      ),
    ),
  );
  return compareValues('counter', { expected, found, nothing: '0' });
}

function addTo(sums: Map<string, number>, amounts: Amounts): void {
  for (const [bucket, counters] of Object.entries(amounts))
    for (const [name, amount] of Object.entries(counters)) {
      const key = `${bucket} ${name}`;
      sums.set(key, (sums.get(key) ?? 0) + amount);
    }
}

/** Each record's share follows from its facts, under the policy that the store has been judged by. */
export function compareContributions(records: Records, { policy: judging, now }: Judged): Difference[] {
  const { versions, registry, judged, clock, judgedClock } = judging;
  if (registry !== judged) {
    return [
      { kind: 'policy', where: 'registry', expected: `everything judged by version ${registry}`, found: `version ${judged}` },
    ];
  }
  // Judged by another time: every deadline may be on the other side of now.
  if (judgedClock !== null && judgedClock !== clock) {
    return [{ kind: 'policy', where: 'clock', expected: `everything judged by clock ${clock}`, found: `clock ${judgedClock}` }];
  }
  const policy = compilePolicy(versions);
  const expected = new Map<string, string>();
  const found = new Map<string, string>();
  const judge = (member: string, applied: Contribution, again: (policy: Policy, at: number) => Contribution): void => {
    found.set(member, textOf(applied));
    // A record holds until it is to be woken. One that is due already is what the sweeper does next, and no difference.
    expected.set(member, textOf(again(policy, Math.min(now, (applied.wakeAt ?? Infinity) - 1))));
  };
  for (const [id, { facts, applied }] of records.tickets) judge(`t:${id}`, applied, (...by) => contributionOf(facts, ...by));
  for (const [id, { facts, applied }] of records.agents)
    judge(`a:${id}`, applied, (by, at) => agentContribution(mergeAgent(facts, [], at), by, at));
  return compareValues('contribution', { expected, found });
}

type Judged = Pick<Snapshot, 'policy' | 'now'>;

/** The facts of each record are those of the event log. A log that has been cut can only say what must be there. */
export function compareFacts(records: Records, log: LogFacts, now: number): Difference[] {
  const expected = new Map<string, string>();
  const found = new Map<string, string>();
  const put = (member: string, logged: object, stored: object): void => {
    expected.set(member, JSON.stringify(logged));
    found.set(member, JSON.stringify(stored));
  };
  for (const [id, { facts }] of records.tickets) {
    const logged = log.tickets.get(id) ?? [];
    const known = new Set(logged.map(({ source, id: event }) => `${source}\n${event}`));
    put(`t:${id}`, logged, log.whole ? facts : facts.filter(({ source, id: event }) => known.has(`${source}\n${event}`)));
  }
  const nobody = { facts: [], ever: [] };
  for (const [id, { facts }] of records.agents) {
    const logged = log.agents.get(id) ?? [];
    const stored = mergeAgent(facts, [], now);
    // Of an agent only the latest words are kept: with a cut log, what it says must change nothing.
    put(`a:${id}`, log.whole ? mergeAgent(nobody, logged, now) : mergeAgent(stored, logged, now), stored);
  }
  for (const id of log.tickets.keys()) if (!records.tickets.has(id)) put(`t:${id}`, log.tickets.get(id)!, []);
  for (const id of log.agents.keys()) if (!records.agents.has(id)) put(`a:${id}`, log.agents.get(id)!, []);
  return compareValues('facts', { expected, found });
}

/** Who waits, and whom time will wake, is what the records say. */
export function compareLists(records: Records, { waiting, wake }: Pick<Snapshot, 'waiting' | 'wake'>): Difference[] {
  const inLine = new Map<string, string>();
  const toWake = new Map<string, string>();
  for (const [member, applied] of all(records)) {
    if (applied.waiting) inLine.set(`${applied.waiting.channel} ${member.slice(2)}`, String(applied.waiting.since));
    if (applied.wakeAt !== null) toWake.set(member, String(applied.wakeAt));
  }
  const held = new Map(
    [...waiting].flatMap(([channel, line]) => [...line].map(([id, since]) => [`${channel} ${id}`, since] as const)),
  );
  return [
    ...compareValues('waiting', { expected: inLine, found: held }),
    ...compareValues('wake', { expected: toWake, found: wake }),
  ];
}

/** One text for one contribution, whatever the order of its keys. */
function textOf({ amounts, waiting, wakeAt }: Contribution): string {
  const sorted = (object: object): [string, unknown][] => Object.entries(object).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return JSON.stringify([sorted(amounts).map(([bucket, counters]) => [bucket, sorted(counters as object)]), waiting, wakeAt]);
}
