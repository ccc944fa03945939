// The real path from an accepted event to the counters in Redis, with two nodes, a hand-turned clock and a registry of one's own.
import 'reflect-metadata';
import { deepStrictEqual } from 'node:assert';
import {
  type AgentFacts,
  type Cell,
  type Fact,
  type PolicyVersion,
  ROLLUP_GRAINS,
  type RollupGrain,
  type TermEnd,
} from '@tideboard/domain';
import type { AppConfig } from '../../../server/src/config/app-config.js';
import type { DirectoryService } from '../../../server/src/directory/directory.service.js';
import { type BoardReading, BoardReader, type Since } from '../../../server/src/board/board-reader.js';
import type { SiteClock } from '../../../server/src/platform/clock/site-clock.js';
import type { Log } from '../../../server/src/platform/logging/log.js';
import { keys, type Lease, type Redis, RedisConnections } from '../../../server/src/platform/redis/index.js';
import { HistoryService } from '../../../server/src/reports/history.service.js';
import { RollupStore } from '../../../server/src/reports/rollup-store.js';
import { EventLog } from '../../../server/src/tickets/event-log.js';
import { LAYOUT } from '../../../server/src/tickets/listings.js';
import { LogTrimmer } from '../../../server/src/tickets/log-trimmer.service.js';
import { PolicyService } from '../../../server/src/tickets/policy.service.js';
import { unpackAgent, unpackTicket } from '../../../server/src/tickets/record.js';
import { Rejudging } from '../../../server/src/tickets/rejudging.service.js';
import { Sweeper } from '../../../server/src/tickets/sweeper.service.js';
import { TicketIndex } from '../../../server/src/tickets/ticket-index.js';
import { TicketStore } from '../../../server/src/tickets/ticket-store.js';
import { TicketTrimmer } from '../../../server/src/tickets/ticket-trimmer.service.js';
import { TicketWriter } from '../../../server/src/tickets/ticket-writer.service.js';
import type { Delivery } from './scenario.js';

/** Sorted pairs and not an object: `__proto__` is a name like any other here. */
export type Pairs<V> = [name: string, value: V][];
export const sorted = <V>(pairs: Iterable<[string, V]>): Pairs<V> => [...pairs].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));

/** Everything that a floor's events leave in the store, but for versions, revs and counters that are back at zero. */
export interface FloorState {
  /** `bucket counter` → amount. */
  counters: Pairs<number>;
  waiting: Pairs<number>;
  wake: Pairs<number>;
  /** `list member` → score, of every list in which tickets are found. */
  listed: Pairs<number>;
  tickets: Pairs<Fact[]>;
  agents: Pairs<AgentFacts>;
  /** Channels that some source has named. */
  fed: string[];
  sources: Pairs<number>;
  logged: number;
}

const LISTS = [keys.ticketsByCreation, keys.ticketsByDue, keys.ticketsByPromise, keys.ticketsByAnswer, keys.ticketsByCustomer];
interface Node {
  writer: TicketWriter;
  policies: PolicyService;
  sweeper: { turn(): Promise<number> };
  rejudging: Rejudging;
  reader: BoardReader;
  store: TicketStore;
  log: LogTrimmer;
  trimmer: TicketTrimmer;
  history(): HistoryService;
}

export const amountsOf = (cells: readonly Cell[]): Pairs<number> =>
  sorted(
    cells.flatMap(({ sums, ...cell }) =>
      sums.flatMap((amount, i): [string, number][] =>
        amount === 0 ? [] : [[JSON.stringify([...Object.values(cell), i]), amount]],
      ),
    ),
  );

const silent = { info: () => {}, warn: () => {}, error: () => {}, debug: () => {}, fatal: () => {} } as unknown as Log;
const DAY_KEYS = keys.day('');
const WAITING_KEYS = keys.waiting('');

export class StoredFloor {
  now = 0;
  private registry: { rev: number; versions: PolicyVersion[] } = { rev: 0, versions: [] };
  private nodes: Node[] = [];

  private constructor(private readonly connections: RedisConnections[]) {}

  static async open(socket: string): Promise<StoredFloor> {
    const connections = [0, 1].map(() => new RedisConnections({ path: socket }, silent));
    for (const each of connections) await each.open();
    return new StoredFloor(connections);
  }

  async close(): Promise<void> {
    await Promise.all(this.connections.map((each) => each.close()));
  }

  /** An empty store under this history, and two nodes that have just started on it. */
  async begin(versions: PolicyVersion[], now: number): Promise<void> {
    await this.redis.flushdb();
    await this.redis.hset(keys.meta, 'layout', LAYOUT);
    this.now = now;
    this.registry = { rev: 1, versions };
    this.nodes = this.connections.map((connections) => this.node(connections));
    for (const { policies, store } of this.nodes) {
      await store.epoch();
      await policies.adopt();
    }
  }

  /** Two nodes take the deliveries at the same time, each its own in their order. */
  async deliver(deliveries: readonly Delivery[]): Promise<void> {
    await Promise.all(
      this.nodes.map(async ({ writer }, i) => {
        for (const delivery of deliveries) if (delivery.writer === i) await writer.apply(delivery.events);
      }),
    );
  }

  /** One turn of the site clock's hand, on the second node: it may have to undo what the first one wrote. */
  async sweep(): Promise<void> {
    await this.nodes[1]!.sweeper.turn();
  }

  async amend(versions: PolicyVersion[]): Promise<void> {
    this.registry = { rev: this.registry.rev + 1, versions };
    await this.nodes[0]!.policies.adopt();
  }

