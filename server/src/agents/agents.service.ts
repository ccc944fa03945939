import { Injectable } from '@nestjs/common';
import { AGENT_STATES, type AgentBody, type AgentState, type AgentView } from '@tideboard/contracts';
import { randomUUID } from 'node:crypto';
import type { Principal } from '../access/principal.js';
import { DirectoryService } from '../directory/directory.service.js';
import { assertMatches, etagOf } from '../directory/etag.js';
import { isRefusal } from '../ingest/read-event.js';
import { ProblemError } from '../platform/http/problem.js';
import { decide } from '../tickets/decide.js';
import { PolicyService } from '../tickets/policy.service.js';
import { TicketStore } from '../tickets/ticket-store.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import { AgentBook } from './agent-book.service.js';
import { patchedFields } from './agent-patch.js';
import { agentView, officePart, seesAgent } from './agent-view.js';
import { editEvent } from './registry-edit.js';

const ATTEMPTS = 10;
const FILTERS = ['channel', 'state', 'home', 'skill', 'team'] as const;
/** Each a list: any of its values will do. */
export type AgentFilter = Partial<Record<(typeof FILTERS)[number], string>>;

const notFound = () => new ProblemError(404, 'not_found', 'No such agent.');

/** The office's own fields; those that an upstream may report, too, stay as they were last said where a PUT leaves them out. */
const OWN = { team: null, speeds: {}, newcomer: false, loans: true };

/** The registry of agents: what upstreams report and what people keep by hand, as one. */
@Injectable()
export class AgentsService {
  constructor(
    private readonly book: AgentBook,
    private readonly store: TicketStore,
    private readonly writer: TicketWriter,
    private readonly policies: PolicyService,
    private readonly directory: DirectoryService,
  ) {}

  async list(caller: Principal, filter: AgentFilter = {}): Promise<AgentView[]> {
    const wanted = FILTERS.flatMap((name) => (filter[name] === undefined ? [] : [[name, filter[name].split(',')] as const]));
    const states = filter.state?.split(',') ?? [];
    if (states.some((state) => !AGENT_STATES.includes(state as AgentState)))
      throw new ProblemError(422, 'query', `state: ${AGENT_STATES.join(', ')}`);
    const all = await this.book.read();
    return all.filter(
      (agent) =>
        seesAgent(caller, agent) &&
        wanted.every(([name, values]) =>
          name === 'skill' ? agent.skills.some((skill) => values.includes(skill)) : values.includes(agent[name] ?? ''),
        ),
    );
  }

  /** Who is out of sight is not found. */
  async get(caller: Principal, id: string): Promise<AgentView> {
    const agent = await this.book.find(id);
    if (!agent || !seesAgent(caller, agent)) throw notFound();
    return agent;
  }

  async put(id: string, body: AgentBody, ifMatch?: string): Promise<{ agent: AgentView; created: boolean }> {
    const created = await this.write(id, ifMatch, () => ({ ...OWN, ...body }));
    return { agent: (await this.book.find(id))!, created };
  }

  async patch(id: string, patch: unknown, ifMatch?: string): Promise<AgentView> {
    await this.write(id, ifMatch, (before) => patchedFields(before, patch));
    return (await this.book.find(id))!;
  }

  /** Judges the edit and writes it in one step: whoever was faster makes it be judged again. True when the agent is new. */
  private async write(
    id: string,
    ifMatch: string | undefined,
    make: (before: AgentView | undefined) => AgentBody,
  ): Promise<boolean> {
    let created = false;
    const attempt = () =>
      this.writer.commit(async (now) => {
        const { agents, tickets } = await this.store.records([], [id]);
        const record = agents.get(id)!;
        created = record.version === 0;
        const before = created ? undefined : agentView(id, record, { history: undefined, reassignment: null, now });
        assertMatches(ifMatch, before && officePart(before));
        const body = this.known(make(before));
        const event = editEvent(id, body, { id: randomUUID(), at: now });
        if (isRefusal(event as never)) throw new ProblemError(422, 'invalid', (event as { message: string }).message);
        return decide([event as never], { tickets, agents, hashes: new Map() }, this.policies.current().policy, now);
      });
    // oxlint-disable-next-line no-await-in-loop -- each attempt stands on a fresh reading
    for (let i = 0; i < ATTEMPTS; i += 1) if (await attempt()) return created;
    throw new ProblemError(503, 'busy', 'The agent is being changed by many at once; send it again.', { retryAfter: 1 });
  }

  private known(body: AgentBody): AgentBody {
    if (body.home != null && !this.directory.channel(body.home))
      throw new ProblemError(422, 'unknown_channel', `home: no channel "${body.home}".`);
    return body;
  }
}

export const agentEtag = (agent: AgentView): string => etagOf(officePart(agent));
