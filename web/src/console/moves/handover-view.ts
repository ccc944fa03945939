// Waiting tickets that go to colleagues because their holder leaves, as the desk says it.
import type { Handover, Move } from '../wire';
import type { MoveWord } from './words';

export interface HandoverLine {
  word: MoveWord;
  values: Record<string, string | number>;
  /** Somebody has to see to it. */
  trouble: boolean;
}

interface Bundle {
  of: string;
  to: string | null;
  n: number;
  fate: 'goes' | 'went' | 'noRoom' | 'refused' | 'unknown';
}

type Say = (word: MoveWord) => string;

/** Tickets that stay because nobody leaves any more need no word. */
const fateOf = ({ status, agent }: Move['actions'][number], registry: boolean): Bundle['fate'] | null => {
  if (status === 'dropped') return null;
  if (status === 'done' || status === 'unknown') return status === 'done' ? 'went' : 'unknown';
  return status === 'refused' ? (registry && agent === undefined ? 'noRoom' : 'refused') : 'goes';
};

/** One line for each who leaves and each fate of what they leave behind. */
export function handoverLines({ actions, appliedTo }: Pick<Move, 'actions' | 'appliedTo'>, say: Say): HandoverLine[] {
  const bundles = actions.flatMap((action): Bundle[] => {
    const { of, ofName, agent, name, tickets = [] } = action;
    const fate = of === undefined ? null : fateOf(action, appliedTo === 'registry');
    return fate === null ? [] : [{ of: ofName ?? of!, to: name ?? agent ?? null, n: tickets.length, fate }];
  });
  return linesOf(bundles, say);
}

/** The same of a preview, which knows ids only. */
export const previewLines = (handovers: readonly Handover[], nameOf: (agent: string) => string, say: Say): HandoverLine[] =>
  linesOf(
    handovers.map(({ of, agent, tickets }) => ({
      of: nameOf(of),
      to: agent === null ? null : nameOf(agent),
      n: tickets.length,
      fate: 'goes',
    })),
    say,
  );

function linesOf(bundles: readonly Bundle[], say: Say): HandoverLine[] {
  const groups = new Map<string, Bundle[]>();
  for (const bundle of bundles) {
    const key = `${bundle.of}\n${bundle.fate}`;
    groups.set(key, [...(groups.get(key) ?? []), bundle]);
  }
  return [...groups.values()].map((group): HandoverLine => {
    const { of, fate } = group[0]!;
    const n = group.reduce((sum, bundle) => sum + bundle.n, 0);
    const to = [...new Set(group.map((bundle) => bundle.to ?? say('handover.common')))].join(say('handover.comma'));
    const trouble = fate !== 'goes' && fate !== 'went';
    return { word: `handover.${trouble || n > 1 ? fate : `${fate}One`}` as MoveWord, values: { of, n, to }, trouble };
  });
}
