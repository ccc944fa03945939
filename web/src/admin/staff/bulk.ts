// One change to many agents as a merge patch for each, and the way back. Pure.
import type { AgentView } from '@tideboard/contracts';

export const BULK_FIELDS = ['team', 'home', 'addSkill', 'removeSkill'] as const;
export type BulkField = (typeof BULK_FIELDS)[number];

export interface AgentChange {
  id: string;
  patch: Partial<Pick<AgentView, 'team' | 'home' | 'skills'>>;
}

type Fields = AgentChange['patch'];

/** Null where the agent is so already. */
function fieldsOf(agent: AgentView, field: BulkField, value: string): Fields | null {
  const named = value === '' ? null : value;
  if (field === 'team') return agent.team === named ? null : { team: named };
  if (field === 'home') return agent.home === named ? null : { home: named };
  const has = agent.skills.includes(value);
  if (field === 'addSkill') return has ? null : { skills: [...agent.skills, value] };
  return has ? { skills: agent.skills.filter((skill) => skill !== value) } : null;
}

/** @param value '' is none, of a team or a home */
export function bulkChanges(
  agents: readonly AgentView[],
  field: BulkField,
  value: string,
): { changes: AgentChange[]; back: AgentChange[] } {
  const changing = agents.flatMap((agent) => {
    const patch = fieldsOf(agent, field, value);
    return patch ? [{ agent, patch }] : [];
  });
  return {
    changes: changing.map(({ agent, patch }) => ({ id: agent.id, patch })),
    back: changing.map(({ agent: { id, team, home, skills }, patch }) => ({
      id,
      patch: 'team' in patch ? { team } : 'home' in patch ? { home } : { skills: [...skills] },
    })),
  };
}