  /** Until every record has been judged under the present registry. */
  async rejudge(): Promise<void> {
    const [{ rejudging }] = this.nodes as [Node];
    for (;;) {
      await rejudging.step();
      const [registry, judged] = await this.redis.hmget(keys.meta, 'registry', 'judged');
      if (registry === judged) return;
    }
  }

  /** Lets the whole log go, and then every ticket whose term ends at `before`; returns the ids of those that went. */
  async letGo(before: TermEnd): Promise<string[]> {
    const [{ log, trimmer }] = this.nodes as [Node];
    while (await log.step(Date.now() + 60_000));
    while (await trimmer.step({ before, grainsOf: () => ROLLUP_GRAINS }));
    const stored = pairUp((await this.redis.call('HGETALL', keys.tickets)) as string[]);
    return stored.flatMap(([id, record]) => (unpackTicket(record).letGoAt === undefined ? [] : id));
  }

  /** What history shows: the amounts of its cells, by cell and counter; zeros left out. */
  async history(grain: RollupGrain): Promise<Pairs<number>> {
    const { cells } = await this.nodes[1]!.history().range('1900-01-01', '2999-12-31', grain);
    return amountsOf(cells);
  }

  read(channels: readonly string[], since: Since): Promise<BoardReading> {
    return this.nodes[0]!.reader.read(channels, since);
  }

  state(): Promise<FloorState> {
    return floorState(this.redis);
  }

  private get redis() {
    return this.connections[0]!.main;
  }

  private node(connections: RedisConnections): Node {
    const clock = { now: () => this.now, realMsUntil: () => 0, reanchored: false } as unknown as SiteClock;
    const directory = {
      current: () => this.registry,
      reload: async () => {},
      onChange: () => () => {},
    } as unknown as DirectoryService;
    const lease = { held: async () => true } as unknown as Lease;
    const store = new TicketStore(connections);
    const policies = new PolicyService(directory, connections);
    const writer = new TicketWriter(connections, store, policies, clock, { redisWaitReplicas: 0 } as AppConfig);
    const rejudging = new Rejudging(connections, store, writer, policies, clock, new EventLog(connections));
    const idle = { step: async () => {} } as unknown as Rejudging;
    const sweeper = new Sweeper(connections, lease, store, writer, policies, clock, idle) as unknown as Node['sweeper'];
    const log = new LogTrimmer(connections);
    const trimmer = new TicketTrimmer(new TicketIndex(connections), store, new EventLog(connections), writer, policies);
    // A new one each time: a reader who comes back at once may be shown what it had before.
    const history = () => new HistoryService(new RollupStore(connections), policies, store, clock);
    return { store, policies, writer, rejudging, sweeper, log, trimmer, history, reader: new BoardReader(connections) };
  }
}

/** Reads a floor from its keys; nothing else may be in the database but the floor's kind of keys. */
export async function floorState(redis: Redis): Promise<FloorState> {
  const hash = async (key: string): Promise<Pairs<string>> => pairUp((await redis.call('HGETALL', key)) as string[]);
  const zset = async (key: string): Promise<Pairs<number>> =>
    sorted(
      pairUp(await redis.zrange(key, '0', '-1', 'WITHSCORES')).map(([name, score]) => [
        name,
        score === 'inf' ? Infinity : Number(score),
      ]),
    );
  const names = await redis.keys('*');
  const each = async <T>(prefix: string, read: (key: string) => Promise<T>): Promise<[string, T][]> =>
    Promise.all(
      names
        .filter((name) => name.startsWith(prefix))
        .map(async (name): Promise<[string, T]> => [name.slice(prefix.length), await read(name)]),
    );
  const gauges = await hash(keys.gauges);
  const counters = [['now', gauges.filter(([name]) => !name.endsWith(':fed'))] as const, ...(await each(DAY_KEYS, hash))];
  return {
    counters: sorted(
      counters.flatMap(([bucket, pairs]) =>
        pairs.map(([name, amount]): [string, number] => [`${bucket} ${name}`, Number(amount)]),
      ),
    ).filter(([, amount]) => amount !== 0),
    waiting: sorted(
      (await each(WAITING_KEYS, zset)).flatMap(([channel, pairs]) =>
        pairs.map(([id, since]): [string, number] => [`${channel} ${id}`, since]),
      ),
    ),
    wake: await zset(keys.wake),
    listed: sorted(
      (await Promise.all(LISTS.map(async (key) => [key, await zset(key)] as const))).flatMap(([key, pairs]) =>
        pairs.map(([member, score]): [string, number] => [`${key} ${member}`, score]),
      ),
    ),
    tickets: sorted((await hash(keys.tickets)).map(([id, stored]) => [id, unpackTicket(stored).facts])),
    agents: sorted((await hash(keys.agents)).map(([id, stored]) => [id, unpackAgent(stored).facts])),
    fed: gauges.flatMap(([name]) => (name.endsWith(':fed') ? name.slice(0, -':fed'.length) : [])).sort(),
    sources: await zset(keys.sources),
    logged: await redis.xlen(keys.log),
  };
}

function pairUp(flat: string[]): Pairs<string> {
  return flat.flatMap((name, i): Pairs<string> => (i % 2 === 0 ? [[name, flat[i + 1]!]] : []));
}

/** Compares part by part, so that the first thing that differs is what is shown. */
export function assertSame(actual: FloorState, expected: FloorState): void {
  for (const part of Object.keys(expected) as (keyof FloorState)[]) deepStrictEqual(actual[part], expected[part], part);
}
