import { random, seedOf } from '../../libs/rebalance/src/floor/random.js';
import type { AgentSnapshot, ChannelSnapshot, Snapshot } from '../../libs/rebalance/src/index.js';

const now = Date.UTC(2026, 0, 5, 10);

/** A snapshot of any size, a fifth of its channels in trouble: what `plan` is timed on. */
export function floorOf(channels: number, agents: number, seed: number): Snapshot {
  const draw = random(seedOf(channels, agents, seed));
  const staff = agents / channels;
  const list = Array.from({ length: channels }, (_, i): ChannelSnapshot => {
    const trouble = draw.uniform() < 0.2;
    const perHour = (staff * 3600 * (trouble ? 1.3 : 0.7)) / 240;
    const pending = trouble ? Math.round(staff * (1 + draw.uniform())) : 0;
    return {
      id: `c${i}`,
      deferrable: i % 3 === 2,
      pending,
      oldestWaitSeconds: pending * 10,
      inProgress: Math.round(staff * (trouble ? 1 : 0.7)),
      arrivals: { m1: perHour / 60, m5: perHour / 12, m15: perHour / 4, m60: perHour },
      observedSeconds: 7200,
      avgHandleSeconds: 240,
      handleSamples: 30,
      responseSeconds: i % 3 === 2 ? 1800 : 30,
      serviceLevelTarget: 0.8,
      weight: 1 + (i % 3),
      minStaff: Math.floor(staff / 3),
      concurrency: 1,
      slowdown: 0,
      configuredHandleSeconds: 240,
      patienceSeconds: 300,
    };
  });
  const people = Array.from({ length: agents }, (_, i): AgentSnapshot => {
    const home = i % channels;
    const busy = draw.uniform() < 0.7;
    const skills: Record<string, number> = {
      [`c${home}`]: 1,
      [`c${(home + 1) % channels}`]: 0.9,
      [`c${draw.below(channels)}`]: 0.8,
    };
    return {
      id: `a${i}`,
      home: `c${home}`,
      channel: `c${home}`,
      skills,
      state: busy ? 'busy' : 'available',
      conversations: busy ? 1 : 0,
      capacity: 1,
      serving: busy ? `c${home}` : null,
      target: null,
      lastMoveAt: null,
      movesToday: 0,
      assists: [],
      lastAssistAt: null,
      assistsToday: 0,
      shiftEndsAt: now + 4 * 3_600_000,
    };
  });
  return { now, dataAgeSeconds: 0, channels: list, agents: people, orders: [] };
}
