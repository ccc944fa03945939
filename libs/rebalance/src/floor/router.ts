import { setupBetween } from './scenario.js';
import { type Assist, channelId, type Desk, firstWaiting, type Worker, type World } from './state.js';
import type { Customer } from './customers.js';

const deskOf = (world: World, channel: number) => world.desks[channel] as Desk;

function ready(worker: Worker): boolean {
  return worker.onDuty && !worker.switching && worker.leavingTo === null && !worker.settingUp;
}

/** May this worker hold one more conversation of the channel? One channel at a time, so running ones of another forbid it. */
function hasRoom(world: World, worker: Worker, channel: number): boolean {
  if (!ready(worker) || worker.agent.skills[channelId(world, channel)] === undefined) return false;
  if (worker.conversations > 0 && worker.context !== channel) return false;
  return worker.conversations < deskOf(world, channel).channel.concurrency;
}

/** Wait that a customer arriving at the worker's channel now would have if the worker were not there (D/M/s approximation). */
function waitWithout(world: World, self: Worker): number {
  const home = deskOf(world, self.channel);
  let slots = 0;
  let free = 0;
  for (const w of world.workers) {
    if (w === self || w.channel !== self.channel || !w.onDuty || w.switching) continue;
    slots += home.channel.concurrency;
    if (hasRoom(world, w, self.channel)) free += home.channel.concurrency - w.conversations;
  }
  if (free > home.waiting) return 0;
  if (slots === 0) return Number.POSITIVE_INFINITY;
  return ((home.waiting + 1 - free) * home.channel.handleSeconds) / slots;
}

function freeConversations(world: World, worker: Worker): number {
  const concurrency = deskOf(world, worker.channel).channel.concurrency;
  if (world.scenario.router.keepFree === 'agent') return concurrency - worker.conversations - 1;
  let free = -1;
  for (const w of world.workers)
    if (w.channel === worker.channel && hasRoom(world, w, w.channel)) free += concurrency - w.conversations;
  return free;
}

function ruleAllows(world: World, worker: Worker, assist: Assist): boolean {
  const { rule, host } = assist;
  const now = world.agenda.now;
  const oldest = firstWaiting(deskOf(world, host));
  if (!oldest || now - oldest.arrivedAt < (rule.hostOldestSeconds ?? 0)) return false;
  if (rule.keepFree !== undefined && freeConversations(world, worker) < rule.keepFree) return false;
  const homeWaiting = deskOf(world, worker.channel).waiting > 0;
  if (rule.homeWaitSeconds === undefined) return !homeWaiting;
  if (homeWaiting && world.scenario.router.homeWait === 'restricts') return false;
  return waitWithout(world, worker) <= rule.homeWaitSeconds;
}

function begin(world: World, worker: Worker, customer: Customer): void {
  const desk = deskOf(world, customer.channel);
  const now = world.agenda.now;
  customer.state = 'served';
  customer.startedAt = now;
  desk.inProgress++;
  if (now - customer.arrivedAt > desk.channel.responseSeconds) desk.timeouts++;
  const speed = worker.agent.skills[desk.channel.id] ?? 1;
  const handle = (customer.handleSeconds * (1 + desk.channel.slowdown * (worker.conversations - 1))) / speed;
  world.agenda.at(now + handle, () => {
    customer.state = 'done';
    customer.endedAt = now + handle;
    desk.inProgress--;
    desk.completed++;
    desk.handled.push(handle);
    worker.conversations--;
    worker.workedSeconds += handle;
    if (worker.conversations === 0) worker.idleSince = world.agenda.now;
    seekWork(world, worker);
  });
}

/** Gives the customer to the worker: at once on the channel last worked on, after a set-up elsewhere (the customer waits on). */
function assign(world: World, worker: Worker, customer: Customer): void {
  const desk = deskOf(world, customer.channel);
  const setup = setupBetween(world.scenario, channelId(world, worker.context), desk.channel.id);
  desk.waiting--;
  worker.conversations++;
  worker.context = customer.channel;
  if (setup <= 0) return begin(world, worker, customer);
  customer.state = 'setup';
  worker.settingUp = true;
  desk.settingUp++;
  world.agenda.at(world.agenda.now + setup, () => {
    desk.settingUp--;
    worker.settingUp = false;
    begin(world, worker, customer);
    seekWork(world, worker);
  });
}

