import type { AgentSnapshot, AgentState, ChannelSnapshot, Snapshot } from '../types.js';
import { channelId, type Desk, firstWaiting, type Worker, type World } from './state.js';

/** Instants of a run count from here (any instant would do). */
export const epoch = Date.UTC(2026, 0, 5, 8);

export const instant = (seconds: number) => epoch + Math.round(seconds * 1000);

function since(times: readonly number[], from: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((times[middle] as number) < from) low = middle + 1;
    else high = middle;
  }
  return times.length - low;
}

function channelSnapshot(desk: Desk, now: number): ChannelSnapshot {
  const { channel } = desk;
  const oldest = firstWaiting(desk);
  const recent = desk.handled.slice(-30);
  return {
    id: channel.id,
    deferrable: channel.deferrable,
    pending: desk.waiting + desk.settingUp,
    oldestWaitSeconds: oldest ? now - oldest.arrivedAt : 0,
    inProgress: desk.inProgress,
    arrivals: {
      m1: since(desk.arrivedAt, now - 60),
      m5: since(desk.arrivedAt, now - 300),
      m15: since(desk.arrivedAt, now - 900),
      m60: since(desk.arrivedAt, now - 3600),
    },
    observedSeconds: now,
    avgHandleSeconds: recent.length > 0 ? recent.reduce((a, b) => a + b, 0) / recent.length : null,
    handleSamples: recent.length,
    timeoutsToday: desk.timeouts,
    timeoutRate: desk.completed > 0 ? desk.timeouts / desk.completed : null,
    abandonedToday: desk.abandoned,
    responseSeconds: channel.responseSeconds,
    serviceLevelTarget: channel.serviceLevelTarget,
    weight: channel.weight,
    minStaff: channel.minStaff,
    concurrency: channel.concurrency,
    slowdown: channel.slowdown,
    configuredHandleSeconds: channel.configuredHandleSeconds,
    patienceSeconds: channel.patienceSeconds,
  };
}

function stateOf(worker: Worker): AgentState {
  if (!worker.onDuty) return 'offline';
  if (worker.switching) return 'switching';
  if (worker.leavingTo !== null) return 'draining';
  return worker.conversations > 0 ? 'busy' : 'available';
}

function agentSnapshot(world: World, worker: Worker, now: number): AgentSnapshot {
  const shift = worker.agent.shifts.find((s) => s.fromSeconds <= now && now < s.toSeconds);
  return {
    id: worker.agent.id,
    home: channelId(world, worker.home),
    channel: channelId(world, worker.channel),
    skills: worker.agent.skills,
    state: stateOf(worker),
    conversations: worker.conversations,
    capacity: world.desks[worker.channel]?.channel.concurrency ?? 1,
    serving: worker.conversations > 0 ? channelId(world, worker.context) : null,
    target: worker.leavingTo === null ? null : channelId(world, worker.leavingTo),
    lastMoveAt: worker.lastMoveAt === null ? null : instant(worker.lastMoveAt),
    movesToday: worker.movesToday,
    assists: worker.assists.map((a) => ({ channel: channelId(world, a.host), since: instant(a.sinceSeconds) })),
    lastAssistAt: worker.lastAssistAt === null ? null : instant(worker.lastAssistAt),
    assistsToday: worker.assistsToday,
    shiftEndsAt: shift ? instant(shift.toSeconds) : null,
  };
}

/** Blots out what a board does not show. */
function blotted<T extends ChannelSnapshot | AgentSnapshot>(row: T, unseen: readonly string[]): T {
  const seen: Record<string, unknown> = { ...row };
  for (const name of unseen) if (name in seen) seen[name] = null;
  const windows = unseen.filter((name) => name.startsWith('arrivals.')).map((name) => [name.slice('arrivals.'.length), null]);
  if ('arrivals' in row && windows.length > 0) seen.arrivals = { ...row.arrivals, ...Object.fromEntries(windows) };
  return seen as T;
}

/** The floor as its board shows it at this moment. */
export function observe(world: World): Snapshot {
  const { now } = world.agenda;
  const { unseen } = world.scenario;
  if (unseen && unseen.length > 0) {
    const whole = observe({ ...world, scenario: { ...world.scenario, unseen: [] } });
    return {
      ...whole,
      channels: whole.channels?.map((c) => blotted(c, unseen)),
      agents: whole.agents?.map((a) => blotted(a, unseen)),
    };
  }
  return {
    now: instant(now),
    dataAgeSeconds: 0,
    channels: world.desks.map((desk) => channelSnapshot(desk, now)),
    agents: world.workers.map((worker) => agentSnapshot(world, worker, now)),
    orders: [],
  };
}
