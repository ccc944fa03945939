// What became of predictions: of one, and of the latest.
import { count, percent } from '../../ui/format';
import type { Automation, Move } from '../wire';

export function scoreOf({
  score,
}: Pick<Move, 'score'>): (Record<'predicted' | 'low' | 'high' | 'actual', string> & { within: boolean }) | null {
  if (!score) return null;
  const { predicted, low, high, actual, within } = score;
  return { predicted: count(predicted), low: count(low), high: count(high), actual: count(actual), within };
}

/** How the latest predictions have done, in a word and its figures; null from a server that does not say. */
export function coverageOf({
  coverage,
  scored,
  coverageLimit,
}: Automation): { word: 'moves.coverage' | 'moves.coverageFew'; values: Record<string, string | number> } | null {
  if (scored === undefined) return null;
  if (coverage == null) return { word: 'moves.coverageFew', values: { n: scored } };
  return { word: 'moves.coverage', values: { n: scored, share: percent(coverage), limit: percent(coverageLimit ?? 0) } };
}
