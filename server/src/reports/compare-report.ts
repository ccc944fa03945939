// Before and after. Tickets of one day resemble one another (one outage, one promotion), so it is days that are drawn again, not tickets:
// the interval then says how far two such periods differ by nothing but their days.
import {
  type Certainty,
  type CompareReport,
  type ComparedFigure,
  DEFINITIONS_VERSION,
  type FigureName,
  type Figures,
} from '@tideboard/contracts';
import { addSums, figuresOf, noSums, type Sums, sumBy } from '@tideboard/domain';
import { knownDays } from './demand-reports.js';
import { type Cut, ofChannel, type Scene } from './scene.js';

const DRAWS = 800;
const FEWEST_DAYS = 5;
const FEWEST = 20;
const FEWEST_RATINGS = 5;

/** What is compared, and what it is a share or mean of; counts are compared as means per day. */
const COMPARED: readonly [figure: FigureName, of: FigureName | 'days'][] = [
  ['created', 'days'],
  ['completed', 'days'],
  ['avgResponseSeconds', 'answered'],
  ['avgHandleSeconds', 'handled'],
  ['serviceLevel', 'answered'],
  ['timeoutRate', 'completed'],
  ['abandonRate', 'answered'],
  ['satisfaction', 'ratings'],
  ['firstContactRate', 'handled'],
];

export function compareReport(scene: Scene, a: Cut, b: Cut): CompareReport {
  const days = { a: knownDays(scene, a), b: knownDays(scene, b) };
  return {
    a: { ...a.period, days: days.a.length },
    b: { ...b.period, days: days.b.length },
    timeZone: scene.site.timeZone,
    asOf: new Date(Math.min(a.asOf, b.asOf)).toISOString(),
    definitions: DEFINITIONS_VERSION,
    method: 'bootstrap_days',
    totals: compareDays(daily(a, days.a), daily(b, days.b)),
    channels: scene.channels.map(({ id, name }) => {
      const only = (cut: Cut): Cut => ({ ...cut, cells: ofChannel(cut.cells, id) });
      const known = scene.fed.has(id);
      return { id, name, figures: compareDays(known ? daily(only(a), days.a) : [], known ? daily(only(b), days.b) : []) };
    }),
  };
}

function daily({ cells }: Cut, days: readonly string[]): Sums[] {
  const sums = sumBy(cells, ({ day }) => day);
  return days.map((day) => sums.get(day) ?? noSums());
}

/** The figures of two lists of days, each difference with the interval that 95 of 100 draws fall into. */
export function compareDays(a: readonly Sums[], b: readonly Sums[]): ComparedFigure[] {
  const [was, is] = [figuresOfDays(a), figuresOfDays(b)];
  const draw = dice(a.length * 31 + b.length);
  const enoughDays = a.length >= FEWEST_DAYS && b.length >= FEWEST_DAYS;
  const draws = enoughDays ? Array.from({ length: DRAWS }, () => [redraw(a, draw), redraw(b, draw)] as const) : [];
  return COMPARED.map(([figure, of], i) => {
    const [nA, nB] = of === 'days' ? [a.length, b.length] : [size(was, of, a), size(is, of, b)];
    const difference = minus(is[figure], was[figure]);
    const drawn = Float64Array.from(draws.flatMap(([x, y]) => minus(y[i]!, x[i]!) ?? [])).sort();
    const fewest = of === 'days' ? FEWEST_DAYS : of === 'ratings' ? FEWEST_RATINGS : FEWEST;
    const enough = enoughDays && difference !== null && Math.min(nA, nB) >= fewest;
    const [low, high] = enough
      ? [drawn[Math.floor(drawn.length * 0.025)]!, drawn[Math.ceil(drawn.length * 0.975) - 1]!]
      : [null, null];
    return { figure, a: was[figure], b: is[figure], nA, nB, difference, low, high, certainty: certaintyOf(low, high) };
  });
}

/** What a share is of, in whole; `completed` stands in the figures as a mean per day. */
const size = (figures: Figures, of: FigureName, days: readonly Sums[]): number =>
  Math.round((figures[of] ?? 0) * (of === 'completed' ? days.length : 1));

function certaintyOf(low: number | null, high: number | null): Certainty {
  if (low === null || high === null) return 'too_little';
  return low > 0 ? 'higher' : high < 0 ? 'lower' : 'unclear';
}

const minus = (x: number | null, y: number | null): number | null => (x === null || y === null ? null : x - y);

function figuresOfDays(days: readonly Sums[]): Figures {
  const sum = noSums();
  for (const each of days) addSums(sum, each);
  const figures = figuresOf(days.length === 0 ? null : sum);
  return { ...figures, created: over(figures.created, days), completed: over(figures.completed, days) };
}

const over = (count: number | null, days: readonly Sums[]): number | null => (count === null ? null : count / days.length);

/** The compared figures alone of as many days, drawn with repetition: whole `Figures` a thousand times over fill the memory for nothing. */
function redraw(days: readonly Sums[], draw: () => number): Drawn {
  const figures = figuresOfDays(days.map(() => days[Math.floor(draw() * days.length)]!));
  return COMPARED.map(([figure]) => figures[figure]);
}
type Drawn = readonly (number | null)[];

/** Numbers in [0, 1) from a seed: the same periods always give the same interval. */
function dice(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), state | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}
