import type { Service, Timed } from './data-set.js';

/** Who has not served for so long has gone home, or out for lunch. Told only then: at the end of a call nobody knew. */
const GONE_AFTER_MS = 30 * 60_000;

interface Step {
  at: number;
  change: 1 | -1;
}

/** What the log says of its agents: busy while they serve, available after it, offline when nothing more comes for a while. */
export function inferAgents(services: readonly Service[], where: { channel: string; source: string }): Timed[] {
  const byAgent = new Map<string, Step[]>();
  for (const { agent, from, to } of services) {
    const steps = byAgent.get(agent) ?? [];
    steps.push({ at: from, change: 1 }, { at: Math.max(from, to), change: -1 });
    byAgent.set(agent, steps);
  }
  return [...byAgent].flatMap(([agent, steps]) => changesOf(agent, steps, where));
}

function changesOf(agent: string, steps: Step[], { channel, source }: { channel: string; source: string }): Timed[] {
  const said = (at: number, data: object): Timed => ({
    at,
    event: {
      specversion: '1.0',
      id: `${agent}:${new Date(at).toISOString()}`,
      source,
      type: 'agent.changed',
      time: new Date(at).toISOString(),
      subject: agent,
      data: { channel, ...data },
    },
  });
  const moments = momentsOf(steps);
  return moments.flatMap(({ at, conversations }, i) => {
    const state = conversations > 0 ? 'busy' : 'available';
    const gone = conversations === 0 && (moments[i + 1]?.at ?? Infinity) > at + GONE_AFTER_MS;
    return [
      said(at, { state, capacity: 1, conversations }),
      ...(gone ? [said(at + GONE_AFTER_MS, { state: 'offline', conversations: 0 })] : []),
    ];
  });
}

/**
 * One moment for all that happens to an agent in one second. Two events of one instant would be put in order by their ids, and an agent
 * who takes the next call in the second in which the last one ended could be left "available".
 */
function momentsOf(steps: readonly Step[]): { at: number; conversations: number }[] {
  const sums = new Map<number, number>();
  for (const { at, change } of steps) sums.set(at, (sums.get(at) ?? 0) + change);
  let conversations = 0;
  return [...sums].toSorted(([a], [b]) => a - b).map(([at, change]) => ({ at, conversations: (conversations += change) }));
}
