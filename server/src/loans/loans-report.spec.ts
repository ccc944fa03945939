import { describe, expect, it } from '@jest/globals';
import type { ReassignmentRecord } from '../reassignment/record.js';
import { loansReport } from './loans-report.js';

const HOUR = 3_600_000;
const at = (day: string, hour: number): number => Date.parse(`${day}T00:00:00Z`) + hour * HOUR;
const loan = (id: string, begun: number | null, more: object = {}): ReassignmentRecord =>
  ({
    id,
    kind: 'move',
    from: 'email',
    to: 'phone',
    executedAt: begun,
    entries: [
      { agent: 'A1', status: 'home', since: (begun ?? 0) + HOUR },
      { agent: 'A2', status: 'refused', since: begun },
    ],
    prediction: { receiver: { before: { pendingAtEnd: 30 }, after: { pendingAtEnd: 12 } }, donor: null },
    score: { metric: 'pending', predicted: 10, low: 5, high: 15, actual: 14, within: true },
    ...more,
  }) as unknown as ReassignmentRecord;

const report = (...records: ReassignmentRecord[]) =>
  loansReport(records, {
    head: { from: '2026-11-16', to: '2026-11-19', timeZone: 'UTC', asOf: '', definitions: '1' },
    now: at('2026-11-18', 12),
    today: '2026-11-18',
    dayOf: (instant) => new Date(instant).toISOString().slice(0, 10),
    nameOf: (id) => ({ 'zh-CN': id, en: id }),
  });

describe('the loans of a period', () => {
  it('count from when they began until each one was home, and those who never left not at all', () => {
    const { totals, pairs } = report(
      loan('a', at('2026-11-16', 9)),
      loan('b', at('2026-11-18', 10), {
        to: 'web_chat',
        entries: [{ agent: 'A3', status: 'away', since: 0 }],
        score: null,
        prediction: null,
      }),
      loan('before', at('2026-11-15', 23)),
      loan('never', null),
      loan('reroute', at('2026-11-16', 9), { kind: 'reroute' }),
    );
    expect(totals).toEqual({
      loans: 2,
      lentAgents: 2,
      lentSeconds: 3 * 3600,
      scored: 1,
      predictedPending: 10,
      actualPending: 14,
      coverage: 1,
      foreseen: 1,
      pendingAvoided: 18,
    });
    expect(pairs.map(({ from, to, loans, coverage }) => [from, to, loans, coverage])).toEqual([
      ['email', 'phone', 1, 1],
      ['email', 'web_chat', 1, null],
    ]);
  });

  it('are none on a day without, and unknown on one that has not come', () => {
    expect(report(loan('a', at('2026-11-16', 9))).buckets).toEqual([
      { at: '2026-11-16', loans: 1, lentSeconds: 3600 },
      { at: '2026-11-17', loans: 0, lentSeconds: 0 },
      { at: '2026-11-18', loans: 0, lentSeconds: 0 },
      { at: '2026-11-19', loans: null, lentSeconds: null },
    ]);
    expect(report().totals).toMatchObject({ loans: 0, coverage: null, predictedPending: null, pendingAvoided: null });
  });
});
