import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import {
  type CountRow,
  dispersionOf,
  quantileAbove,
  seriesOf,
  SLOTS_A_DAY,
  SLOTS_A_WEEK,
  type Spike,
  SPIKE_RULE,
  spikeAlertRule,
} from '../index.js';
import { stepAlert } from '../alert-machine.js';
import { tailOf } from './count-tail.js';
import { spikeCases } from './spike-cases.js';
import { spikesAt } from './spikes.js';

const WEEK0 = 2960 * SLOTS_A_WEEK;
/** Ten in the morning of the fifth day of the fifth week, and an hour in slots. */
const NOW = WEEK0 + 4 * SLOTS_A_WEEK + 4 * SLOTS_A_DAY + 10 * 12 + 11;
const row = (slot: number, change: Partial<CountRow> = {}): CountRow => ({
  slot,
  channel: 'phone',
  kind: 'consult',
  topic: null,
  created: 1,
  ratings: 0,
  bad: 0,
  ...change,
});
/** `perHour` of each kind, all day and all week, over the weeks before and up to now. */
function floor(perHour: Record<string, number>, { weeks = 4, upTo = NOW } = {}): CountRow[] {
  const rows: CountRow[] = [];
  for (let slot = NOW - weeks * SLOTS_A_WEEK - SLOTS_A_DAY; slot <= upTo; slot += 1)
    for (const [kind, n] of Object.entries(perHour)) if (slot % 12 === 0) rows.push(row(slot, { kind, created: n }));
  return rows;
}
const at = (rows: readonly CountRow[], slot = NOW): Spike[] => spikesAt(spikeCases(rows, slot), slot);
const past = (spike: Spike): boolean => spike.observed > spike.limit;
const of = (spikes: readonly Spike[], metric: string): Spike | undefined => spikes.find((spike) => spike.metric === metric);

describe('the tail of a count', () => {
  it('is that of Poisson and of the negative binomial, as tables give them', () => {
    expect(tailOf({ mean: 4, variance: 4 }, 9)).toBeCloseTo(0.02136, 5);
    // Mean 2 and size 1 is geometric: (2/3)^5.
    expect(tailOf({ mean: 2, variance: 6 }, 5)).toBeCloseTo((2 / 3) ** 5, 9);
    expect(tailOf({ mean: 900, variance: 900 }, 900)).toBeCloseTo(0.5089, 2);
  });
  it('falls with the count, and its quantile is the first count that is passed rarely enough', () => {
    const model = fc.record({
      mean: fc.double({ min: 0.01, max: 300, noNaN: true }),
      more: fc.double({ min: 1, max: 9, noNaN: true }),
    });
    fc.assert(
      fc.property(model, fc.constantFrom(0.3, 0.025, 1e-4, 1e-6), ({ mean, more }, share) => {
        const of = { mean, variance: mean * more };
        const limit = quantileAbove(of, share);
        expect(tailOf(of, limit + 1)).toBeLessThanOrEqual(share * 1.0001 + 1e-12);
        expect(limit === 0 || tailOf(of, limit) > share * 0.999 - 1e-12).toBe(true);
      }),
      { numRuns: 200 },
    );
  });
});

