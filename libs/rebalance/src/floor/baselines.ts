import type { AgentAction, AgentSnapshot, Snapshot } from '../types.js';
import type { Decide } from './engine.js';
import type { Scenario } from './scenario.js';

/** Leaves everybody where they are. */
export const nothing: Decide = () => [];

function move(agent: AgentSnapshot, to: string): AgentAction {
  return {
    action: 'move',
    agent: agent.id,
    from: agent.channel ?? '',
    to,
    when: 'now',
    reason: 'receiver-overloaded',
    evidence: {
      dataAgeSeconds: 0,
      pending: 0,
      oldestWaitSeconds: 0,
      arrivalsPerHour: 0,
      handleSeconds: 0,
      offeredLoad: 0,
      capacity: 0,
    },
    prediction: { receiver: null, donor: null },
  };
}

/** The handbook's rule taken literally: more than 50 pending or more than 20 % timeouts, and an idle skilled agent of a calm channel goes. */
export function naive(snapshot: Snapshot): AgentAction[] {
  const channels = snapshot.channels ?? [];
  const hot = channels.filter((c) => (c.pending ?? 0) > 50 || (c.timeoutRate ?? 0) > 0.2);
  const hotIds = new Set(hot.map((c) => c.id));
  const used = new Set<string>();
  const actions: AgentAction[] = [];
  for (const receiver of hot) {
    const helper = (snapshot.agents ?? []).find(
      (a) =>
        a.state === 'available' &&
        !used.has(a.id) &&
        a.channel &&
        !hotIds.has(a.channel) &&
        (a.skills?.[receiver.id] ?? null) !== null,
    );
    if (!helper) continue;
    used.add(helper.id);
    actions.push(move(helper, receiver.id));
  }
  return actions;
}

/**
 * Everybody can do everything at once: each agent stays home, assists every channel under any condition, and changes
 * without a set-up. Not a policy but the bound against which a policy's gain is measured.
 */
export function pooledScenario(scenario: Scenario): Scenario {
  const everything = (skills: Readonly<Record<string, number>>) =>
    Object.fromEntries(scenario.channels.map((c) => [c.id, skills[c.id] ?? 1]));
  return {
    ...scenario,
    agents: scenario.agents.map((a) => ({ ...a, skills: everything(a.skills) })),
    setupSeconds: { within: 0, across: 0 },
    actuationDelaySeconds: 0,
    countdownSeconds: 0,
    vetoShare: 0,
    dataAgeSeconds: 0,
    router: { homeWait: 'overrides', keepFree: 'home' },
  };
}

/** Opens every host to everybody as they come on duty. */
export const pooled: Decide = (snapshot) =>
  (snapshot.agents ?? [])
    .filter((agent) => agent.state !== 'offline')
    .flatMap((agent) =>
      (snapshot.channels ?? [])
        .filter((c) => c.id !== agent.channel && !agent.assists?.some((a) => a.channel === c.id))
        .map((c): AgentAction => ({ ...move(agent, c.id), action: 'assist', rule: { homeWaitSeconds: Number.MAX_VALUE } })),
    );
