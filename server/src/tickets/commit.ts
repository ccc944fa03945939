import { type Amounts, type Contribution, NOW, subtract } from '@tideboard/domain';
import { channels as feeds, keys, type Redis, Script } from '../platform/redis/index.js';
import { type AcceptedEvent, eventKey } from './accepted-event.js';
import type { Change, Decision, Heard } from './decide.js';
import { frozenField } from './frozen-day.js';
import { letGoOperations } from './let-go.js';
import { listings } from './listings.js';
import { nudges } from './nudges.js';
import { type Operation, wide } from './operation.js';
import { packAgent, packTicket } from './record.js';

export type CommitAnswer = 'applied' | 'epoch' | 'registry' | 'version';

const script = new Script(import.meta.url, './commit.lua', (raw): CommitAnswer => (raw as [CommitAnswer])[0]);

export interface CommitContext {
  epoch: string;
  /** Rev of the registry that the decision was made under. */
  registry: number;
}

/** Writes a decision, all of it or nothing. Any answer but `applied` means: read again, decide again. */
export function commit(
  redis: Redis,
  decision: Pick<Decision, 'changes' | 'log' | 'heard' | 'frozen'>,
  { epoch, registry }: CommitContext,
): Promise<CommitAnswer> {
  const { frozen } = decision;
  const touched = new Touched();
  const operations = [
    ...records(decision.changes),
    ...counters(decision, touched),
    ...days(decision.changes),
    ...timers(decision.changes),
    ...waiting(decision.changes, touched),
    ...samples(decision.changes),
    ...listings(decision.changes),
    ...heard(decision.heard, touched),
    ...nudges(decision.changes),
    ...(frozen ? letGoOperations(decision.changes, frozen) : []),
  ];
  const fixed = [keys.meta, keys.tickets, keys.agents, keys.log, keys.ids, keys.changed, keys.frozenDays];
  const others = new Set(operations.map((operation) => operation[1]!));
  return script.run(
    redis,
    [...fixed, ...[...others].filter((key) => !fixed.includes(key))],
    [
      epoch,
      registry,
      feeds.feed,
      decision.changes.length + (frozen?.length ?? 0),
      ...decision.changes.flatMap(({ kind, id, before }) => [kind === 'ticket' ? 2 : 3, id, before.version]),
      ...(frozen ?? []).flatMap(({ day, grain, before }) => [7, frozenField(grain, day), before?.version ?? 0]),
      ...led(decision.log, (event: AcceptedEvent) => [eventKey(event), event.contentHash, event.logEntry]),
      ...led(operations, (operation) => [operation.length, ...operation]),
      ...led([...touched.channels], (channel) => [channel]),
    ],
  );
}

/** Channels whose numbers the batch changes. */
class Touched {
  readonly channels = new Set<string>();
  byCounter(name: string): void {
    this.channels.add(name.slice(0, name.indexOf(':')));
  }
}

const led = <T>(items: readonly T[], flatten: (item: T) => (string | number)[]): (string | number)[] => [
  items.length,
  ...items.flatMap(flatten),
];

function records(changes: readonly Change[]): Operation[] {
  const packed = (kind: Change['kind']): string[] =>
    changes.flatMap((change) =>
      change.kind !== kind ? [] : [change.id, change.kind === 'ticket' ? packTicket(change.after) : packAgent(change.after)],
    );
  return [...wide('HSET', keys.tickets, packed('ticket')), ...wide('HSET', keys.agents, packed('agent'))];
}

function counters({ changes, frozen }: Pick<Decision, 'changes' | 'frozen'>, touched: Touched): Operation[] {
  const sum: Amounts = {};
  for (const { before, after } of changes) {
    for (const [bucket, amounts] of Object.entries(subtract(after.applied.amounts, before.applied.amounts))) {
      const total = (sum[bucket] ??= {});
      for (const [name, amount] of Object.entries(amounts)) total[name] = (total[name] ?? 0) + amount;
    }
  }
  return Object.entries(sum).flatMap(([bucket, amounts]) =>
    Object.entries(amounts).flatMap(([name, amount]): Operation[] => {
      if (amount === 0) return [];
      // Of the days of tickets that are let go the board shows nothing any more: it stays as it is.
      if (bucket === NOW || !frozen) touched.byCounter(name);
      return [['HINCRBY', bucket === NOW ? keys.gauges : keys.day(bucket), name, String(amount)]];
    }),
  );
}

/**
 * Which tickets a business day's counts come from, and that the day has changed: all that history needs to cut the day anew, whenever it
 * is asked for. Writing finer counters here instead would cost every event what a report needs once an hour. A ticket that a correction
 * took out of a day stays in its list and adds nothing to it.
 */
