// An agent as the API and the socket show them. Pure.
import type { AgentBody, AgentReassignment, AgentView } from '@tideboard/contracts';
import { isSettled, readAgent } from '@tideboard/domain';
import type { Principal } from '../access/principal.js';
import { mayRead } from '../access/principal.js';
import type { AgentHistory } from '../reassignment/history.js';
import { recordState, type ReassignmentRecord } from '../reassignment/record.js';
import type { AgentRecord } from '../tickets/record.js';

/** What reassignments say of one agent. */
export interface AgentMoves {
  history: AgentHistory | undefined;
  reassignment: AgentReassignment | null;
}

const instant = (at: number | null | undefined): string | null => (at == null ? null : new Date(at).toISOString());

export function agentView(
  id: string,
  { facts, since = {} }: AgentRecord,
  { history, reassignment, now }: AgentMoves & { now: number },
): AgentView {
  const said = readAgent(facts, now);
  const { home = null, channel = null, capacity = null, conversations = null } = said;
  return {
    id,
    name: said.name ?? null,
    team: said.team ?? null,
    home,
    channel,
    state: said.state ?? null,
    stateSince: instant(since.state),
    skills: [...new Set(said.skills)],
    speeds: said.speeds ?? {},
    tier: said.tier ?? null,
    capacity,
    conversations,
    load: capacity === null || capacity === 0 || conversations === null ? null : conversations / capacity,
    onLoanSince: channel !== null && channel !== home ? instant(since.channel) : null,
    movesToday: history?.movesToday ?? 0,
    lastMoveAt: instant(history?.lastMoveAt),
    shiftEndsAt: instant(said.shiftEndsAt),
    assists: (history?.assists ?? []).map((assist) => ({ channel: assist.channel, since: instant(assist.since)! })),
    newcomer: said.newcomer ?? false,
    loans: said.loans ?? true,
    reassignment,
  };
}

/** The reassignment that takes each agent now; an approved one goes before a proposal. */
export function reassignmentsByAgent(open: readonly ReassignmentRecord[]): Map<string, AgentReassignment> {
  const byAgent = new Map<string, AgentReassignment>();
  const undecided = (record: ReassignmentRecord): number => (record.decision === 'approved' ? 1 : 0);
  for (const record of open.toSorted((a, b) => undecided(a) - undecided(b))) {
    if (record.decision !== 'approved' && record.decision !== 'proposed') continue;
    for (const { agent, status, acceptedAt } of record.entries) {
      if (agent === null || isSettled(status)) continue;
      const { id, kind, from, to, endsAt } = record;
      const state = recordState(record);
      byAgent.set(agent, { id, kind, state, from, to, status, accepted: acceptedAt != null, endsAt: instant(endsAt) });
    }
  }
  return byAgent;
}

/** What people keep by hand of an agent: what an ETag is of. */
export function officePart(view: AgentView): AgentBody {
  const { name, team, home, skills, speeds, tier, capacity, shiftEndsAt, newcomer, loans } = view;
  return { name, team, home, skills, speeds, tier, capacity, shiftEndsAt, newcomer, loans };
}

/** Agents see themselves; supervisors whoever is on or homed in a channel of theirs. */
export function seesAgent(caller: Principal, { id, channel, home }: Pick<AgentView, 'id' | 'channel' | 'home'>): boolean {
  if (caller.role === 'agent') return caller.agent === id;
  if (caller.kind === 'display') return false;
  return caller.channels === null || [channel, home].some((place) => place !== null && mayRead(caller, place));
}