describe('early warning', () => {
  it('says what is expected, from how many weeks, and that an hour like all others is none', () => {
    const spike = of(at(floor({ consult: 20, complaint: 4 })), 'complaintSpike')!;
    expect(spike).toMatchObject({ channel: 'phone', observed: 4, weeks: 4, kinds: [{ kind: 'complaint', observed: 4 }] });
    expect(spike.expected).toBeCloseTo(4, 0);
    expect(past(spike)).toBe(false);
  });
  it('finds a spike of complaints, and of one kind, each under its own name', () => {
    const usual = floor({ consult: 20, after_sales: 6, complaint: 4 });
    const spiked = at([...usual, row(NOW, { kind: 'complaint', created: 20 }), row(NOW, { kind: 'after_sales', created: 25 })]);
    expect(spiked.filter(past).map(({ metric, observed, kinds }) => [metric, observed, kinds.map(({ kind }) => kind)])).toEqual([
      ['kindSpike', 31, ['after_sales']],
      ['complaintSpike', 24, ['complaint']],
    ]);
    expect(of(spiked, 'complaintSpike')!.score).toBeLessThan(1e-4);
  });
  it('says nothing before it knows enough weeks, and nothing of a channel that was silent on those days', () => {
    expect(at(floor({ complaint: 4 }, { weeks: 2 }))).toEqual([]);
    expect(at(Array.from({ length: 40 }, (_, i) => row(NOW - i)))).toEqual([]);
  });
  it('takes a day on which everything grows for no news of one kind', () => {
    const grown = [
      ...floor({ consult: 40, complaint: 12 }),
      row(NOW, { created: 40 }),
      row(NOW, { kind: 'complaint', created: 12 }),
    ];
    expect(past(of(at(grown), 'complaintSpike')!)).toBe(false);
    expect(
      past(of(at([...floor({ consult: 40, complaint: 12 }), row(NOW, { kind: 'complaint', created: 24 })]), 'complaintSpike')!),
    ).toBe(true);
  });
  it('finds a spike of one topic that no kind shows, and names it', () => {
    const usual = floor({ consult: 40 }).map((each, i) => ({ ...each, topic: i % 8 === 0 ? 'refund' : 'usage' }));
    const raised = at([...usual, row(NOW, { topic: 'refund', created: 16 })]).filter(past);
    expect(raised).toMatchObject([{ metric: 'topicSpike', kinds: [], topics: [{ topic: 'refund' }] }]);
  });
  it('does not let the outbreak of an earlier week hide the next', () => {
    const usual = floor({ consult: 20, complaint: 6 });
    const outbreak = row(NOW - 2 * SLOTS_A_WEEK, { kind: 'complaint', created: 80 });
    const again = of(at([...usual, outbreak, row(NOW, { kind: 'complaint', created: 30 })]), 'complaintSpike')!;
    expect(past(again)).toBe(true);
  });
  it('takes a habit of entering much at once for what it is, also at another hour, and one outbreak for none', () => {
    const hours = (n: number): number => NOW - n * 12;
    const batches = (days: readonly number[]): CountRow[] =>
      days.map((day, i) => row(hours(day * 24 + 3 + i), { kind: 'after_sales', created: 30 }));
    const now = row(NOW, { kind: 'after_sales', created: 24 });
    const usual = floor({ consult: 20, after_sales: 0 });
    expect(past(of(at([...usual, ...batches([4, 9, 13, 20]), now]), 'kindSpike')!)).toBe(false);
    expect(past(of(at([...usual, ...batches([9]), now]), 'kindSpike')!)).toBe(true);
  });
  it('counts bad ratings against the good ones, and says what they are about', () => {
    const rated = floor({ consult: 20 }).map((each) => ({ ...each, ratings: 10, bad: 2 }));
    const [bad] = at([...rated, row(NOW, { kind: 'after_sales', created: 0, ratings: 18, bad: 18 })]).filter(past);
    expect(bad).toMatchObject({
      metric: 'badRatingSpike',
      observed: 20,
      kinds: [
        { kind: 'after_sales', observed: 18, expected: null },
        { kind: 'consult', observed: 2 },
      ],
    });
    expect(at([...rated, row(NOW, { created: 0, ratings: 20, bad: 4 })]).filter(past)).toEqual([]);
  });
  it('never raises below its least count, and never more for a calmer past', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 40 }),
        fc.integer({ min: 0, max: 6 }),
        fc.integer({ min: 1, max: 8 }),
        (more, few, extra) => {
          const spiked = (usual: number) =>
            of(
              at([
                ...floor({ consult: 10, complaint: usual }, { upTo: NOW - 12 }),
                row(NOW, { kind: 'complaint', created: more }),
              ]),
              'complaintSpike',
            );
          const [calm, busy] = [spiked(few), spiked(few + extra)];
          const [early, late] = [calm !== undefined && past(calm), busy !== undefined && past(busy)];
          expect(!early || more >= SPIKE_RULE.minCount).toBe(true);
          expect(!late || early).toBe(true);
        },
      ),
      { numRuns: 10 },
    );
  });
  it('finds a series as wild as it is, and one outbreak leaves it so', () => {
    const known = new Set(Array.from({ length: 40 }, (_, i) => Math.floor(NOW / SLOTS_A_DAY) - i));
    const series = (counts: Map<number, number>) => seriesOf(counts, NOW - 5 * SLOTS_A_WEEK, 5 * SLOTS_A_WEEK + 1);
    const hours = Array.from({ length: 4 * 168 }, (_, i) => NOW - 1 - i * 12);
    const steady = new Map(hours.map((slot) => [slot, 9]));
    expect(dispersionOf({ own: series(steady), known }, NOW)).toBe(1);
    const wild = new Map(hours.map((slot, i) => [slot, i < 336 ? 3 : 15]));
    expect(dispersionOf({ own: series(wild), known }, NOW)).toBeCloseTo(5.33, 1);
    expect(dispersionOf({ own: series(new Map([...steady, [NOW - 13, 500]])), known }, NOW)).toBeLessThan(1.5);
  });
  it('raises through the alert machine after five minutes, and clears half-way back', () => {
    const rule = spikeAlertRule({ ...of(at(floor({ complaint: 4 })), 'complaintSpike')!, expected: 4, limit: 12 });
    const step = (state: Parameters<typeof stepAlert>[0], value: number | null, minute: number) =>
      stepAlert(state, rule, { value, now: minute * 60_000 });
    const pending = step({ is: 'clear' }, 13, 0).state;
    expect(step(pending, 13, 4).change).toBeNull();
    const firing = step(pending, 14, 5);
    expect(firing).toMatchObject({ change: 'raised', state: { level: 'watch' } });
    expect(step(step(firing.state, 9, 6).state, 9, 12).change).toBeNull();
    expect(step(step(firing.state, 8, 6).state, 8, 12).change).toBe('cleared');
  });
});