function days(changes: readonly Change[]): Operation[] {
  const entered = new Map<string, string[]>();
  for (const change of changes) {
    if (change.kind === 'agent') continue;
    const before = change.before.applied.amounts;
    const after = change.after.applied.amounts;
    for (const day of Object.keys(before)) if (day !== NOW && !entered.has(day)) entered.set(day, []);
    for (const day of Object.keys(after)) {
      if (day === NOW) continue;
      const list = entered.get(day) ?? [];
      if (!(day in before)) list.push(change.id);
      entered.set(day, list);
    }
  }
  return [...entered].flatMap(([day, ids]): Operation[] => [
    ['HINCRBY', keys.dayChanges, day, '1'],
    ...wide('SADD', keys.dayTickets(day), ids),
  ]);
}

/** `wake` holds, for every record that time alone will change, the instant at which it does. */
function timers(changes: readonly Change[]): Operation[] {
  const member = ({ kind, id }: Change): string => `${kind === 'ticket' ? 't' : 'a'}:${id}`;
  const set = changes.flatMap((change) =>
    change.after.applied.wakeAt === null ? [] : [String(change.after.applied.wakeAt), member(change)],
  );
  const unset = changes
    .filter(({ before, after }) => after.applied.wakeAt === null && before.applied.wakeAt !== null)
    .map(member);
  return [...wide('ZADD', keys.wake, set), ...wide('ZREM', keys.wake, unset)];
}

/** Each channel's pending tickets by how long they have waited: the oldest is the first. */
function waiting(changes: readonly Change[], touched: Touched): Operation[] {
  const place = ({ waiting }: Contribution): string => (waiting ? `${waiting.channel} ${waiting.since}` : '');
  return changes
    .filter(({ before, after }) => place(before.applied) !== place(after.applied))
    .flatMap(({ id, before, after }): Operation[] => {
      const [left, entered] = [before.applied.waiting, after.applied.waiting];
      for (const there of [left, entered]) if (there) touched.channels.add(there.channel);
      return [
        ...(left && left.channel !== entered?.channel ? [['ZREM', keys.waiting(left.channel), id] satisfies Operation] : []),
        ...(entered ? [['ZADD', keys.waiting(entered.channel), String(entered.since), id] satisfies Operation] : []),
      ];
    });
}

/** When work arrived and how long it took, for the plan; the lease holder trims them. */
function samples(changes: readonly Change[]): Operation[] {
  const set = new Map<string, string[]>();
  const unset = new Map<string, string[]>();
  const note = (lists: Map<string, string[]>, key: string, ...items: string[]): void => {
    const list = lists.get(key);
    if (list) list.push(...items);
    else lists.set(key, items);
  };
  for (const { id, before, after } of changes) {
    const [was, is] = [before.applied, after.applied];
    if (was.arrived && was.arrived.channel !== is.arrived?.channel) note(unset, keys.arrivals(was.arrived.channel), id);
    if (is.arrived && !(was.arrived?.channel === is.arrived.channel && was.arrived.at === is.arrived.at))
      note(set, keys.arrivals(is.arrived.channel), String(is.arrived.at), id);
    if (JSON.stringify(was.handled) === JSON.stringify(is.handled)) continue;
    if (was.handled) note(unset, keys.handled(was.handled.channel), `${was.handled.ms}|${id}`);
    if (is.handled) note(set, keys.handled(is.handled.channel), String(is.handled.at), `${is.handled.ms}|${id}`);
  }
  return [
    ...[...unset].flatMap(([key, members]) => wide('ZREM', key, members)),
    ...[...set].flatMap(([key, pairs]) => wide('ZADD', key, pairs)),
  ];
}

/** Latest word of each source, and which channels it has named. Both only ever grow, so order makes no difference. */
function heard(all: readonly Heard[], touched: Touched): Operation[] {
  const latest = new Map<string, number>();
  const pairs = new Set<string>();
  for (const { source, at, channel } of all) {
    latest.set(source, Math.max(latest.get(source) ?? 0, at));
    if (channel !== undefined) pairs.add(`${channel}\n${source}`);
  }
  const named = [...new Set(all.flatMap(({ channel }) => channel ?? []))];
  // A channel that is fed for the first time may have no other number to show for it.
  for (const channel of named) touched.channels.add(channel);
  return [
    // Beside the gauges, where a board is read from: "never fed" must end with the very event that feeds.
    ...wide(
      'HSET',
      keys.gauges,
      named.flatMap((channel) => [`${channel}:fed`, '1']),
    ),
    ...wide(
      'ZADD',
      keys.sources,
      [...latest].flatMap(([source, at]) => [String(at), source]),
      ['GT'],
    ),
    ...wide('SADD', keys.feeds, [...pairs]),
  ];
}
