import { Injectable } from '@nestjs/common';
import { keys, RedisConnections, Script } from '../platform/redis/index.js';
import type { OutboxEntry, Told } from './told.js';

/** One message to one target, until it has got through or is given up. */
export interface Delivery {
  target: string;
  /** Of the outbox; also the `webhook-id`. */
  entry: string;
  body: string;
  attempts: number;
  /** No attempt before this (real ms): somebody is at it, or the back-off runs. */
  notBeforeReal: number;
}

export interface Held {
  id: string;
  delivery: Delivery;
  stored: string;
}

const take = new Script(import.meta.url, './take.lua', (raw) => raw === 1);
const swap = new Script(import.meta.url, './swap.lua', (raw) => raw === 1);
const AT_ONCE = 200;

export const deliveryId = ({ target, entry }: Pick<Delivery, 'target' | 'entry'>): string => `${target}_${entry}`;

/** The outbox as it is read, and what became of its entries. */
@Injectable()
export class DeliveryStore {
  constructor(private readonly connections: RedisConnections) {}

  /** What nobody has taken over yet, oldest first. A site that never read its outbox begins with what comes next. */
  async untaken(): Promise<{ cursor: string; entries: OutboxEntry[] }> {
    const { main } = this.connections;
    const cursor = await main.get(keys.outboxCursor);
    if (cursor === null) {
      const [newest] = await main.xrevrange(keys.outbox, '+', '-', 'COUNT', 1);
      await take.run(main, [keys.outboxCursor, keys.deliveries], ['', newest?.[0] ?? '0-0']);
      return { cursor: '', entries: [] };
    }
    const entries = await main.xrange(keys.outbox, `(${cursor}`, '+', 'COUNT', AT_ONCE);
    return { cursor, entries: entries.map(([id, [, text]]) => ({ id, told: JSON.parse(text!) as Told })) };
  }

  /** False when another node has taken them. */
  take(seen: string, upTo: string, deliveries: readonly Delivery[]): Promise<boolean> {
    const pairs = deliveries.flatMap((delivery) => [deliveryId(delivery), JSON.stringify(delivery)]);
    return take.run(this.connections.main, [keys.outboxCursor, keys.deliveries], [seen, upTo, ...pairs]);
  }

  async all(): Promise<Held[]> {
    const stored = await this.connections.main.hgetall(keys.deliveries);
    return Object.entries(stored).map(([id, text]) => ({ id, delivery: JSON.parse(text) as Delivery, stored: text }));
  }

  async find(id: string): Promise<Held | null> {
    const stored = await this.connections.main.hget(keys.deliveries, id);
    return stored === null ? null : { id, delivery: JSON.parse(stored) as Delivery, stored };
  }

  /** Null: it is done with. The delivery as it then stands, or null when another was faster. */
  async turn({ id, stored }: Held, next: Delivery | null): Promise<Held | null> {
    const text = next === null ? '' : JSON.stringify(next);
    const done = await swap.run(this.connections.main, [keys.deliveries], [id, stored, text]);
    return done && next !== null ? { id, delivery: next, stored: text } : null;
  }

  async forget(target: string): Promise<void> {
    const mine = (await this.all()).filter(({ delivery }) => delivery.target === target).map(({ id }) => id);
    if (mine.length > 0) await this.connections.main.hdel(keys.deliveries, ...mine);
  }
}
