import type { AgentFact, Fact } from '@tideboard/domain';
import type { AcceptedEvent } from '../tickets/accepted-event.js';

/** No board shows a customer. What is kept here, in memory and in files, then holds nothing that an erasure would have to look for. */
export function namelessFact({ type, at, source, id, data }: Extract<AcceptedEvent, { to: 'ticket' }>): Fact {
  const { customer: _, ...rest } = data;
  return { type, at, source, id, ...rest };
}

export const agentFact = ({ at, source, id, fields }: Extract<AcceptedEvent, { to: 'agent' }>): AgentFact => ({
  type: 'agent.changed',
  at,
  source,
  id,
  fields,
});
