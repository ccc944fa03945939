import { Injectable } from '@nestjs/common';
import type { AgentView, Team, TeamView } from '@tideboard/contracts';
import type { Principal } from '../access/principal.js';
import { AgentsService } from '../agents/agents.service.js';
import { assertDistinctNames } from '../directory/distinct-names.js';
import { assertMatches, etagOf } from '../directory/etag.js';
import { StaffingStore } from '../directory/staffing.store.js';
import { ProblemError } from '../platform/http/problem.js';
import { assertUnnamed, patchTeam, readTeam } from './team-rules.js';

const found = (teams: readonly Team[], id: string): Team => {
  const team = teams.find((each) => each.id === id);
  if (!team) throw new ProblemError(404, 'not_found', 'No such team.');
  return team;
};

/** The registry of teams. */
@Injectable()
export class TeamsService {
  constructor(
    private readonly staffing: StaffingStore,
    private readonly agents: AgentsService,
  ) {}

  async list(caller: Principal): Promise<TeamView[]> {
    const [{ teams }, agents] = await Promise.all([this.staffing.read(), this.agents.list(caller)]);
    return teams.map((team) => counted(team, agents));
  }

  async get(caller: Principal, id: string): Promise<TeamView> {
    return this.shown(caller, found((await this.staffing.read()).teams, id));
  }

  async put(caller: Principal, id: string, body: unknown, ifMatch?: string): Promise<{ team: TeamView; created: boolean }> {
    const given = readTeam(id, body);
    const placed = typeof body === 'object' && body !== null && 'position' in body && body.position !== null;
    let created = false;
    const { teams } = await this.staffing.update((present) => {
      const before = present.teams.find((team) => team.id === id);
      assertMatches(ifMatch, before);
      created = !before;
      const position = before?.position ?? Math.max(-1, ...present.teams.map((team) => team.position)) + 1;
      return { ...present, teams: withTeam(present.teams, placed ? given : { ...given, position }) };
    });
    return { team: await this.shown(caller, found(teams, id)), created };
  }

  async patch(caller: Principal, id: string, patch: unknown, ifMatch?: string): Promise<TeamView> {
    const { teams } = await this.staffing.update((present) => {
      const before = found(present.teams, id);
      assertMatches(ifMatch, before);
      return { ...present, teams: withTeam(present.teams, patchTeam(before, patch)) };
    });
    return this.shown(caller, found(teams, id));
  }

  /** A team that agents or rules name stays. */
  async remove(caller: Principal, id: string, ifMatch?: string): Promise<void> {
    const members = (await this.agents.list(caller, { team: id })).map((agent) => agent.id);
    await this.staffing.update((present) => {
      assertMatches(ifMatch, found(present.teams, id));
      assertUnnamed(id, members, present.rules);
      return { ...present, teams: present.teams.filter((team) => team.id !== id) };
    });
  }

  private async shown(caller: Principal, team: Team): Promise<TeamView> {
    return counted(team, await this.agents.list(caller, { team: team.id }));
  }
}

const counted = (team: Team, agents: readonly AgentView[]): TeamView => ({
  ...team,
  agents: agents.filter((agent) => agent.team === team.id).length,
});

/** Names the team as people keep it; who is in it is the agents' to say. */
export const teamEtag = (shown: TeamView): string => {
  const { agents: _members, ...team } = shown;
  return etagOf(team);
};

function withTeam(teams: readonly Team[], team: Team): Team[] {
  assertDistinctNames(team, teams, 'team');
  const others = teams.filter(({ id }) => id !== team.id);
  return [...others, team].sort((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
}
