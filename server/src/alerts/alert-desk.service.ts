import { Injectable } from '@nestjs/common';
import type { AlertView } from '@tideboard/contracts';
import { mayRead, type Principal } from '../access/principal.js';
import { readInstant } from '../ingest/instant.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ProblemError } from '../platform/http/problem.js';
import { type AlertRecord, viewOf } from './alert-record.js';
import { AlertStore } from './alert-store.js';

const ATTEMPTS = 5;

/** What people do with alerts. */
@Injectable()
export class AlertDesk {
  constructor(
    private readonly store: AlertStore,
    private readonly clock: SiteClock,
  ) {}

  /** @throws ProblemError 422 for a state that is none */
  async list(caller: Principal, state?: string): Promise<AlertView[]> {
    if (state !== undefined && state !== 'firing' && state !== 'cleared')
      throw new ProblemError(422, 'query', 'state: firing or cleared');
    const firing =
      state === 'cleared' ? [] : [...(await this.store.all()).values()].flatMap(({ record }) => viewOf(record!) ?? []);
    const cleared = state === 'firing' ? [] : await this.store.history();
    return [...firing.toSorted((a, b) => (a.raisedAt < b.raisedAt ? 1 : -1)), ...cleared].filter(({ channel }) =>
      mayRead(caller, channel),
    );
  }

  acknowledge(caller: Principal, id: string): Promise<AlertView> {
    return this.change(caller, id, (record) => ({ ...record, acknowledgedBy: caller.name }));
  }

  snooze(caller: Principal, id: string, until: string): Promise<AlertView> {
    const at = readInstant(until);
    if (at === null || at <= this.clock.now()) throw new ProblemError(422, 'invalid', 'until: an instant in the future');
    return this.change(caller, id, (record) => ({ ...record, acknowledgedBy: caller.name, snoozedUntil: at }));
  }

  private async change(caller: Principal, id: string, edit: (record: AlertRecord) => AlertRecord): Promise<AlertView> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt += 1) {
      // oxlint-disable-next-line no-await-in-loop -- each attempt stands on a fresh reading
      const seen = [...(await this.store.all()).values()].find(({ record }) => viewOf(record!)?.id === id);
      // A foreign channel's alert is not there for this caller: whether it exists is none of their business.
      if (!seen?.record || !mayRead(caller, seen.record.channel))
        throw new ProblemError(404, 'not_found', 'No such alert fires.');
      const next = edit(seen.record);
      // oxlint-disable-next-line no-await-in-loop
      if (await this.store.turn(next, seen, { next, told: false })) return viewOf(next)!;
    }
    throw new ProblemError(409, 'conflict', 'The alert is changing; try again.');
  }
}
