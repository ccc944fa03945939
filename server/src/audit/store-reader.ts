import { NOW } from '@tideboard/domain';
import { RegistryStore } from '../directory/registry.store.js';
import { readSiteClock, type SiteClock } from '../platform/clock/site-clock.js';
import { type ChainableCommander, keys, type Redis, type RedisConnections, siteKey } from '../platform/redis/index.js';
import { LogReading, type LogFacts } from './log-facts.js';
import type { Snapshot } from './snapshot.js';

const PAGE = 1000;
/** Reading a large floor in one piece takes longer than any command of the running service may. */
const PATIENCE_MS = 120_000;

export type OnStep = (done: number) => void;

/** Reads a store for the audit, and writes nothing. */
export class StoreReader {
  constructor(private readonly connections: RedisConnections) {}

  /**
   * Everything but the log. `atomic` reads it in one transaction, which keeps others waiting meanwhile: without it a commit may lie
   * between two of the reads, and what then differs has to be read again.
   */
  async snapshot(atomic: boolean): Promise<Snapshot> {
    const redis = await this.connections.duplicate({ commandTimeout: PATIENCE_MS });
    try {
      const days = await this.names(redis, siteKey('day', ''));
      const lines = await this.names(redis, siteKey('waiting', ''));
      const replies = atomic ? await transaction(redis, days, lines) : await oneByOne(redis, days, lines);
      const clock = await readSiteClock(redis);
      const registry = await new RegistryStore(this.connections).load();
      return readReplies(replies, { days, lines, clock, versions: registry?.versions ?? [] });
    } finally {
      redis.disconnect();
    }
  }

  /** The log up to an entry, page by page: what is in it never changes. */
  async log(last: string | null, onStep: OnStep = () => {}): Promise<LogFacts> {
    const { main } = this.connections;
    const reading = new LogReading();
    for (let from: string | null = last === null ? null : '-'; from !== null; ) {
      // oxlint-disable-next-line no-await-in-loop -- each page begins where the one before ended
      const page = await main.xrange(keys.log, from, last!, 'COUNT', PAGE);
      for (const [, fields] of page) reading.add(fields[1]!);
      onStep(reading.facts.events);
      from = page.length < PAGE ? null : `(${page.at(-1)![0]}`;
    }
    return reading.finish(await this.isWhole());
  }

  private async isWhole(): Promise<boolean> {
    const info = (await this.connections.main.xinfo('STREAM', keys.log).catch(() => [])) as unknown[];
    const value = (name: string): unknown => info[info.indexOf(name) + 1];
    return info.length === 0 || value('length') === value('entries-added');
  }

  /** What stands behind `prefix` in the names of the keys. */
  private async names(redis: Redis, prefix: string): Promise<string[]> {
    const found = new Set<string>();
    // The hash tag's braces are no pattern to Redis, brackets and stars in an id would be; ids have none.
    for await (const page of redis.scanStream({ match: `${prefix}*`, count: PAGE }))
      for (const key of page as string[]) found.add(key);
    return [...found].map((key) => key.slice(prefix.length)).toSorted();
  }
}

type Replies = [
  tickets: string[],
  agents: string[],
  gauges: string[],
  wake: string[],
  last: [id: string, fields: string[]][],
  meta: (string | null)[],
  ...rest: string[][],
];

/** What is asked for, in this order, whichever way. */
function ask<C extends Redis | ChainableCommander>(client: C, days: string[], lines: string[]): unknown[] {
  // By `call`, which gives pairs: as an object, a ticket named `__proto__` would be gone.
  const hash = (key: string): unknown => client.call('HGETALL', key);
  return [
    hash(keys.tickets),
    hash(keys.agents),
    hash(keys.gauges),
    client.zrange(keys.wake, '0', '-1', 'WITHSCORES'),
    client.xrevrange(keys.log, '+', '-', 'COUNT', 1),
    client.hmget(keys.meta, 'registry', 'judged', 'clock'),
    ...days.map((day) => hash(keys.day(day))),
    ...lines.map((channel) => client.zrange(keys.waiting(channel), '0', '-1', 'WITHSCORES')),
  ];
}

const oneByOne = (redis: Redis, days: string[], lines: string[]): Promise<Replies> =>
  Promise.all(ask(redis, days, lines)) as Promise<unknown> as Promise<Replies>;

async function transaction(redis: Redis, days: string[], lines: string[]): Promise<Replies> {
  const multi = redis.multi();
  ask(multi, days, lines);
  const answers = (await multi.exec())!;
  return answers.map(([error, answer]) => {
    if (error) throw error;
    return answer;
  }) as unknown as Replies;
}

interface Around {
  days: string[];
  lines: string[];
  clock: SiteClock;
  versions: Snapshot['policy']['versions'];
}

function readReplies(
  [tickets, agents, gauges, wake, last, meta, ...rest]: Replies,
  { days, lines, clock, versions }: Around,
): Snapshot {
  return {
    tickets: pairs(tickets),
    agents: pairs(agents),
    counters: new Map([[NOW, pairs(gauges)], ...days.map((day, i) => [day, pairs(rest[i]!)] as const)]),
    waiting: new Map(lines.map((channel, i) => [channel, pairs(rest[days.length + i]!)])),
    wake: pairs(wake),
    lastLogId: last[0]?.[0] ?? null,
    now: clock.now(),
    policy: { registry: meta[0] ?? null, judged: meta[1] ?? null, judgedClock: meta[2] ?? null, versions, clock: clock.id },
  };
}

const pairs = (flat: string[]): Map<string, string> =>
  new Map(flat.flatMap((name, i) => (i % 2 === 0 ? [[name, flat[i + 1]!] as const] : [])));
