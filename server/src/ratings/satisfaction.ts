// What ratings say together, pure.
import { ENOUGH_RATINGS, RATING_DIMENSIONS, type RatingDimension, type SatisfactionFigures } from '@tideboard/contracts';

/** One rating that counts, on the channel that held the ticket. */
export interface Rated {
  ticket: string;
  channel: string;
  at: number;
  score: number;
  dimensions: Partial<Record<RatingDimension, number>>;
  source: string;
  id: string;
  commented: boolean;
}

const SATISFIED = 4;
const share = (scores: readonly number[]): number | null =>
  scores.length < ENOUGH_RATINGS ? null : scores.filter((score) => score >= SATISFIED).length / scores.length;
const mean = (scores: readonly number[]): number | null =>
  scores.length < ENOUGH_RATINGS ? null : scores.reduce((sum, score) => sum + score, 0) / scores.length;

export function figuresOf(ratings: readonly Rated[]): SatisfactionFigures {
  const scores = ratings.map(({ score }) => score);
  const enough = scores.length >= ENOUGH_RATINGS;
  const dimensions = RATING_DIMENSIONS.map((name) => {
    const said = ratings.flatMap((rating) => rating.dimensions[name] ?? []);
    return [name, { n: said.length, satisfaction: share(said), avgScore: mean(said) }] as const;
  });
  return {
    n: scores.length,
    enough,
    satisfaction: share(scores),
    avgScore: mean(scores),
    distribution: enough ? [1, 2, 3, 4, 5].map((step) => scores.filter((score) => score === step).length) : null,
    dimensions: Object.fromEntries(dimensions) as SatisfactionFigures['dimensions'],
  };
}

/** The comments that matter: whoever is least content first, then the newest. */
export const mattering = (ratings: readonly Rated[], most: number): Rated[] =>
  ratings
    .filter(({ commented }) => commented)
    .toSorted((a, b) => a.score - b.score || b.at - a.at)
    .slice(0, most);
