import { figure, listOf } from './figures.js';
import type { OpenOrder } from './orders.js';
import type { AgentSnapshot, AssistInForce } from './types.js';

const never = Number.NEGATIVE_INFINITY;

/** Whom an agent helps while staying at home: what the data show, less what was ended and more what was ordered since. */
export interface Assisting {
  /** Since when, host by host; long ago when nobody knows. */
  since: readonly number[];
  /** Assists in force or ordered, those of unknown hosts and those whose end is not visible yet included. */
  count: number;
  /** Hosts not to be assisted again so soon. */
  resting: readonly number[];
  hosts: readonly number[];
}

/** Shared by all who assist nobody, as most do: a floor has thousands of people and a plan no time to clear up after each. */
const nobody: Assisting = { since: [], count: 0, resting: [], hosts: [] };

export function assistingOf(a: AgentSnapshot, open: OpenOrder | undefined, at: ReadonlyMap<string, number>): Assisting {
  const seen: readonly AssistInForce[] = Array.isArray(a.assists) ? a.assists : [];
  if (seen.length === 0 && !open) return nobody;
  const ids = new Set(seen.map((x) => x?.channel));
  const placeOf = (id: string | undefined) => at.get(id ?? '') ?? -1;
  const count = new Set([...ids, ...(open?.assists ?? [])]).size;
  for (const id of open?.ended ?? []) ids.delete(id);
  for (const id of open?.assists ?? []) ids.add(id);
  const helped = [...ids]
    .map((id) => ({ host: placeOf(id), since: sinceOf(a, id, open) }))
    .filter(({ host }) => host >= 0)
    .sort((x, y) => x.host - y.host);
  return {
    since: helped.map(({ since }) => since),
    count: open && open.assists.length > 0 ? count : seen.length,
    resting: open ? open.resting.map(placeOf) : [],
    hosts: helped.map(({ host }) => host),
  };
}

/** When an assist began: what the data say, or when it was last ordered. */
function sinceOf(a: AgentSnapshot, host: string | undefined, open: OpenOrder | undefined): number {
  const seen = listOf(a.assists).find((x) => x?.channel === host);
  return seen ? figure(seen.since, figure(a.lastAssistAt, never)) : (open?.lastAssistAt ?? never);
}
