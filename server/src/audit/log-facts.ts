import { type AgentFact, compareFacts, type Fact, mergeFacts } from '@tideboard/domain';
import { isRefusal, readEvent } from '../ingest/read-event.js';

/** The facts that the event log tells, by subject. */
export interface LogFacts {
  /** Every event ever accepted is still in it. */
  whole: boolean;
  events: number;
  tickets: Map<string, Fact[]>;
  agents: Map<string, AgentFact[]>;
}

/** Reads the log again as the door once read it; only customers' names are sealed by now, and no rule asks for those. */
export class LogReading {
  readonly facts: LogFacts = { whole: true, events: 0, tickets: new Map(), agents: new Map() };

  /** Takes one entry of the log. */
  add(entry: string): void {
    this.facts.events += 1;
    const event = readEvent(JSON.parse(entry), () => '');
    if (isRefusal(event) || event.to === 'log') return;
    const { at, source, id, subject } = event;
    if (event.to === 'agent') push(this.facts.agents, subject, { type: event.type, at, source, id, fields: event.fields });
    else push(this.facts.tickets, subject, { type: event.type, at, source, id, ...event.data });
  }

  finish(whole: boolean): LogFacts {
    this.facts.whole = whole;
    // Merged in one go at the end: merging fact by fact sorts a long ticket as often as it has facts.
    for (const [subject, facts] of this.facts.tickets)
      this.facts.tickets.set(subject, mergeFacts([], facts).toSorted(compareFacts));
    return this.facts;
  }
}

function push<F>(facts: Map<string, F[]>, subject: string, fact: F): void {
  const known = facts.get(subject);
  if (known) known.push(fact);
  else facts.set(subject, [fact]);
}
