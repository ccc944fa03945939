import { Injectable } from '@nestjs/common';
import { ROLLUP_GRAINS } from '@tideboard/domain';
import { keys, RedisConnections } from '../platform/redis/index.js';
import { type AcceptedEvent, eventKey } from './accepted-event.js';
import type { Known } from './decide.js';
import { newEpoch } from './epoch.js';
import { type FrozenDay, frozenField, unpackFrozen } from './frozen-day.js';
import { type AgentRecord, newAgent, newTicket, unpackAgent, unpackTicket } from './record.js';

/** Reads what a decision depends on. Writing is `commit`'s alone. */
@Injectable()
export class TicketStore {
  #epoch: string | null = null;

  constructor(private readonly connections: RedisConnections) {}

  /** The store's epoch, made when the store is empty. */
  async epoch(fresh = false): Promise<string> {
    if (this.#epoch && !fresh) return this.#epoch;
    const { main } = this.connections;
    const answers = await main
      .multi()
      .hsetnx(keys.meta, 'epoch', newEpoch())
      .hsetnx(keys.meta, 'rev', 0)
      .hsetnx(keys.meta, 'registry', 0)
      .hget(keys.meta, 'epoch')
      .exec();
    this.#epoch = answers![3]![1] as string;
    return this.#epoch;
  }

  /** Everything known about the events' tickets, agents and ids, in one round trip. */
  async known(events: readonly AcceptedEvent[]): Promise<Known> {
    const ids = [...new Set(events.map(eventKey))];
    const subjects = (to: 'ticket' | 'agent'): string[] => [
      ...new Set(events.flatMap((event) => (event.to === to ? [event.subject] : []))),
    ];
    const [tickets, agents, hashes] = await this.read(subjects('ticket'), subjects('agent'), ids);
    return { tickets, agents, hashes };
  }

  /** The named records; one that does not exist comes as a new one. */
  async records(ticketIds: readonly string[], agentIds: readonly string[]): Promise<Pick<Known, 'tickets' | 'agents'>> {
    const [tickets, agents] = await this.read(ticketIds, agentIds, []);
    return { tickets, agents };
  }

  /** What is frozen of these business days. */
  async frozenDays(days: readonly string[]): Promise<Map<string, FrozenDay>> {
    if (days.length === 0) return new Map();
    const fields = days.flatMap((day) => ROLLUP_GRAINS.map((grain) => ({ grain, day })));
    const stored = await this.connections.main.hmget(keys.frozenDays, ...fields.map(({ grain, day }) => frozenField(grain, day)));
    const found = new Map<string, FrozenDay>(days.map((day) => [day, { '5min': null, hour: null, day: null }]));
    for (const [i, { grain, day }] of fields.entries()) if (stored[i]) found.get(day)![grain] = unpackFrozen(day, stored[i]);
    return found;
  }

  /** Every agent that was ever reported. */
  async agents(): Promise<Map<string, AgentRecord>> {
    const stored = await this.connections.main.hgetall(keys.agents);
    return new Map(Object.entries(stored).map(([id, text]) => [id, unpackAgent(text)]));
  }

  /** The same as they are stored: who looks often takes apart only what has changed. */
  storedAgents(): Promise<Record<string, string>> {
    return this.connections.main.hgetall(keys.agents);
  }

  private async read(ticketIds: readonly string[], agentIds: readonly string[], ids: readonly string[]) {
    const pipeline = this.connections.main.pipeline();
    const wanted = [
      [keys.tickets, ticketIds],
      [keys.agents, agentIds],
      [keys.ids, ids],
    ] as const;
    for (const [key, fields] of wanted) if (fields.length > 0) pipeline.hmget(key, ...fields);
    const answers = (await pipeline.exec())!;
    const values = wanted.map(([, fields]): (string | null)[] => {
      if (fields.length === 0) return [];
      const [error, answer] = answers.shift()!;
      if (error) throw error;
      return answer as (string | null)[];
    });
    const pair = <T>(names: readonly string[], i: number, make: (stored: string | null) => T): Map<string, T> =>
      new Map(names.map((name, j) => [name, make(values[i]![j] ?? null)]));
    const hashes = pair(ids, 2, (stored) => stored?.split(' ', 1)[0]);
    return [
      pair(ticketIds, 0, (stored) => (stored === null ? newTicket() : unpackTicket(stored))),
      pair(agentIds, 1, (stored) => (stored === null ? newAgent() : unpackAgent(stored))),
      new Map([...hashes].filter((entry): entry is [string, string] => entry[1] !== undefined)),
    ] as const;
  }
}
