import type { AgentFields, FactData, TicketEventType } from '@tideboard/domain';

interface Accepted {
  id: string;
  source: string;
  /** Tells a repeat from another event under the same (source, id). */
  contentHash: string;
  /** What the event log keeps: the event as JSON, personal fields sealed. */
  logEntry: string;
}

/** An event that passed the door: what it means is clear, and only its effect is left to decide. Instants are epoch ms. */
export type AcceptedEvent = Accepted &
  (
    | { to: 'ticket'; subject: string; type: TicketEventType; at: number; data: FactData }
    | { to: 'agent'; subject: string; type: 'agent.changed'; at: number; fields: AgentFields }
    /** A type that Tideboard does not know: kept, counted, without effect. */
    | { to: 'log' }
  );

/** `superseded`: about a ticket that was let go. Whether it is a repeat nobody knows any more; it changes nothing. */
export type Verdict = 'accepted' | 'duplicate' | 'superseded' | 'id_conflict';

/** Stands for the content of an event that may not be known any more: every repeat of it is taken for one. */
export const FORGOTTEN = '-';

/** What makes an event one: the CloudEvents specification says source + id. */
export const eventKey = ({ source, id }: Pick<Accepted, 'source' | 'id'>): string => `${source}\n${id}`;
