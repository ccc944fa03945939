import { Injectable } from '@nestjs/common';
import type { AgentBody, AgentsPatch, AgentsPatched, AgentView } from '@tideboard/contracts';
import { DirectoryService } from '../directory/directory.service.js';
import { isRefusal } from '../ingest/read-event.js';
import { ProblemError } from '../platform/http/problem.js';
import { AgentBatch } from './agent-batch.service.js';
import { patchedFields } from './agent-patch.js';
import { editEvent } from './registry-edit.js';

const REPEATED = new ProblemError(422, 'repeated', 'The same agent stands in the list twice.');

type Failure = AgentsPatched['failed'][number];

/** Many agents changed at once: who can be is, in one step, and of every other it is said why not. */
@Injectable()
export class AgentsPatchService {
  constructor(
    private readonly batch: AgentBatch,
    private readonly directory: DirectoryService,
  ) {}

  async patch({ agents }: AgentsPatch): Promise<AgentsPatched> {
    let failed: Failure[] = [];
    let known = new Set<string>();
    await this.batch.edit(
      agents.map(({ id }) => id),
      (present) => {
        failed = [];
        known = new Set();
        const edits = new Map<string, AgentBody>();
        for (const { id, patch } of agents) {
          const made = known.has(id) ? REPEATED : this.judge(id, present.get(id), patch);
          if (made instanceof ProblemError) failed.push({ id, code: made.code, message: reasonOf(made) });
          else {
            known.add(id);
            if (Object.keys(made).length > 0) edits.set(id, made);
          }
        }
        return edits;
      },
    );
    return { changed: [...known], failed };
  }

  private judge(id: string, before: AgentView | undefined, patch: unknown): AgentBody | ProblemError {
    try {
      const fields = patchedFields(before, patch);
      if (fields.home != null && !this.directory.channel(fields.home))
        throw new ProblemError(422, 'unknown_channel', `No channel "${fields.home}".`);
      const event = editEvent(id, fields, { id: 'patch', at: Date.UTC(2026, 0, 1) });
      return isRefusal(event as never) ? new ProblemError(422, 'invalid', (event as { message: string }).message) : fields;
    } catch (error) {
      if (error instanceof ProblemError) return error;
      throw error;
    }
  }
}

const reasonOf = ({ detail, extras }: ProblemError): string => {
  const [first] = extras.errors ?? [];
  return first ? `${first.path}: ${first.message}` : (detail ?? '');
};
