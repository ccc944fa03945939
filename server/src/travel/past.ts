// The floor as it was known at one moment, computed from the event log by the rules of the board: what had arrived by then, judged by
// the policy of then. It goes forwards only; `copy` is what makes going back cheap.
import {
  agentContribution,
  type AgentFacts,
  type AgentFact,
  type Amounts,
  type Contribution,
  contributionOf,
  type Counters,
  counterName,
  DATED,
  type Fact,
  GAUGES,
  isSettledBefore,
  mergeAgent,
  mergeFacts,
  NOW,
  type Policy,
  subtract,
  UNMAPPED,
} from '@tideboard/domain';
import type { ChannelNumbers } from '../board/board-reader.js';
import type { AcceptedEvent } from '../tickets/accepted-event.js';
import { agentFact, namelessFact } from './arrival.js';
import type { Judgement } from './judgement.js';

const NOBODY: AgentFacts = { facts: [], ever: [] };
/** Judged in one go; between two of them others get their turn. */
const AT_ONCE = 500;
const breathe = (): Promise<void> => new Promise((done) => setImmediate(done));

export class Past {
  /** The last entry of the log that is in it; '' at the beginning. */
  logId = '';
  /** Entries taken so far. */
  events = 0;
  /** The instant (epoch ms) that everything is judged at. */
  at = -Infinity;
  private registry = -1;
  private since = -Infinity;
  private readonly dirty = new Set<string>();

  constructor(
    readonly tickets = new Map<string, Fact[]>(),
    readonly agents = new Map<string, AgentFacts>(),
    readonly fedFrom = new Map<string, number>(),
    private readonly applied = new Map<string, Contribution>(),
    private readonly sums = new Map<string, Map<string, number>>(),
  ) {}

  copy(): Past {
    const sums = new Map([...this.sums].map(([bucket, counters]) => [bucket, new Map(counters)]));
    const { tickets, agents, fedFrom, applied } = this;
    const copy = new Past(new Map(tickets), new Map(agents), new Map(fedFrom), new Map(applied), sums);
    for (const member of this.dirty) copy.dirty.add(member);
    return Object.assign(copy, {
      logId: this.logId,
      events: this.events,
      at: this.at,
      registry: this.registry,
      since: this.since,
    });
  }

  /** Takes entries in the order of the log; they count once `judge` was called. */
  take(entries: readonly { logId: string; event: AcceptedEvent | null }[], now: number): void {
    const arrived = new Map<string, { ticket?: Fact[]; agent?: AgentFact[] }>();
    for (const { logId, event } of entries) {
      this.logId = logId;
      this.events += 1;
      if (!event || event.to === 'log') continue;
      const member = `${event.to === 'ticket' ? 't' : 'a'}:${event.subject}`;
      const known = arrived.get(member) ?? {};
      if (event.to === 'ticket') (known.ticket ??= []).push(namelessFact(event));
      else (known.agent ??= []).push(agentFact(event));
      arrived.set(member, known);
      const channel = event.to === 'ticket' ? event.data.channel : event.fields.channel;
      if (channel !== undefined) this.fedFrom.set(channel, Math.min(event.at, this.fedFrom.get(channel) ?? Infinity));
    }
    for (const [member, { ticket = [], agent = [] }] of arrived) {
      const id = member.slice(2);
      this.dirty.add(member);
      if (member.startsWith('t:')) this.tickets.set(id, mergeFacts(this.tickets.get(id) ?? [], ticket));
      else this.agents.set(id, mergeAgent(this.agents.get(id) ?? NOBODY, agent, now));
    }
  }

  /**
   * Judges what has arrived, what is due by `now`, and everything where the registry is another. Tickets that were settled before `since`
   * (epoch ms) are passed over: the numbers are then those of business days from there on.
   */
  async judge(policy: Policy, { registry, now, since = -Infinity }: Judgement): Promise<void> {
    if (registry !== this.registry || since < this.since) {
      this.applied.clear();
      this.sums.clear();
      for (const id of this.tickets.keys()) this.dirty.add(`t:${id}`);
      for (const id of this.agents.keys()) this.dirty.add(`a:${id}`);
    }
    for (const [member, { wakeAt }] of this.applied) if (wakeAt !== null && wakeAt <= now) this.dirty.add(member);
    let done = 0;
    for (const member of this.dirty) {
      this.rejudge(member, policy, { now, since });
      done += 1;
      // oxlint-disable-next-line no-await-in-loop -- the point of it
      if (done % AT_ONCE === 0) await breathe();
    }
    this.dirty.clear();
    Object.assign(this, { registry, since, at: now });
  }

  /** Numbers of the channels as a board of this business day is drawn from. */
  numbers(channels: readonly string[], day: string): { numbers: Map<string, ChannelNumbers>; unmapped: number } {
    const oldest = new Map<string, number>();
    for (const { waiting } of this.applied.values())
      if (waiting) oldest.set(waiting.channel, Math.min(waiting.since, oldest.get(waiting.channel) ?? Infinity));
    const value = (bucket: string, name: string): number => this.sums.get(bucket)?.get(name) ?? 0;
    const numbers = channels.map((id): [string, ChannelNumbers] => {
      const counters = Object.fromEntries([
        ...GAUGES.map((name) => [name, value(NOW, counterName(id, name))]),
        ...DATED.map((name) => [name, value(day, counterName(id, name))]),
      ]) as Counters;
      return [id, { counters, oldestPendingAt: oldest.get(id) ?? null, fed: (this.fedFrom.get(id) ?? Infinity) <= this.at }];
    });
    return { numbers: new Map(numbers), unmapped: value(NOW, UNMAPPED) };
  }

  private rejudge(member: string, policy: Policy, { now, since }: { now: number; since: number }): void {
    const id = member.slice(2);
    let after: Contribution;
    if (member.startsWith('t:')) {
      const facts = this.tickets.get(id)!;
      if (!this.applied.has(member) && isSettledBefore(facts, policy, since)) return;
      after = contributionOf(facts, policy, now);
    } else {
      const facts = mergeAgent(this.agents.get(id)!, [], now);
      this.agents.set(id, facts);
      after = agentContribution(facts, policy, now);
    }
    this.add(subtract(after.amounts, this.applied.get(member)?.amounts ?? {}));
    this.applied.set(member, after);
  }

  private add(amounts: Amounts): void {
    for (const [bucket, counters] of Object.entries(amounts)) {
      const sums = this.sums.get(bucket) ?? new Map<string, number>();
      for (const [name, amount] of Object.entries(counters)) sums.set(name, (sums.get(name) ?? 0) + amount);
      this.sums.set(bucket, sums);
    }
  }
}
