import { Injectable } from '@nestjs/common';
import type { Action, AgentAction, Order } from '@tideboard/rebalance';
import { SiteClock } from '../platform/clock/site-clock.js';
import { ProblemError } from '../platform/http/problem.js';
import { keys, RedisConnections } from '../platform/redis/index.js';
import { PolicyService } from '../tickets/policy.service.js';
import type { NamedSnapshot } from './floor.js';

/** What would have been done. */
export type ShadowEntry = Pick<AgentAction, 'action' | 'agent' | 'from' | 'to' | 'reason' | 'prediction'> & {
  at: string;
  policyVersion: number;
};

const MAX_ENTRIES = 5000;
const KEPT_SECONDS = 60 * 86_400;
const ORDERS_MS = 30 * 60_000;

/** The daily list of what the plan would have done in mode `shadow`. */
@Injectable()
export class ShadowBook {
  constructor(
    private readonly connections: RedisConnections,
    private readonly policies: PolicyService,
    private readonly clock: SiteClock,
  ) {}

  async of(day = this.today()): Promise<{ day: string; entries: ShadowEntry[] }> {
    if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) throw new ProblemError(422, 'query', 'day: YYYY-MM-DD');
    return { day, entries: await this.entries(day) };
  }

  /** The floor as if the imagined orders had been given: without them the same help would be written down at every tick. */
  async imagine(snapshot: NamedSnapshot): Promise<NamedSnapshot> {
    const entries = await this.entries(this.today());
    return imagined(
      snapshot,
      entries.filter(({ at }) => Date.parse(at) > snapshot.now - ORDERS_MS),
    );
  }

  async add(actions: readonly Action[], now: number, policyVersion: number): Promise<void> {
    const going = actions.filter((action) => action.action !== 'reroute');
    if (going.length === 0) return;
    const at = new Date(now).toISOString();
    const lines = going.map(({ action, agent, from, to, reason, prediction }) =>
      JSON.stringify({ at, action, agent, from, to, reason, prediction, policyVersion } satisfies ShadowEntry),
    );
    const key = keys.shadow(this.today());
    await this.connections.main
      .multi()
      .rpush(key, ...lines)
      .ltrim(key, -MAX_ENTRIES, -1)
      .expire(key, KEPT_SECONDS)
      .exec();
  }

  private async entries(day: string): Promise<ShadowEntry[]> {
    return (await this.connections.main.lrange(keys.shadow(day), 0, -1)).map((text) => JSON.parse(text) as ShadowEntry);
  }

  private today(): string {
    return this.policies.current().policy.dayOf(this.clock.now()).date;
  }
}

function imagined(snapshot: NamedSnapshot, entries: readonly ShadowEntry[]): NamedSnapshot {
  const agents = new Map(snapshot.agents.map((agent) => [agent.id, { ...agent, assists: [...(agent.assists ?? [])] }]));
  for (const { action, agent: id, to, at } of entries) {
    const agent = agents.get(id);
    if (!agent) continue;
    const instant = Date.parse(at);
    if (action === 'move' || action === 'return') {
      agent.lastMoveAt = instant;
      agent.movesToday = (agent.movesToday ?? 0) + 1;
    } else {
      agent.lastAssistAt = instant;
      const others = agent.assists.filter(({ channel }) => channel !== to);
      agent.assists = action === 'assist' ? [...others, { channel: to, since: instant }] : others;
    }
  }
  const orders = entries.map(
    ({ action, agent, from, to, at }): Order => ({ action, agent, from, to, at: Date.parse(at), status: 'applied' }),
  );
  return { ...snapshot, agents: [...agents.values()], orders: [...(snapshot.orders ?? []), ...orders] };
}
