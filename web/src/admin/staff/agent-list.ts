// Which agents a list shows: some of hundreds. Pure.
import type { AgentView } from '@tideboard/contracts';

export interface AgentFilter {
  q: string;
  /** `none`: in no team. */
  team: string;
  home: string;
}

export const PAGE = 50;

/** Agents that fit, those with a name first, each in its alphabet. */
export function agentsThatFit(agents: Iterable<AgentView>, { q, team, home }: AgentFilter, language: string): AgentView[] {
  const wanted = q.trim().toLowerCase();
  const { compare } = new Intl.Collator(language, { numeric: true });
  return [...agents]
    .filter(
      (agent) =>
        (team === '' || (team === 'none' ? agent.team === null : agent.team === team)) &&
        (home === '' || agent.home === home) &&
        [agent.id, agent.name].some((text) => text?.toLowerCase().includes(wanted)),
    )
    .sort(
      (a, b) => Number(a.name === null) - Number(b.name === null) || compare(a.name ?? '', b.name ?? '') || compare(a.id, b.id),
    );
}

/** The page that holds what is asked for, the last one where there are fewer. From 1. */
export const pageOf = (asked: string, total: number): number =>
  Math.min(Math.max(1, Math.floor(Number(asked)) || 1), Math.max(1, Math.ceil(total / PAGE)));
