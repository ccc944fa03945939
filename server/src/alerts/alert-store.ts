import { Injectable } from '@nestjs/common';
import type { AlertView } from '@tideboard/contracts';
import { channels as feeds, keys, RedisConnections, Script } from '../platform/redis/index.js';
import { alertField, type AlertRecord, viewOf } from './alert-record.js';

const script = new Script(import.meta.url, './alert.lua', (raw) => raw === 1);

/** One record as it was read: a write succeeds only while the store still has exactly this. */
export interface Seen {
  record: AlertRecord | null;
  stored: string;
}

export interface Turn {
  next: AlertRecord | null;
  /** Instant at which the alert cleared, when it did. */
  clearedAt?: number;
  /** Whether the world is told: raised, worsened, cleared. */
  told: boolean;
  /** Told into a silence: written down, and sent to nobody. */
  quiet?: boolean;
}

/** Alerts in the store: what fires now, what has fired, what was told. */
@Injectable()
export class AlertStore {
  constructor(private readonly connections: RedisConnections) {}

  async all(): Promise<Map<string, Seen>> {
    const stored = await this.connections.main.hgetall(keys.alerts);
    return new Map(
      Object.entries(stored).map(([field, text]) => [field, { record: JSON.parse(text) as AlertRecord, stored: text }]),
    );
  }

  /** The newest thousand that have cleared, newest first. */
  async history(): Promise<AlertView[]> {
    const stored = await this.connections.main.lrange(keys.alertHistory, 0, -1);
    return stored.map((text) => JSON.parse(text) as AlertView);
  }

  /** Lets go of those that cleared before `before` (epoch ms, site clock): the oldest are the last of the list. */
  async forget(before: number): Promise<void> {
    const old = (await this.history()).toReversed().findIndex(({ clearedAt }) => Date.parse(clearedAt ?? '') >= before);
    if (old > 0) await this.connections.main.ltrim(keys.alertHistory, 0, -(old + 1));
    else if (old < 0) await this.connections.main.del(keys.alertHistory);
  }

  /** False when somebody else changed the record since it was seen: read again, decide again. */
  turn(
    { channel, metric }: Pick<AlertRecord, 'channel' | 'metric'>,
    seen: Seen | undefined,
    { next, clearedAt, told, quiet = false }: Turn,
  ): Promise<boolean> {
    const before = seen?.record ?? null;
    const view = clearedAt !== undefined && before ? viewOf(before, clearedAt) : next && viewOf(next);
    const shown = view !== null || before?.state.is === 'firing';
    return script.run(
      this.connections.main,
      [keys.meta, keys.changed, keys.alerts, keys.alertHistory, keys.outbox],
      [
        alertField(channel, metric),
        seen?.stored ?? '',
        next ? JSON.stringify({ ...next, view: viewOf(next) }) : '',
        clearedAt !== undefined && view ? JSON.stringify(view) : '',
        told && view ? JSON.stringify({ ...view, type: view.clearedAt ? 'alert.cleared' : 'alert.raised', quiet }) : '',
        shown ? '1' : '0',
        feeds.feed,
      ],
    );
  }
}
