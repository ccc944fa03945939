import { Injectable } from '@nestjs/common';
import type { AgentBody, AgentView, AssignmentRules, Channel, Team, TransferReport, TransferSheet } from '@tideboard/contracts';
import { AgentBatch } from '../agents/agent-batch.service.js';
import { AgentBook } from '../agents/agent-book.service.js';
import { allows } from '../access/policy.js';
import type { Principal } from '../access/principal.js';
import { DirectoryService } from '../directory/directory.service.js';
import { type Staffing, StaffingStore } from '../directory/staffing.store.js';
import { type RawFile, readTables } from '../platform/files/read-tables.js';
import { ProblemError } from '../platform/http/problem.js';
import { type Plan, reportOf, sheetReport } from './plan.js';
import { planAgents } from './plan-agents.js';
import { planChannels } from './plan-channels.js';
import { planRules } from './plan-rules.js';
import { planTeams } from './plan-teams.js';
import { readSheet } from './read-sheet.js';
import type { RuleRow } from './rules-sheet.js';
import { type Found, sheetsIn } from './sheets.js';

export interface ImportRequest {
  body: Buffer;
  charset: string | null;
  what: TransferSheet | null;
  dryRun: boolean;
  caller: Principal;
}

type ChannelsPlan = Plan<Channel> & { next: Channel[] };
type AgentsPlan = Plan<unknown> & { edits: Map<string, AgentBody> };
/** In the order in which they stand on one another. */
interface Plans {
  channels?: ChannelsPlan | undefined;
  teams?: (Plan<Team> & { next: Team[] }) | undefined;
  agents?: AgentsPlan | undefined;
  rules?: (Plan<RuleRow> & { next: AssignmentRules }) | undefined;
}

/**
 * Files into the registry, by its own rules and ways of writing: channels as one new version of it, teams and rules of assignment as one
 * document, agents as one batch of edits. Judged once as a whole before anything is written, and once more by each writer on what is there at that moment.
 */
@Injectable()
export class ImportService {
  constructor(
    private readonly directory: DirectoryService,
    private readonly staffing: StaffingStore,
    private readonly agents: AgentBook,
    private readonly batch: AgentBatch,
  ) {}

  /** @throws ProblemError 413, 422 for what is no table; 422 `faulty_cells`, with the report, for one that is not to be applied */
  async run({ body, charset, what, dryRun, caller }: ImportRequest): Promise<TransferReport> {
    const file = await readTables(body, charset);
    const found = sheetsIn(file, what);
    const known = new Map((await this.agents.read()).map((agent) => [agent.id, agent]));
    const plans = planned(found, { ...(await this.staffing.read()), channels: this.directory.channels(), agents: known }, caller);
    const report = told(plans, file, { dryRun, applied: false });
    if (dryRun) return report;
    refuseFaulty(report);
    return told(await this.write(found, plans, caller), file, { dryRun, applied: true });
  }

  private async write(found: readonly Found[], plans: Plans, caller: Principal): Promise<Plans> {
    const done: Plans = { ...plans };
    const refuse = (now: Plans): void => refuseFaulty(told(now, null, { dryRun: false, applied: false }));
    const empty = { ...(await this.staffing.read()), agents: new Map() };
    if (changes(plans.channels))
      await this.directory.update(({ site, channels }) => {
        done.channels = planned(onlyOf(found, 'channels'), { ...empty, channels }, caller).channels;
        refuse({ channels: done.channels });
        return { site, channels: done.channels!.next };
      });
    if (changes(plans.teams) || changes(plans.rules))
      await this.staffing.update((present) => {
        const about = { ...empty, ...present, channels: this.directory.channels() };
        const { teams, rules } = planned(onlyOf(found, 'teams', 'assignment-rules'), about, caller);
        refuse({ teams, rules });
        Object.assign(done, { teams, rules });
        return { teams: teams?.next ?? present.teams, rules: rules?.next ?? present.rules };
      });
    if (plans.agents && plans.agents.edits.size > 0)
      await this.batch.edit([...plans.agents.edits.keys()], (agents) => {
        done.agents = planned(onlyOf(found, 'agents'), { ...empty, channels: this.directory.channels(), agents }, caller).agents;
        refuse({ agents: done.agents });
        return done.agents!.edits;
      });
    return done;
  }
}

const changes = (plan: Plan<Channel> | Plan<Team> | Plan<RuleRow> | undefined): boolean => {
  if (!plan) return false;
  const { creates, updates } = sheetReport(plan as Plan<unknown>);
  return creates + updates > 0;
};
const onlyOf = (found: readonly Found[], ...wanted: TransferSheet[]): Found[] =>
  found.filter(({ sheet }) => wanted.includes(sheet.sheet));

interface Present extends Staffing {
  channels: readonly Channel[];
  agents: ReadonlyMap<string, AgentView>;
}

function planned(found: readonly Found[], present: Present, caller: Principal): Plans {
  const read = (wanted: TransferSheet) => onlyOf(found, wanted).map(({ sheet, rows }) => readSheet(sheet, rows))[0];
  const forbids = (action: Parameters<typeof allows>[0]): boolean => !allows(action, caller);
  const [channelRows, teamRows, agentRows, ruleRows] = [
    read('channels'),
    read('teams'),
    read('agents'),
    read('assignment-rules'),
  ];
  const channels = channelRows && planChannels(channelRows, present.channels, { thresholdsOnly: forbids('channels.write') });
  const teams = teamRows && planTeams(teamRows, present.teams, { forbidden: forbids('teams.write') });
  const ids = new Set((channels?.next ?? present.channels).map(({ id }) => id));
  const teamIds = new Set((teams?.next ?? present.teams).map(({ id }) => id));
  return {
    channels,
    teams,
    agents: agentRows && planAgents(agentRows, present.agents, { channels: ids, forbidden: forbids('agents.write') }),
    rules:
      ruleRows && planRules(ruleRows, present.rules, { channels: ids, teams: teamIds, forbidden: forbids('assignment.write') }),
  };
}

function told(plans: Plans, file: RawFile | null, about: { dryRun: boolean; applied: boolean }): TransferReport {
  const inOrder = [plans.channels, plans.teams, plans.agents, plans.rules].filter((plan) => plan !== undefined);
  return reportOf(inOrder as Plan<unknown>[], {
    ...about,
    file: { format: file?.format ?? 'csv', encoding: file?.encoding ?? null },
  });
}

function refuseFaulty(report: TransferReport): void {
  if (report.problems.length === 0) return;
  throw new ProblemError(422, 'faulty_cells', `Nothing was written: ${report.problems.length} cells cannot be taken.`, {
    members: { report },
  });
}
