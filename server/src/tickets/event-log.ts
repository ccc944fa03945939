import { Injectable } from '@nestjs/common';
import type { CloudEvent } from '@tideboard/contracts';
import { keys, RedisConnections } from '../platform/redis/index.js';
import { eventKey } from './accepted-event.js';

type Named = { source: string; id: string };

/** Reads whole events back: facts keep only what the rules ask for. */
@Injectable()
export class EventLog {
  constructor(private readonly connections: RedisConnections) {}

  /** Keys of those among the events that the log still has. */
  async among(events: readonly Named[]): Promise<Set<string>> {
    if (events.length === 0) return new Set();
    const { main } = this.connections;
    const [first] = await main.xrange(keys.log, '-', '+', 'COUNT', 1);
    if (!first) return new Set();
    const names = events.map(eventKey);
    const places = await main.hmget(keys.ids, ...names);
    // Of events that were erased the place stays known when the log has let go of it.
    const arrivedAt = (entry: string): number => Number(entry.split('-')[0]);
    return new Set(names.filter((_, i) => places[i] && arrivedAt(places[i].split(' ')[1]!) >= arrivedAt(first[0])));
  }

  /** The events behind facts, in their order, personal fields sealed; null for one that the log no longer has. */
  async read(facts: readonly Named[]): Promise<(CloudEvent | null)[]> {
    if (facts.length === 0) return [];
    const { main } = this.connections;
    const places = await main.hmget(keys.ids, ...facts.map(eventKey));
    const pipeline = main.pipeline();
    for (const place of places) {
      const entry = place?.split(' ')[1];
      if (entry) pipeline.xrange(keys.log, entry, entry);
    }
    const answers = (await pipeline.exec())!.map(([error, answer]) => {
      if (error) throw error;
      return answer as [id: string, fields: string[]][];
    });
    return places.map((place) => {
      const text = place ? answers.shift()![0]?.[1][1] : undefined;
      return text === undefined ? null : (JSON.parse(text) as CloudEvent);
    });
  }
}
