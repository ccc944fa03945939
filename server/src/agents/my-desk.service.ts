import { Injectable } from '@nestjs/common';
import type { MyWork } from '@tideboard/contracts';
import type { Principal } from '../access/principal.js';
import { DirectoryService } from '../directory/directory.service.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { AgentAnswers } from '../reassignment/agent-answers.service.js';
import { PolicyService } from '../tickets/policy.service.js';
import { AgentBook } from './agent-book.service.js';

/** The desk of one agent. */
@Injectable()
export class MyDesk {
  constructor(
    private readonly book: AgentBook,
    private readonly answers: AgentAnswers,
    private readonly directory: DirectoryService,
    private readonly policies: PolicyService,
    private readonly clock: SiteClock,
  ) {}

  /** An account that no agent is linked to has an empty desk. */
  async work({ agent: id }: Principal): Promise<MyWork> {
    const [agent, notices] = id === undefined ? [null, []] : await Promise.all([this.book.find(id), this.answers.notices(id)]);
    const { site } = this.directory.current().versions.at(-1)!;
    const now = this.clock.now();
    return {
      at: new Date(now).toISOString(),
      clockRate: this.clock.rate,
      timeZone: site.timeZone,
      businessDay: this.policies.current().policy.dayOf(now).date,
      linked: id ?? null,
      agent,
      notices,
      // Names only: of a channel that is not theirs an agent learns what the sign above its door says.
      channels: this.directory.channels().map((channel) => ({ id: channel.id, name: channel.name })),
    };
  }
}
