// A person's request, read into actions of one kind between two channels. Pure.
import { type FieldCode, fieldError, type FieldParams, type ReassignmentBody, type ReassignmentKind } from '@tideboard/contracts';
import { ProblemError } from '../platform/http/problem.js';

export interface RequestedAction {
  agent: string | null;
  tickets: string[] | null;
  when: 'now' | 'after-current' | null;
}

/** `count` is set where agents are still to be chosen. */
export interface Requested {
  kind: ReassignmentKind;
  from: string;
  to: string;
  actions: RequestedAction[];
  count: number | null;
}

const refuse = (path: string, code: FieldCode, params: FieldParams = {}): never => {
  const errors = [fieldError(path, code, params)];
  throw new ProblemError(422, 'invalid', 'The body does not have the expected shape.', { errors });
};

/** `homeOf` fills a `from` that an action leaves out: where the agent works now. */
export function readRequest(body: ReassignmentBody, channelOf: (agent: string) => string | undefined): Requested {
  if (body.actions) return readActions(body, channelOf);
  const { from, to, agents, count } = body;
  if (from === undefined) return refuse('/from', 'required');
  if (to === undefined) return refuse('/to', 'required');
  if (from === to) return refuse('/to', 'same_channel');
  if ((agents === undefined) === (count === undefined)) return refuse('/agents', 'agents_or_count');
  const actions = (agents ?? []).map((agent) => ({ agent, tickets: null, when: null }));
  return { kind: 'move', from, to, actions, count: count ?? null };
}

function readActions({ actions = [], ...body }: ReassignmentBody, channelOf: (agent: string) => string | undefined): Requested {
  const read = actions.map(({ action, agent, tickets, from, to, when }, i) => {
    if (action === 'reroute' ? !tickets : !agent)
      return refuse(`/actions/${i}/${action === 'reroute' ? 'tickets' : 'agent'}`, 'required');
    const start = from ?? body.from ?? (agent === undefined ? undefined : channelOf(agent));
    if (start === undefined) return refuse(`/actions/${i}/from`, 'required');
    if (start === to) return refuse(`/actions/${i}/to`, 'same_channel');
    return { kind: action, from: start, to, action: { agent: agent ?? null, tickets: tickets ?? null, when: when ?? null } };
  });
  const [first] = read;
  if (!first) return refuse('/actions', 'too_few', { limit: 1 });
  // One record has one pair of channels; a second pair is a second request, so that each can be undone by itself.
  const odd = read.findIndex(({ kind, from, to }) => kind !== first.kind || from !== first.from || to !== first.to);
  if (odd > 0) return refuse(`/actions/${odd}`, 'mixed_actions');
  const agents = read.flatMap(({ action }) => action.agent ?? []);
  if (new Set(agents).size < agents.length) return refuse('/actions', 'repeated');
  return { kind: first.kind, from: first.from, to: first.to, actions: read.map(({ action }) => action), count: null };
}
