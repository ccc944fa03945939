// What the automation would have done today, read as reassignments that never were.
import type { Move } from '../wire';

/** One imagined action, as `GET /automation/shadow` lists them, oldest first. */
export interface ShadowEntry {
  at: string;
  action: NonNullable<Move['kind']>;
  agent: string;
  from: string;
  to: string;
  prediction: unknown;
}

export type Imagined = Pick<Move, 'id' | 'createdAt' | 'kind' | 'from' | 'to' | 'actions' | 'prediction'>;

/** What one tick imagined of one kind between the same two channels is one reassignment; the newest first. */
export function imaginedOf(entries: readonly ShadowEntry[]): Imagined[] {
  const groups = new Map<string, ShadowEntry[]>();
  for (const entry of entries) {
    const id = [entry.at, entry.action, entry.from, entry.to].join(' ');
    groups.set(id, [...(groups.get(id) ?? []), entry]);
  }
  return [...groups]
    .map(([id, members]): Imagined => {
      const { at, action, from, to, prediction } = members[0]!;
      const actions = members.map(({ agent }) => ({ action, agent, from, to, when: 'now' as const }));
      return { id, createdAt: at, kind: action, from, to, actions, prediction };
    })
    .toReversed();
}
