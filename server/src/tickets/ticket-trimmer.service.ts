import { Injectable } from '@nestjs/common';
import { mayLetGo, type TermEnd } from '@tideboard/domain';
import { eventKey } from './accepted-event.js';
import type { Decision, Known } from './decide.js';
import { EventLog } from './event-log.js';
import { type GrainsOf, letGo } from './let-go.js';
import { PolicyService } from './policy.service.js';
import { type Place, TicketIndex } from './ticket-index.js';
import { TicketStore } from './ticket-store.js';
import { TicketWriter } from './ticket-writer.service.js';

/** Real ms from the end of one pass over what is old enough to the next under the same term. */
const REST_MS = 600_000;
const MAX_ATTEMPTS = 20;

/** How long tickets are kept, and how finely their share of history. */
export interface TicketTerm {
  before: TermEnd;
  grainsOf: GrainsOf;
}

/**
 * Lets go of tickets whose term is over, in passes from the oldest on. One that the event log still tells of stays: whoever travels to the
 * past, and the audit, would find it there and nowhere else.
 */
@Injectable()
export class TicketTrimmer {
  private last: Place | null = null;
  private rested = { of: '', since: -Infinity };

  constructor(
    private readonly index: TicketIndex,
    private readonly store: TicketStore,
    private readonly log: EventLog,
    private readonly writer: TicketWriter,
    private readonly policies: PolicyService,
  ) {}

  /** One small step; false when a pass has come to its end and the next is not due yet. */
  async step(term: TicketTerm): Promise<boolean> {
    const { at, day } = term.before;
    if (this.last === null && this.rested.of === day && performance.now() - this.rested.since < REST_MS) return false;
    for await (const chunk of this.index.walk({ list: 'creation', to: at - 1, after: this.last })) {
      this.last = chunk.at(-1)!;
      await this.letGo(
        chunk.map(({ id }) => id),
        term,
      );
      return true;
    }
    this.last = null;
    this.rested = { of: day, since: performance.now() };
    return false;
  }

  /** Whoever beats us to one of the tickets has something to say of it: after a few attempts they wait for the next pass. */
  private async letGo(ids: readonly string[], term: TicketTerm): Promise<void> {
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt += 1)
      // oxlint-disable-next-line no-await-in-loop -- each attempt stands on what the one before found
      if (await this.writer.commit((now) => this.decide(ids, term, now))) return;
  }

  private async decide(ids: readonly string[], { before, grainsOf }: TicketTerm, now: number): Promise<Decision> {
    const { policy } = this.policies.current();
    const { tickets } = await this.store.records(ids, []);
    const over: Known['tickets'] = new Map([...tickets].filter(([, { facts, applied }]) => mayLetGo(facts, applied, before)));
    const told = await this.log.among([...over.values()].flatMap(({ facts }) => facts));
    for (const [id, { facts }] of over) if (facts.some((fact) => told.has(eventKey(fact)))) over.delete(id);
    const days = new Set([...over.values()].flatMap(({ applied }) => Object.keys(applied.amounts)));
    return letGo(over, await this.store.frozenDays([...days]), { policy, now, grainsOf });
  }
}
