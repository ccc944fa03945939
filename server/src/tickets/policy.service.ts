import { Injectable, type OnModuleInit } from '@nestjs/common';
import { compilePolicy, type Policy, type PolicyVersion } from '@tideboard/domain';
import { DirectoryService } from '../directory/directory.service.js';
import { newEpoch } from './epoch.js';
import { channels as feeds, keys, RedisConnections, Script } from '../platform/redis/index.js';

interface Held {
  rev: number;
  versions: readonly PolicyVersion[];
  policy: Policy;
}

const renewScript = new Script(import.meta.url, './renew.lua', (raw) => raw === 1);
const adoptScript = new Script(import.meta.url, './adopt.lua', (raw) => Number(raw));

/** The policy that tickets are judged under: the registry, compiled, and which rev of it the store has adopted. */
@Injectable()
export class PolicyService implements OnModuleInit {
  private held: Held | null = null;

  constructor(
    private readonly directory: DirectoryService,
    private readonly connections: RedisConnections,
  ) {}

  async onModuleInit(): Promise<void> {
    this.directory.onChange(() => void this.adopt().catch(() => undefined));
    await this.adopt();
  }

  current(): Held {
    const { rev, versions } = this.directory.current();
    if (!this.held || this.held.rev !== rev) this.held = { rev, versions, policy: compilePolicy(versions) };
    return this.held;
  }

  /**
   * Makes the store and this node agree on the registry, whichever is behind. The store adopts a newer one in one step with a new board
   * rev: until then every commit is judged, and every board drawn, under the old one.
   */
  async adopt(): Promise<void> {
    const before = this.held;
    await this.directory.reload();
    const { rev, versions } = this.current();
    const same = before !== null && judgementOf(before.versions) === judgementOf(versions);
    await adoptScript.run(
      this.connections.main,
      [keys.meta, keys.changed],
      [rev, same ? before.rev : -1, feeds.feed, newEpoch()],
    );
  }

  /** Gives the store another epoch if it stands before a rev that a reader has seen of this one. */
  async renewEpoch(epoch: string, seenRev: number): Promise<void> {
    await renewScript.run(this.connections.main, [keys.meta, keys.changed], [epoch, seenRev, newEpoch(), feeds.feed]);
  }
}

/** What of a registry can change a verdict on a ticket; a new threshold or name cannot. */
function judgementOf(versions: readonly PolicyVersion[]): string {
  return JSON.stringify(
    versions.map(({ from, site, channels }) => ({
      from,
      zone: [site.timeZone, site.businessDayStart],
      channels: channels.map(({ id, serviceHours, holidays, targets }) => ({ id, serviceHours, holidays, targets })),
    })),
  );
}
