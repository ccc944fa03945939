// What an early warning stands on, in words.
import type { AlertEvidence, Language } from '@tideboard/contracts';
import { usualOf } from '../../wall/footer-view';
import { zhCN } from './words/zh-CN';
import type { WarningWords } from './words';

const KINDS = ['consult', 'complaint', 'suggestion', 'after_sales', 'other'] as const;
type Kind = (typeof KINDS)[number];

/** The lines below an alert: what usually comes, which kinds, and last how unlikely as many are. */
export function evidenceLines(
  evidence: AlertEvidence,
  { ratings, t, language }: { ratings: boolean; t: WarningWords; language: Language },
): string[] {
  const { low, high, weeks, windowSeconds, score, kinds, topics = [] } = evidence;
  const minutes = Math.round(windowSeconds / 60);
  const ground = t(ratings ? 'warning.groundRatings' : 'warning.ground', { low, high, weeks, minutes });
  const list = kinds.map(({ kind, observed: n, expected }) =>
    expected === null
      ? t('warning.part', { kind: kindName(kind, t), observed: n })
      : t('warning.kind', { kind: kindName(kind, t), observed: n, expected: usualOf(expected) }),
  );
  const about = topics.map(({ topic, name, observed: n, expected }) =>
    t('warning.kind', { kind: name?.[language] ?? topic, observed: n, expected: usualOf(expected) }),
  );
  const said = topics.length > 0 || ratings || kinds.length > 1 || kinds[0]?.kind !== 'complaint';
  const parts =
    said && list.length + about.length > 0 ? [t('warning.parts', { list: [...list, ...about].join(t('warning.comma')) })] : [];
  return [ground, ...parts, t('warning.odds', { odds: oddsOf(score, t, language) })];
}

function kindName(kind: string | null, t: WarningWords): string {
  if (kind === null) return t('warning.unnamed');
  return Object.hasOwn(zhCN.warning, kind) && (KINDS as readonly string[]).includes(kind) ? t(`warning.${kind as Kind}`) : kind;
}

/** One of two digits: more would claim to know what a model knows roughly. */
function oddsOf(score: number, t: WarningWords, language: Language): string {
  if (score < 1e-6) return t('warning.oddsBelow');
  const n = new Intl.NumberFormat(language, { maximumSignificantDigits: 1 }).format(1 / score);
  return t('warning.oddsOne', { n });
}
