// A thread of its own for the past: rebuilding it takes seconds of work, in which no beat would be sent and no event be taken.
import { createHash } from 'node:crypto';
import { setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { compilePolicy, type Policy } from '@tideboard/domain';
import { createLog } from '../platform/logging/log.js';
import { keys, RedisConnections } from '../platform/redis/index.js';
import { FORMAT } from './checkpoint.js';
import { CheckpointFiles } from './checkpoint-files.js';
import { LogReader } from './log-reader.js';
import { LogCut, Traveller } from './traveller.js';
import type { Answer, Asked, NumbersAt, Question, Reply, Start } from './question.js';

/** Whoever looks at the past waits for those who make the present. On other systems it is the whole process that would be put back. */
if (process.platform === 'linux') setPriority(0, 5);

const { target, clock, dir } = workerData as Start;
const redis = new RedisConnections(target, createLog('warn'));
await redis.open();
const log = new LogReader(redis);
const siteAt = (real: number): number => Math.floor(clock.zero + real * clock.rate);
const policies = new Map<number, Policy>();
let traveller = { life: '', on: null as Traveller | null };

/** Another store, or another clock, has another past. */
async function travel(): Promise<Traveller> {
  const epoch = await redis.main.hget(keys.meta, 'epoch');
  const life = createHash('sha256')
    .update(JSON.stringify([FORMAT, epoch, clock.id]))
    .digest('hex')
    .slice(0, 16);
  if (life !== traveller.life || !traveller.on)
    traveller = { life, on: new Traveller(log, new CheckpointFiles(dir, life), siteAt) };
  return traveller.on!;
}

function policyOf({ registry, versions }: NumbersAt): Policy {
  const known = policies.get(registry) ?? compilePolicy(versions);
  if (policies.size > 50) policies.clear();
  policies.set(registry, known);
  return known;
}

async function answer(question: Question): Promise<Answer> {
  const by = await travel();
  if (question.want === 'reach') return by.reach();
  if (question.want === 'keep') return by.keep();
  const { logId, at, registry, channels, day } = question;
  const past = await by.go({ logId, at, registry, day, policy: policyOf(question) });
  return past.numbers(channels, day);
}

async function reply({ id, question }: Asked): Promise<Reply> {
  try {
    return { id, answer: await answer(question) };
  } catch (error) {
    return { id, cut: error instanceof LogCut, error: String(error) };
  }
}

// One at a time, since they share the way.
let turn: Promise<void> = Promise.resolve();
parentPort!.on('message', (asked: Asked) => {
  const before = turn;
  turn = (async () => {
    await before;
    parentPort!.postMessage(await reply(asked), []);
  })();
});
