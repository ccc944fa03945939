import { Injectable } from '@nestjs/common';
import type { AgentReassignment, AgentView } from '@tideboard/contracts';
import { SiteClock } from '../platform/clock/site-clock.js';
import { type AgentHistory, historyOf } from '../reassignment/history.js';
import { ReassignmentStore } from '../reassignment/reassignment-store.js';
import { PolicyService } from '../tickets/policy.service.js';
import { unpackAgent } from '../tickets/record.js';
import { TicketStore } from '../tickets/ticket-store.js';
import { agentView, reassignmentsByAgent } from './agent-view.js';

interface Moves {
  /** What they were read from. */
  of: string;
  histories: Map<string, AgentHistory>;
  reassignments: Map<string, AgentReassignment>;
}

interface Page {
  stored: string;
  moves: string;
  view: AgentView;
}

/** All agents as they are now. A view that nothing has changed stays the same object, so that who compares needs no more than `===`. */
@Injectable()
export class AgentBook {
  private pages = new Map<string, Page>();
  private moves: Moves = { of: '', histories: new Map(), reassignments: new Map() };

  constructor(
    private readonly tickets: TicketStore,
    private readonly store: ReassignmentStore,
    private readonly policies: PolicyService,
    private readonly clock: SiteClock,
  ) {}

  /** In order of their ids. What was acknowledged before the call is in it. */
  async read(): Promise<AgentView[]> {
    const [stored, { histories, reassignments }] = await Promise.all([this.tickets.storedAgents(), this.readMoves()]);
    const now = this.clock.now();
    const pages = new Map<string, Page>();
    for (const id of Object.keys(stored).sort()) {
      const [history, reassignment] = [histories.get(id), reassignments.get(id) ?? null];
      const moves = history || reassignment ? JSON.stringify([history, reassignment]) : '';
      const known = this.pages.get(id);
      pages.set(
        id,
        known && known.stored === stored[id] && known.moves === moves
          ? known
          : this.write(id, stored[id]!, { moves, history, reassignment, now }),
      );
    }
    this.pages = pages;
    return [...pages.values()].map(({ view }) => view);
  }

  async find(id: string): Promise<AgentView | null> {
    return (await this.read()).find((agent) => agent.id === id) ?? null;
  }

  private write(
    id: string,
    stored: string,
    about: { moves: string; history: AgentHistory | undefined; reassignment: AgentReassignment | null; now: number },
  ): Page {
    const record = unpackAgent(stored);
    // What lies in the future comes to pass without a word: such a page is written anew each time.
    const lasting = record.facts.facts.every(({ at }) => at <= about.now);
    return { stored: lasting ? stored : '', moves: about.moves, view: agentView(id, record, about) };
  }

  /** Those that are over change only when one of the open ones is over, or at the edge of a day: read no more often. */
  private async readMoves(): Promise<Moves> {
    const open = [...(await this.store.open()).values()];
    const dayStart = this.policies.current().policy.dayOf(this.clock.now()).from;
    const of = [dayStart, ...open.map(({ stored }) => stored).sort()].join('\n');
    if (of === this.moves.of) return this.moves;
    const records = open.map(({ record }) => record);
    const closed = await this.store.closedSince(dayStart);
    this.moves = { of, histories: historyOf([...records, ...closed], dayStart), reassignments: reassignmentsByAgent(records) };
    return this.moves;
  }
}
