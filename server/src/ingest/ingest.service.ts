import { Inject, Injectable } from '@nestjs/common';
import type { IngestAnswer, RejectedItem } from '@tideboard/contracts';
import { Metrics } from '../platform/metrics/metrics.js';
import { Counter } from 'prom-client';
import { ProblemError } from '../platform/http/problem.js';
import type { AcceptedEvent } from '../tickets/accepted-event.js';
import { TicketWriter } from '../tickets/ticket-writer.service.js';
import { DATA_KEY } from '../config/config.module.js';
import { isRefusal, readEvent } from './read-event.js';
import { sealEvent } from './sealer.js';

/** Events that may wait to be applied before the door asks senders to come back: some seconds of work. */
const MAX_BACKLOG = 100_000;

/** From items to verdicts. */
@Injectable()
export class IngestService {
  private readonly counted: Counter<'verdict'>;

  constructor(
    private readonly writer: TicketWriter,
    @Inject(DATA_KEY) private readonly dataKey: Buffer,
    metrics: Metrics,
  ) {
    this.counted = new Counter({
      name: 'tideboard_events_total',
      help: 'Events by verdict',
      labelNames: ['verdict'],
      registers: [metrics.registry],
    });
  }

  /** @throws ProblemError 429 when too much waits already, 422 when no item could be accepted */
  async ingest(items: readonly unknown[]): Promise<IngestAnswer> {
    if (this.writer.backlog + items.length > MAX_BACKLOG) {
      throw new ProblemError(429, 'overloaded', 'More events wait than can be applied soon.', { retryAfter: 2 });
    }
    const accepted: { index: number; event: AcceptedEvent }[] = [];
    const rejected: RejectedItem[] = [];
    for (const [index, item] of items.entries()) {
      const outcome = readEvent(item, (event) => sealEvent(event, this.dataKey));
      if (isRefusal(outcome)) rejected.push({ index, id: idOf(item), ...outcome });
      else accepted.push({ index, event: outcome });
    }
    const verdicts = await this.writer.apply(accepted.map(({ event }) => event));
    const answer: IngestAnswer = { accepted: 0, duplicates: 0, rejected };
    for (const [i, verdict] of verdicts.entries()) {
      const { index, event } = accepted[i]!;
      if (verdict === 'accepted' || verdict === 'superseded') answer.accepted += 1;
      else if (verdict === 'duplicate') answer.duplicates += 1;
      else
        rejected.push({
          index,
          id: event.id,
          code: 'id_conflict',
          message: 'id: the same source and id came before with other content',
        });
    }
    const superseded = verdicts.filter((verdict) => verdict === 'superseded').length;
    if (superseded > 0) answer.superseded = superseded;
    this.count(answer, accepted.filter(({ event }, i) => event.to === 'log' && verdicts[i] === 'accepted').length);
    rejected.sort((a, b) => a.index - b.index);
    if (rejected.length === items.length)
      throw new ProblemError(422, 'all_rejected', 'No item could be accepted.', { members: { ...answer } });
    return answer;
  }

  /**
   * Unknown types are accepted and without effect: a number that grows here is an upstream that speaks another dialect. One of superseded
   * events is an upstream that still works on tickets which this site has let go.
   */
  private count({ accepted, duplicates, superseded = 0, rejected }: IngestAnswer, unknownType: number): void {
    this.counted.inc({ verdict: 'accepted' }, accepted);
    this.counted.inc({ verdict: 'duplicate' }, duplicates);
    this.counted.inc({ verdict: 'superseded' }, superseded);
    this.counted.inc({ verdict: 'rejected' }, rejected.length);
    this.counted.inc({ verdict: 'unknown_type' }, unknownType);
  }
}

const idOf = (item: unknown): string | null => {
  const id = typeof item === 'object' && item !== null ? (item as { id?: unknown }).id : undefined;
  return typeof id === 'string' && (id as string & { isWellFormed(): boolean }).isWellFormed() ? id.slice(0, 256) : null;
};
