import { Injectable } from '@nestjs/common';
import type { AgentBody, AgentView, Channel, TransferReport, TransferSheet } from '@tideboard/contracts';
import { AgentBatch } from '../agents/agent-batch.service.js';
import { AgentBook } from '../agents/agent-book.service.js';
import { allows } from '../access/policy.js';
import type { Principal } from '../access/principal.js';
import { DirectoryService } from '../directory/directory.service.js';
import { type RawFile, readTables } from '../platform/files/read-tables.js';
import { ProblemError } from '../platform/http/problem.js';
import { type Plan, reportOf, sheetReport } from './plan.js';
import { planAgents } from './plan-agents.js';
import { planChannels } from './plan-channels.js';
import { readSheet } from './read-sheet.js';
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
interface Plans {
  channels?: ChannelsPlan | undefined;
  agents?: AgentsPlan | undefined;
}

/**
 * Files into the registry, by its own rules and ways of writing: channels as one new version of it, agents as one batch of edits. Judged
 * once as a whole before anything is written, and once more by each writer on what is there at that moment.
 */
@Injectable()
export class ImportService {
  constructor(
    private readonly directory: DirectoryService,
    private readonly agents: AgentBook,
    private readonly batch: AgentBatch,
  ) {}

  /** @throws ProblemError 413, 422 for what is no table; 422 `faulty_cells`, with the report, for one that is not to be applied */
  async run({ body, charset, what, dryRun, caller }: ImportRequest): Promise<TransferReport> {
    const file = await readTables(body, charset);
    const found = sheetsIn(file, what);
    const known = new Map((await this.agents.read()).map((agent) => [agent.id, agent]));
    const plans = planned(found, { channels: this.directory.channels(), agents: known }, caller);
    const report = told(plans, file, { dryRun, applied: false });
    if (dryRun) return report;
    refuseFaulty(report);
    return told(await this.write(found, plans, caller), file, { dryRun, applied: true });
  }

  private async write(found: readonly Found[], plans: Plans, caller: Principal): Promise<Plans> {
    const done: Plans = { ...plans };
    const refuse = (now: Plans): void => refuseFaulty(told(now, null, { dryRun: false, applied: false }));
    if (plans.channels && changes(plans.channels))
      await this.directory.update(({ site, channels }) => {
        done.channels = planned(onlyOf(found, 'channels'), { channels, agents: new Map() }, caller).channels;
        refuse({ channels: done.channels });
        return { site, channels: done.channels!.next };
      });
    if (plans.agents && plans.agents.edits.size > 0)
      await this.batch.edit([...plans.agents.edits.keys()], (agents) => {
        done.agents = planned(onlyOf(found, 'agents'), { channels: this.directory.channels(), agents }, caller).agents;
        refuse({ agents: done.agents });
        return done.agents!.edits;
      });
    return done;
  }
}

const changes = (plan: ChannelsPlan): boolean => {
  const { creates, updates } = sheetReport(plan);
  return creates + updates > 0;
};
const onlyOf = (found: readonly Found[], wanted: TransferSheet): Found[] => found.filter(({ sheet }) => sheet.sheet === wanted);

interface Present {
  channels: readonly Channel[];
  agents: ReadonlyMap<string, AgentView>;
}

function planned(found: readonly Found[], present: Present, caller: Principal): Plans {
  const read = (wanted: TransferSheet) => onlyOf(found, wanted).map(({ sheet, rows }) => readSheet(sheet, rows))[0];
  const [channelRows, agentRows] = [read('channels'), read('agents')];
  const channels =
    channelRows && planChannels(channelRows, present.channels, { thresholdsOnly: !allows('channels.write', caller) });
  const ids = new Set((channels?.next ?? present.channels).map(({ id }) => id));
  const about = { channels: ids, forbidden: !allows('agents.write', caller) };
  return { channels, agents: agentRows && planAgents(agentRows, present.agents, about) };
}

function told({ channels, agents }: Plans, file: RawFile | null, about: { dryRun: boolean; applied: boolean }): TransferReport {
  const plans = [channels, agents].filter((plan) => plan !== undefined) as Plan<unknown>[];
  return reportOf(plans, { ...about, file: { format: file?.format ?? 'csv', encoding: file?.encoding ?? null } });
}

function refuseFaulty(report: TransferReport): void {
  if (report.problems.length === 0) return;
  throw new ProblemError(422, 'faulty_cells', `Nothing was written: ${report.problems.length} cells cannot be taken.`, {
    members: { report },
  });
}
