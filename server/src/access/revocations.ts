import { Inject, Injectable, type OnModuleInit } from '@nestjs/common';
import type { Log } from '../platform/logging/log.js';
import { LOG } from '../platform/logging/token.js';
import { RedisConnections, channels } from '../platform/redis/index.js';

/** The id of a person, a key or a display, or the hash of one token. */
type Listener = (idOrTokenHash: string) => void;

/**
 * Tells every node that somebody's rights have changed or a token is void. A nudge, because pub/sub may lose it: who holds a
 * connection open also has to ask `AccessService.authenticate` again every second or so.
 */
@Injectable()
export class Revocations implements OnModuleInit {
  readonly #listeners = new Set<Listener>();

  constructor(
    private readonly redis: RedisConnections,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.redis.subscribe(channels.revoked, (message) => this.#tell(message.split(' ')));
  }

  onRevoked(listener: Listener): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  async revoke(...ids: string[]): Promise<void> {
    if (ids.length === 0) return;
    await this.redis.main.publish(channels.revoked, ids.join(' ')).catch((error: unknown) => {
      // The change itself is stored: the poll of the others finds it.
      this.log.warn(`revocation not published: ${String(error)}`);
      this.#tell(ids);
    });
  }

  #tell(ids: string[]): void {
    for (const id of ids) for (const listener of this.#listeners) listener(id);
  }
}
