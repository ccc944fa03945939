// Events applied and durable per second: through HTTP, beside the same events handed straight to the commit script, both on Redis
// servers with the same fsync setting, in turns.
import { Agent, request } from 'node:http';
import { RedisConnections } from '../../server/src/platform/redis/index.js';
import { commit } from '../../server/src/tickets/commit.js';
import { decide } from '../../server/src/tickets/decide.js';
import { readEvent } from '../../server/src/ingest/read-event.js';
import type { AcceptedEvent } from '../../server/src/tickets/accepted-event.js';
import { TicketStore } from '../../server/src/tickets/ticket-store.js';
import { compilePolicy } from '@tideboard/domain';
import { handbookChannels } from '../../server/src/directory/defaults.js';
import { LINES, makeKey } from '../support/events.js';
import { SITE } from '../support/floor.js';
import { startRedis, type TestRedis } from '../support/redis.js';
import { cleanUp, startServer, type TestServer } from '../support/server.js';
import { cpuMs, figure, median, round } from './figures.js';

const NOW = Date.UTC(2026, 10, 18, 12);
const CLOCK = { ALLOW_TEST_CLOCK: '1', CLOCK_START: '2026-11-18T12:00:00Z', CLOCK_RATE: '1' };
const STEPS = ['created', 'assigned', 'started', 'completed', 'rated'];
const REPEATS = 3;

let serial = 0;
/** Whole lives of tickets, step by step over a window of open ones, as a floor produces them. */
function makeEvents(count: number): string[] {
  const from = (serial += count);
  return Array.from({ length: count }, (_, i) => {
    const n = Math.floor(i / 500) * 100 + (i % 100);
    const step = Math.floor((i % 500) / 100);
    const data = { channel: handbook[n % 5], agent: `a${n % 40}`, score: 1 + (n % 5) };
    return JSON.stringify({
      specversion: '1.0',
      id: `${from}-${i}`,
      source: '/bench',
      type: `ticket.${STEPS[step]}`,
      time: new Date(NOW - 3_600_000 + (i % 3000) * 1000).toISOString(),
      subject: `GD${from}-${n}`,
      data,
    });
  });
}
const handbook = handbookChannels().map(({ id }) => id);

interface Shape {
  name: string;
  batch: number;
  connections: number;
  events: number;
}
const SHAPES: Shape[] = [
  { name: 'ndjson-200', batch: 200, connections: 8, events: 40_000 },
  { name: 'ndjson-1000', batch: 1000, connections: 4, events: 40_000 },
  { name: 'single', batch: 1, connections: 32, events: 4000 },
];

export async function run(args: string[]): Promise<void> {
  const fsync = args.includes('everysec') ? 'everysec' : 'always';
  const redis = await startRedis({ appendonly: 'yes', appendfsync: fsync });
  const bare = await startRedis({ appendonly: 'yes', appendfsync: fsync });
  const server = await startServer({ env: { ...CLOCK, REDIS_URL: redis.url } });
  const key = await makeKey(server, 'events:write');
  try {
    for (const shape of SHAPES) {
      const results: { http: number; script: number; serverUs: number; redisUs: number }[] = [];
      await post(server, key, { ...shape, events: Math.min(shape.events, 4000) });
      for (let i = 0; i < REPEATS; i += 1) {
        const http = await post(server, key, shape, redis);
        const script = await scriptOnly(bare, shape);
        results.push({ http: http.rate, script, serverUs: http.serverUs, redisUs: http.redisUs });
      }
      figure('ingest', {
        shape: shape.name,
        fsync,
        eventsPerSecond: Math.round(median(results.map(({ http }) => http))),
        bareScriptPerSecond: Math.round(median(results.map(({ script }) => script))),
        ratio: round(median(results.map(({ http, script }) => http / script))),
        serverCpuUsPerEvent: round(median(results.map(({ serverUs }) => serverUs)), 1),
        redisCpuUsPerEvent: round(median(results.map(({ redisUs }) => redisUs)), 1),
      });
    }
  } finally {
    await cleanUp();
    await redis.stop();
    await bare.stop();
  }
}

async function post(server: TestServer, key: string, { batch, connections, events }: Shape, redis?: TestRedis) {
  const all = makeEvents(events);
  const bodies = Array.from({ length: Math.ceil(events / batch) }, (_, i) => all.slice(i * batch, (i + 1) * batch).join('\n'));
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const [server0, redis0, began] = [cpuMs(server.pid), redis ? cpuMs(redis.pid()) : 0, performance.now()];
  let next = 0;
  await Promise.all(
    Array.from({ length: connections }, async () => {
      while (next < bodies.length) await send(server.url, key, bodies[(next += 1) - 1]!, agent);
    }),
  );
  const seconds = (performance.now() - began) / 1000;
  agent.destroy();
  return {
    rate: events / seconds,
    serverUs: ((cpuMs(server.pid) - server0) * 1000) / events,
    redisUs: redis ? ((cpuMs(redis.pid()) - redis0) * 1000) / events : 0,
  };
}

function send(url: string, key: string, body: string, agent: Agent): Promise<void> {
  return new Promise((done, fail) => {
    const headers = { authorization: `Bearer ${key}`, 'content-type': LINES, 'content-length': Buffer.byteLength(body) };
    const asked = request(`${url}/api/v1/events`, { method: 'POST', agent, headers }, (answer) => {
      answer.resume();
      if (answer.statusCode !== 200) fail(new Error(`the door answered ${answer.statusCode}`));
      answer.once('end', done);
    });
    asked.once('error', fail);
    asked.end(body);
  });
}

/** The commit script alone, pipelined: reading, judging and JSON are done before the clock starts. */
async function scriptOnly(redis: TestRedis, { batch, events, connections }: Shape): Promise<number> {
  await redis.client.flushall();
  const connection = new RedisConnections({ path: redis.socket }, { info() {}, warn() {}, error() {} } as never);
  await connection.open();
  const store = new TicketStore(connection);
  const epoch = await store.epoch();
  const policy = compilePolicy([{ from: 0, site: SITE, channels: handbookChannels() }]);
  const parsed = makeEvents(events).map((line) => readEvent(JSON.parse(line), () => line) as AcceptedEvent);
  const tickets = new Map<string, never>();
  const decisions = Array.from({ length: Math.ceil(events / batch) }, (_, i) => {
    const slice = parsed.slice(i * batch, (i + 1) * batch);
    const known = { tickets: new Map(), agents: new Map(), hashes: new Map() };
    for (const event of slice)
      if (event.to === 'ticket')
        known.tickets.set(event.subject, tickets.get(event.subject) ?? { version: 0, facts: [], applied: NOTHING });
    const decision = decide(slice, known, policy, NOW);
    for (const { id, after } of decision.changes) tickets.set(id, after as never);
    return decision;
  });
  const began = performance.now();
  // As many in flight as the door has connections, but in order: each batch expects the versions that the one before wrote.
  for (let i = 0; i < decisions.length; i += connections) {
    const answers = await Promise.all(
      decisions.slice(i, i + connections).map((decision) => commit(connection.main, decision, { epoch, registry: 0 })),
    );
    if (answers.some((answer) => answer !== 'applied')) throw new Error(`the script answered ${answers.join()}`);
  }
  const seconds = (performance.now() - began) / 1000;
  await connection.close();
  return events / seconds;
}

const NOTHING = { amounts: {}, waiting: null, wakeAt: null };
