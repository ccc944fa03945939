import { Inject, Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { Channel, Site } from '@tideboard/contracts';
import { AppConfig } from '../config/app-config.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ProblemError } from '../platform/http/problem.js';
import type { Log } from '../platform/logging/log.js';
import { LOG } from '../platform/logging/token.js';
import { amendPolicy } from '@tideboard/domain';
import { defaultSite, handbookChannels } from './defaults.js';
import { type Registry, RegistryStore } from './registry.store.js';

/** What the registry is now: the last version. */
export interface Present {
  site: Site;
  channels: Channel[];
}

const POLL_MS = 1000;
const ATTEMPTS = 10;

/** The registry of channels and the site's settings, held in memory on every node and the same on all of them within a second. */
@Injectable()
export class DirectoryService implements OnModuleInit, OnApplicationShutdown {
  #registry: Registry = { rev: 0, versions: [] };
  #timer: NodeJS.Timeout | undefined;
  #turn: Promise<unknown> = Promise.resolve();
  readonly #listeners = new Set<(registry: Registry) => void>();

  constructor(
    private readonly store: RegistryStore,
    private readonly clock: SiteClock,
    private readonly config: AppConfig,
    @Inject(LOG) private readonly log: Log,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.#seed({ rev: 1, versions: [{ from: 0, site: defaultSite(this.config), channels: handbookChannels() }] });
    await this.store.onNudge(() => void this.#follow());
    // A nudge may be lost; the revision is one small read.
    this.#timer = setInterval(() => void this.#follow(), POLL_MS);
  }

  onApplicationShutdown(): void {
    clearInterval(this.#timer);
  }

  /** The whole history, as of the last second at most; never changed in place. */
  current(): Registry {
    return this.#registry;
  }

  present(): Present {
    return this.#registry.versions.at(-1)!;
  }

  site(): Site {
    return this.present().site;
  }

  channels(): Channel[] {
    return this.present().channels;
  }

  channel(id: string): Channel | undefined {
    return this.channels().find((channel) => channel.id === id);
  }

  /** Calls `listener` after each change, wherever it was made. */
  onChange(listener: (registry: Registry) => void): () => void {
    this.#listeners.add(listener);
    return () => void this.#listeners.delete(listener);
  }

  /** Applies `change` to the newest registry; asked again with the newer one when another node was quicker. */
  update(change: (present: Present) => Present): Promise<Present> {
    // One after the other on this node: fifty at once would else mostly spend their attempts on one another.
    const turn = this.#turn.then(() => this.#attempt(change));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  async #attempt(change: (present: Present) => Present): Promise<Present> {
    for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
      // oxlint-disable no-await-in-loop -- each attempt stands on the outcome of the one before
      const read = (await this.store.load()) ?? this.#registry;
      const next = change(read.versions.at(-1)!);
      const versions = amendPolicy(read.versions, next, this.clock.now());
      const registry = { rev: read.rev + 1, versions };
      if (await this.store.replace(read.rev, registry)) {
        this.#take(registry);
        return next;
      }
      // oxlint-enable no-await-in-loop
    }
    throw new ProblemError(503, 'busy', 'The registry is being changed by many at once; send it again.', { retryAfter: 1 });
  }

  /** Reads the registry now; rejects where the store cannot say. */
  async reload(): Promise<void> {
    const rev = await this.store.rev();
    if (rev === this.#registry.rev) return;
    // A store that was emptied under us gets its registry back: a floor without channels would lose every ticket to "unmapped".
    if (rev === 0) await this.#seed(this.#registry);
    else this.#take((await this.store.load())!);
  }

  async #follow(): Promise<void> {
    await this.reload().catch((error: unknown) => this.log.debug(`registry not read: ${String(error)}`));
  }

  async #seed(registry: Registry): Promise<void> {
    if ((await this.store.rev()) === 0) await this.store.replace(0, registry);
    this.#take((await this.store.load())!);
  }

  #take(registry: Registry): void {
    if (registry.rev === this.#registry.rev) return;
    this.#registry = registry;
    for (const listener of this.#listeners) listener(registry);
  }
}
