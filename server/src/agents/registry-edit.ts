// An edit in the registry of agents as the event that it is. Pure.
import { AGENT_CLEARABLE, type AgentBody, type CloudEvent } from '@tideboard/contracts';
import { readEvent } from '../ingest/read-event.js';
import type { AcceptedEvent } from '../tickets/accepted-event.js';

/** Whose word it is when people keep the registry of agents. */
export const REGISTRY = 'tideboard:/registry';

const clearable = new Set<string>(AGENT_CLEARABLE);

/** What a body says as `data` of `agent.changed`: a null there says nothing, here it clears. */
function dataOf(body: AgentBody): Record<string, unknown> {
  const said = Object.entries(body).filter(([, value]) => value !== null && value !== undefined);
  const clear = Object.entries(body).flatMap(([name, value]) => (value === null && clearable.has(name) ? [name] : []));
  return { ...Object.fromEntries(said), ...(clear.length > 0 ? { clear } : {}) };
}

/** The event of an edit, read by the door's own rules; a refusal names the field. */
export function editEvent(agent: string, body: AgentBody, { id, at }: { id: string; at: number }) {
  const event: CloudEvent = {
    specversion: '1.0',
    id,
    source: REGISTRY,
    type: 'agent.changed',
    subject: agent,
    time: new Date(at).toISOString(),
    data: dataOf(body),
  };
  return readEvent(event, JSON.stringify) as AcceptedEvent | { code: string; message: string };
}
