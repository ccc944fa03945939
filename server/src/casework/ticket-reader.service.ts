import { Inject, Injectable } from '@nestjs/common';
import type { CloudEvent, TicketSummary, TimelineEntry } from '@tideboard/contracts';
import { type Fact, type Policy, readAgent, type TicketNow, viewTicket } from '@tideboard/domain';
import { DATA_KEY } from '../config/config.module.js';
import { RETENTION } from '../directory/defaults.js';
import { SiteClock } from '../platform/clock/site-clock.js';
import { EventLog } from '../tickets/event-log.js';
import { PolicyService } from '../tickets/policy.service.js';
import { TicketStore } from '../tickets/ticket-store.js';
import { summaryOf } from './ticket-views.js';

/** A ticket as it was read: what it is now, and the facts that say so. */
export interface Read {
  id: string;
  facts: readonly Fact[];
  ticket: TicketNow;
}

/** Reads tickets for people; who may see which is the caller's to ask. */
@Injectable()
export class TicketReader {
  constructor(
    private readonly store: TicketStore,
    private readonly log: EventLog,
    private readonly policies: PolicyService,
    private readonly clock: SiteClock,
    @Inject(DATA_KEY) readonly dataKey: Buffer,
  ) {}

  now(): number {
    return this.clock.now();
  }

  policy(): Policy {
    return this.policies.current().policy;
  }

  /** Those of them that have been created by now, in their order. */
  async read(ids: readonly string[], now: number): Promise<Read[]> {
    if (ids.length === 0) return [];
    const { tickets } = await this.store.records(ids, []);
    return ids.flatMap((id): Read[] => {
      const { facts } = tickets.get(id)!;
      const ticket = viewTicket(facts, this.policy(), now);
      return ticket ? [{ id, facts, ticket }] : [];
    });
  }

  /** When the ticket was let go (epoch ms), and for how long the site keeps tickets now; null for one that was not. */
  async letGo(id: string): Promise<{ at: number; keptDays: number } | null> {
    const at = (await this.store.records([id], [])).tickets.get(id)!.letGoAt;
    const kept = { ...RETENTION, ...this.policies.current().versions.at(-1)!.site.retention };
    return at === undefined ? null : { at, keptDays: Math.max(kept.ticketDays, kept.eventLogDays) };
  }

  /** Whole events, in the order of their facts. */
  events(facts: readonly Fact[]): Promise<(CloudEvent | null)[]> {
    return this.log.read(facts);
  }

  /** Names of agents, where one was ever said. */
  async names(agents: readonly (string | null)[], now: number): Promise<Map<string, string>> {
    const ids = [...new Set(agents.filter((agent) => agent !== null))];
    const records = ids.length > 0 ? (await this.store.records([], ids)).agents : new Map<string, never>();
    return new Map(
      [...records].flatMap(([id, { facts }]) => {
        const { name } = readAgent(facts, now);
        return name ? [[id, name] as const] : [];
      }),
    );
  }

  /** The entries with the names of their agents. */
  async named(entries: TimelineEntry[], now: number): Promise<TimelineEntry[]> {
    const names = await this.names(
      entries.map(({ agent }) => agent),
      now,
    );
    return entries.map((entry) => {
      const agentName = entry.agent === null ? undefined : names.get(entry.agent);
      return agentName ? { ...entry, agentName } : entry;
    });
  }

  async summaries(read: readonly Read[], now: number): Promise<TicketSummary[]> {
    const creations = read.map(({ facts }) => facts.find(({ type, at }) => type === 'ticket.created' && at <= now)!);
    const [events, names] = await Promise.all([
      this.events(creations),
      this.names(
        read.map(({ ticket }) => ticket.agent),
        now,
      ),
    ]);
    return read.map(({ id, ticket }, i) =>
      summaryOf(id, ticket, { now, names, dataKey: this.dataKey, created: events[i] ?? null }),
    );
  }
}