function urgency(world: World, desk: Desk): number {
  const oldest = firstWaiting(desk);
  return oldest ? (world.agenda.now - oldest.arrivedAt) / desk.channel.responseSeconds : -1;
}

/** The host whose oldest customer has waited longest against its promise, among those whose rule allows help now. */
function hostFor(world: World, worker: Worker, mayOverride: boolean): Customer | undefined {
  let best: Customer | undefined;
  let most = -1;
  for (const assist of worker.assists) {
    if (mayOverride !== (assist.rule.homeWaitSeconds !== undefined)) continue;
    const desk = deskOf(world, assist.host);
    if (assist.host === worker.channel || desk.waiting === 0 || !hasRoom(world, worker, assist.host)) continue;
    const value = urgency(world, desk);
    if (value > most && ruleAllows(world, worker, assist)) {
      most = value;
      best = firstWaiting(desk);
    }
  }
  return best;
}

function moreUrgent(world: World, a: Customer, b: Customer): Customer {
  return urgency(world, deskOf(world, a.channel)) >= urgency(world, deskOf(world, b.channel)) ? a : b;
}

/** A worker looks for customers until there is no room or nobody to take: home, or a host that may come first and is more pressed; then other hosts. */
export function seekWork(world: World, worker: Worker): void {
  leaveIfDue(world, worker);
  for (;;) {
    const home = deskOf(world, worker.channel);
    const own = home.waiting > 0 && hasRoom(world, worker, worker.channel) ? firstWaiting(home) : undefined;
    const sooner = hostFor(world, worker, true);
    const next = (own && sooner ? moreUrgent(world, own, sooner) : (sooner ?? own)) ?? hostFor(world, worker, false);
    if (!next) return;
    assign(world, worker, next);
  }
}

/** Ordered away and nothing running: off the floor for the switch-over, then at the new channel. */
export function leaveIfDue(world: World, worker: Worker): void {
  const to = worker.leavingTo;
  if (to === null || worker.conversations > 0 || worker.switching) return;
  worker.switching = true;
  world.agenda.at(world.agenda.now + world.scenario.switchoverSeconds, () => {
    worker.switching = false;
    worker.leavingTo = null;
    worker.channel = to;
    worker.context = to;
    worker.idleSince = world.agenda.now;
    seekWork(world, worker);
  });
}

function best(
  workers: readonly Worker[],
  fits: (w: Worker) => boolean,
  before: (a: Worker, b: Worker) => number,
): Worker | undefined {
  let chosen: Worker | undefined;
  for (const w of workers) if (fits(w) && (!chosen || (before(w, chosen) || w.idleSince - chosen.idleSince) < 0)) chosen = w;
  return chosen;
}

/** At home the load is spread; helpers are filled one by one, since a helper with one chat is lost to every other channel. */
const leastBusy = (a: Worker, b: Worker) => a.conversations - b.conversations;
const fullest = (a: Worker, b: Worker) => b.conversations - a.conversations;

/** Somebody waits at the channel: the least busy of its people, else an assisting one whose rule allows it. */
export function offer(world: World, channel: number): void {
  while (deskOf(world, channel).waiting > 0) {
    const own = best(world.workers, (w) => w.channel === channel && hasRoom(world, w, channel), leastBusy);
    const helper =
      own ??
      best(world.workers, (w) => w.assists.length > 0 && hasRoom(world, w, channel) && assistsNow(world, w, channel), fullest);
    const first = firstWaiting(deskOf(world, channel));
    if (!helper || !first) return;
    assign(world, helper, first);
  }
}

function assistsNow(world: World, worker: Worker, channel: number): boolean {
  return worker.assists.some((a) => a.host === channel && worker.channel !== channel && ruleAllows(world, worker, a));
}
