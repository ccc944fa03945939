// A line through points in a box of 100 × 100 that the SVG stretches to its place.
export interface SparkPath {
  line: string;
  area: string;
  end: string;
}

/** Paths for the known stretches of `points`; a null is a gap, because a line across it would claim what nobody saw. */
export function sparkPath(points: readonly (number | null)[], max: number): SparkPath {
  const step = points.length > 1 ? 100 / (points.length - 1) : 0;
  const at = (i: number, value: number) => `${round(i * step)} ${round(100 - (Math.min(value, max) / max) * 100)}`;
  let line = '';
  let area = '';
  for (const [from, values] of stretches(points)) {
    const path = values.map((value, i) => at(from + i, value)).join('L');
    // a lone point still shows: a line of no length with a round cap is a dot
    line += `M${path}${values.length === 1 ? 'h0' : ''}`;
    area += `M${round(from * step)} 100L${path}L${round((from + values.length - 1) * step)} 100Z`;
  }
  const last = points.at(-1);
  const end = typeof last === 'number' ? `M${at(points.length - 1, last)}h0` : '';
  return { line, area, end };
}

const round = (value: number) => Math.round(value * 10) / 10;

function stretches(points: readonly (number | null)[]): [from: number, values: number[]][] {
  const found: [number, number[]][] = [];
  points.forEach((value, i) => {
    if (value === null) return;
    const previous = points[i - 1];
    const open = found.at(-1);
    if (open && typeof previous === 'number') open[1].push(value);
    else found.push([i, [value]]);
  });
  return found;
}

/** A common height for all lines of a kind: the limit is always in view, and a line above it still fits. */
export const sparkMax = (points: readonly (number | null)[], limit: number | null): number =>
  Math.max(4, limit === null ? 0 : limit * 1.15, ...points.map((value) => (value === null ? 0 : value * 1.12)));
