import { Injectable } from '@nestjs/common';
import type { AgentBody, AgentView } from '@tideboard/contracts';
import { randomUUID } from 'node:crypto';
import { isRefusal } from '../ingest/read-event.js';
import { ProblemError } from '../platform/http/problem.js';
import type { AcceptedEvent } from '../tickets/accepted-event.js';
import { decide } from '../tickets/decide.js';
import { PolicyService } from '../tickets/policy.service.js';
import { TicketStore } from '../tickets/ticket-store.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import { agentView } from './agent-view.js';
import { editEvent } from './registry-edit.js';

const ATTEMPTS = 10;

/** Edits of many agents at once: all of them or none. */
@Injectable()
export class AgentBatch {
  constructor(
    private readonly store: TicketStore,
    private readonly writer: TicketWriter,
    private readonly policies: PolicyService,
  ) {}

  /** @param make judges the agents as they are, without whom nobody knows; asked again when somebody else was faster */
  async edit(ids: readonly string[], make: (present: Map<string, AgentView>) => Map<string, AgentBody>): Promise<void> {
    const attempt = (): Promise<boolean> =>
      this.writer.commit(async (now) => {
        const { agents, tickets } = await this.store.records([], [...ids]);
        const known = [...agents].filter(([, { version }]) => version > 0);
        const moves = { history: undefined, reassignment: null, now };
        const edits = make(new Map(known.map(([id, record]) => [id, agentView(id, record, moves)])));
        const events = [...edits].map(([id, body]) => accepted(editEvent(id, body, { id: randomUUID(), at: now })));
        return decide(events, { tickets, agents, hashes: new Map() }, this.policies.current().policy, now);
      });
    // oxlint-disable-next-line no-await-in-loop -- each attempt stands on a fresh reading
    for (let i = 0; i < ATTEMPTS; i += 1) if (await attempt()) return;
    throw new ProblemError(503, 'busy', 'The agents are being changed by many at once; send it again.', { retryAfter: 1 });
  }
}

function accepted(event: ReturnType<typeof editEvent>): AcceptedEvent {
  if (isRefusal(event as never)) throw new ProblemError(422, 'invalid', (event as { message: string }).message);
  return event as AcceptedEvent;
}
