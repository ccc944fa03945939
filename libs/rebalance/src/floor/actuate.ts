import type { Action, Order } from '../types.js';
import { instant } from './observe.js';
import { random, seedOf } from './random.js';
import { leaveIfDue, offer, seekWork } from './router.js';
import type { Worker, World } from './state.js';

const indexOf = (world: World, id: string) => world.scenario.channels.findIndex((c) => c.id === id);

/** What an upstream refuses: people not there, skills not held, channels below their minimum. */
function refused(world: World, worker: Worker, action: Action): boolean {
  const to = indexOf(world, action.to);
  if (!worker.onDuty || to < 0) return true;
  if (action.action === 'end-assist') return !worker.assists.some((a) => a.host === to);
  if (worker.agent.skills[action.to] === undefined || worker.switching || worker.leavingTo !== null) return true;
  if (action.action === 'assist') return worker.channel === to || worker.assists.some((a) => a.host === to);
  if (worker.channel === to) return true;
  if (action.action === 'return') return false;
  const staff = world.workers.filter((w) => w.onDuty && w.channel === worker.channel && w.leavingTo === null).length;
  return staff - 1 < (world.desks[worker.channel]?.channel.minStaff ?? 0);
}

function change(world: World, worker: Worker, action: Action): void {
  const to = indexOf(world, action.to);
  const { now } = world.agenda;
  if (action.action === 'end-assist') {
    worker.assists = worker.assists.filter((a) => a.host !== to);
    worker.lastAssistAt = now;
    return;
  }
  if (action.action === 'assist') {
    worker.assists.push({ host: to, sinceSeconds: now, rule: action.rule ?? {} });
    worker.lastAssistAt = now;
    worker.assistsToday++;
    seekWork(world, worker);
    return;
  }
  world.moved.push({ worker: worker.index, from: worker.channel, to, at: now });
  worker.leavingTo = to;
  worker.lastMoveAt = now;
  worker.movesToday++;
  worker.assists = worker.assists.filter((a) => a.host !== to);
  leaveIfDue(world, worker);
}

function execute(world: World, action: Action, order: Order): void {
  const worker = world.workers.find((w) => w.agent.id === action.agent);
  if (!worker || action.action === 'reroute' || refused(world, worker, action)) {
    order.status = 'rejected';
    return;
  }
  order.status = 'applied';
  world.counts[action.action]++;
  world.agenda.at(world.agenda.now + world.scenario.actuationDelaySeconds, () => {
    if (refused(world, worker, action)) return;
    change(world, worker, action);
    for (let c = 0; c < world.desks.length; c++) offer(world, c);
  });
}

/** Sends the actions on their way: a countdown with a possible veto where the scenario has one, then the upstream's delay. */
export function actuate(world: World, actions: readonly Action[]): void {
  const { scenario, agenda } = world;
  for (const action of actions) {
    const order: Order = {
      action: action.action,
      agent: action.agent,
      from: action.from,
      to: action.to,
      at: instant(agenda.now),
      status: 'proposed',
    };
    const veto = random(seedOf(world.seed, world.orders.length, 'veto')).uniform() < scenario.vetoShare;
    world.orders.push(order);
    if (scenario.countdownSeconds === 0 && !veto) execute(world, action, order);
    else
      agenda.at(agenda.now + scenario.countdownSeconds, () => {
        if (veto) order.status = 'vetoed';
        else execute(world, action, order);
      });
  }
}
