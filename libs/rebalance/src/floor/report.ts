import type { Scenario } from './scenario.js';
import type { World } from './state.js';

export interface ChannelReport {
  id: string;
  contacts: number;
  /** Answered late, abandoned, or still waiting past the promise at the end. */
  misses: number;
  abandoned: number;
  /** Share of contacts that were no miss; null without contacts. */
  serviceLevel: number | null;
  /** Mean wait until the answer, the abandonment or the end of the run. */
  waitSeconds: number | null;
  /** Mean of (wait ÷ promise)², each at most 100: grows faster than the wait, as customers' anger does. */
  delayCost: number;
}

export interface Report {
  scenario: string;
  seed: number;
  channels: ChannelReport[];
  contacts: number;
  misses: number;
  weightedMisses: number;
  /** Sum over contacts of weight × (wait ÷ promise)², a convex cost of delay (Van Mieghem 1995). */
  delayCost: number;
  agentHours: number;
  actions: { move: number; return: number; assist: number; 'end-assist': number };
  /** Changes of channel undone by the same agent within 15 minutes. */
  pingPong: number;
}

/** No contact weighs more than ten promises' worth of waiting. */
const worstRatio = 10;

function channelReport(world: World, index: number): ChannelReport {
  const channel = world.scenario.channels[index];
  const promise = channel?.responseSeconds ?? 1;
  let contacts = 0;
  let misses = 0;
  let abandoned = 0;
  let waited = 0;
  let cost = 0;
  for (const c of world.people) {
    if (c.channel !== index || c.state === 'coming') continue;
    const until = Number.isNaN(c.startedAt) ? (c.state === 'abandoned' ? c.endedAt : world.agenda.now) : c.startedAt;
    const wait = until - c.arrivedAt;
    contacts++;
    waited += wait;
    cost += Math.min(worstRatio, wait / promise) ** 2;
    if (c.state === 'abandoned') abandoned++;
    if (c.state === 'abandoned' || wait > promise) misses++;
  }
  return {
    id: channel?.id ?? '',
    contacts,
    misses,
    abandoned,
    serviceLevel: contacts > 0 ? 1 - misses / contacts : null,
    waitSeconds: contacts > 0 ? waited / contacts : null,
    delayCost: cost,
  };
}

function agentHours(scenario: Scenario): number {
  let seconds = 0;
  for (const agent of scenario.agents) {
    for (const s of agent.shifts)
      seconds += Math.max(0, Math.min(s.toSeconds, scenario.durationSeconds) - Math.max(0, s.fromSeconds));
  }
  return seconds / 3600;
}

function pingPong(world: World): number {
  const last = new Map<number, { from: number; at: number }>();
  let count = 0;
  for (const move of world.moved) {
    const before = last.get(move.worker);
    if (before && before.from === move.to && move.at - before.at < 900) count++;
    last.set(move.worker, move);
  }
  return count;
}

/** What became of everybody. */
export function report(world: World): Report {
  const channels = world.scenario.channels.map((_, i) => channelReport(world, i));
  const weight = (i: number) => world.scenario.channels[i]?.weight ?? 1;
  return {
    scenario: world.scenario.id,
    seed: world.seed,
    channels,
    contacts: channels.reduce((sum, c) => sum + c.contacts, 0),
    misses: channels.reduce((sum, c) => sum + c.misses, 0),
    weightedMisses: channels.reduce((sum, c, i) => sum + weight(i) * c.misses, 0),
    delayCost: channels.reduce((sum, c, i) => sum + weight(i) * c.delayCost, 0),
    agentHours: agentHours(world.scenario),
    actions: { ...world.counts },
    pingPong: pingPong(world),
  };
}
