import { Injectable } from '@nestjs/common';
import { defaultEscalationRules, type EscalationRules } from '@tideboard/contracts';
import { SiteClock } from '../platform/clock/site-clock.js';
import { keys, RedisConnections } from '../platform/redis/index.js';

/** The rules, and since when (epoch ms) they hold: nothing is raised as if they had held before. */
export type HeldRules = EscalationRules & { since: number };

/** The floor's ladder, as somebody has set it, else the handbook's. */
@Injectable()
export class EscalationStore {
  constructor(
    private readonly connections: RedisConnections,
    private readonly clock: SiteClock,
  ) {}

  async read(): Promise<HeldRules> {
    const stored = await this.connections.main.get(keys.escalationRules);
    return stored === null ? { ...defaultEscalationRules(), since: 0 } : (JSON.parse(stored) as HeldRules);
  }

  async write(rules: EscalationRules): Promise<void> {
    await this.connections.main.set(keys.escalationRules, JSON.stringify({ ...rules, since: this.clock.now() }));
  }
}
