import { Inject, Injectable } from '@nestjs/common';
import type { UpstreamView } from '@tideboard/contracts';
import { DATA_KEY } from '../config/config.module.js';
import { keys, RedisConnections } from '../platform/redis/index.js';
import { sealText, unsealText } from '../platform/secret-box.js';

interface StoredUpstream extends UpstreamView {
  /** AES-256-GCM under the data key: nonce, tag, text. */
  sealed: string;
  /** Real epoch ms. */
  addedAt: number;
}

export interface Upstream extends UpstreamView {
  secret: string;
}

/** The systems that obey commands. */
@Injectable()
export class UpstreamStore {
  constructor(
    private readonly connections: RedisConnections,
    @Inject(DATA_KEY) private readonly dataKey: Buffer,
  ) {}

  async list(): Promise<UpstreamView[]> {
    return (await this.all()).map(({ id, name, url, channels }) => ({ id, name, url, channels }));
  }

  /** With its secret; null when there is none. Throws where this node has another data key. */
  async find(id: string): Promise<Upstream | null> {
    const stored = await this.connections.main.hget(keys.upstreams, id);
    if (stored === null) return null;
    const { sealed, addedAt: _, ...view } = JSON.parse(stored) as StoredUpstream;
    return { ...view, secret: unsealText(sealed, this.dataKey) };
  }

  /** Who commands the agents of these channels: the first channel that has somebody decides, and of several the one added last. */
  async forChannels(channels: readonly string[]): Promise<string | null> {
    const all = await this.all();
    for (const channel of channels) {
      const found = all.find((upstream) => upstream.channels.includes(channel));
      if (found) return found.id;
    }
    return null;
  }

  async put({ secret, ...view }: Upstream): Promise<void> {
    await this.connections.main.hset(
      keys.upstreams,
      view.id,
      JSON.stringify({ ...view, sealed: sealText(secret, this.dataKey), addedAt: Date.now() }),
    );
  }

  async remove(id: string): Promise<boolean> {
    return (await this.connections.main.hdel(keys.upstreams, id)) === 1;
  }

  private async all(): Promise<StoredUpstream[]> {
    const stored = await this.connections.main.hvals(keys.upstreams);
    return stored
      .map((text) => JSON.parse(text) as StoredUpstream)
      .toSorted((a, b) => b.addedAt - a.addedAt || (a.id < b.id ? -1 : 1));
  }
}
