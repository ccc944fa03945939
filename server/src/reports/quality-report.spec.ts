import { describe, expect, it } from '@jest/globals';
import type { Channel, Site } from '@tideboard/contracts';
import { addSums, type Cell, DATED, type Dated, noSums } from '@tideboard/domain';
import { qualityReport } from './quality-report.js';
import { qualityTables } from './quality-tables.js';
import type { Cut, Scene } from './scene.js';

const channel = (id: string, dailyCapacity: number | null = null) =>
  ({ id, name: { 'zh-CN': '电话', en: id }, dailyCapacity, targets: { responseSeconds: 10, serviceLevel: 0.8 } }) as Channel;
const scene: Scene = {
  site: { timeZone: 'Asia/Shanghai', businessDayStart: '00:00' } as Site,
  channels: [channel('phone', 5), channel('email')],
  fed: new Set(['phone', 'email']),
  now: Date.parse('2026-11-23T02:00:00Z'),
  today: '2026-11-23',
  topicsSince: '1970-01-01',
};
const cell = (on: string, kind: string | null, counts: Partial<Record<Dated, number>>, topic: string | null = null): Cell => ({
  day: '2026-11-18',
  slot: Date.parse('2026-11-18T01:00:00Z'),
  channel: on,
  kind,
  agent: null,
  team: null,
  topic,
  sums: addSums(
    noSums(),
    DATED.map((name) => counts[name] ?? 0),
  ),
});
const cut = (from: string, to: string, cells: Cell[]): Cut => ({
  grain: 'day',
  period: { from, to },
  cells,
  known: [],
  first: '2026-11-01',
  asOf: scene.now,
  definitions: [],
});
const EARLIER = [
  cell('phone', 'complaint', { created: 2 }),
  cell('email', null, { created: 40 }, 'delivery'),
  cell('email', null, { created: 30 }, 'refund'),
];
const report = (cells: Cell[], changes: Partial<Scene> = {}) =>
  qualityReport(
    { ...scene, ...changes },
    [cut('2026-11-16', '2026-11-22', cells), cut('2026-11-09', '2026-11-15', EARLIER)],
    '2026-W47',
  );
const CELLS = [
  cell('phone', 'consult', { created: 90, completed: 80, escalated: 6, escalationMisses: 3 }),
  cell('phone', 'complaint', { created: 8, completed: 7, escalated: 2, complaintMisses: 4, timeouts: 1 }),
  cell('email', 'complaint', { created: 2, complaintMisses: 2 }),
];

describe('the quality report', () => {
  it('counts of complaints what is of complaints, by channel and against the period before', () => {
    const { complaints, totals } = report(CELLS);
    expect(totals.escalated).toBe(8);
    expect(complaints).toMatchObject({ created: 10, share: 0.1, completed: 7, escalated: 2, timeouts: 1, takenUpLate: 6 });
    expect(complaints.previous).toMatchObject({ created: 2, share: 2 / 72 });
    expect(complaints.channels).toMatchObject([
      { id: 'phone', created: 8, share: 8 / 98 },
      { id: 'email', created: 2, share: 1 },
    ]);
  });

  it('finds weak points by rule, with their evidence, and not on a few', () => {
    const found = report(CELLS).weakPoints;
    expect(found).toContainEqual({ rule: 'complaints_late', channel: 'phone', kind: null, value: 0.5, limit: 0.05, n: 8 });
    expect(found).toContainEqual({ rule: 'escalations_late', channel: 'phone', kind: null, value: 3 / 8, limit: 0.05, n: 8 });
    expect(found).toContainEqual({ rule: 'capacity', channel: 'phone', kind: null, value: 98, limit: 5, n: 7 });
    expect(found.map(({ channel: on }) => on)).not.toContain('email');
  });

  it('names the topics that grew by more than chance, and none whose rules were others before', () => {
    const cells = [
      cell('email', null, { created: 41 }, 'refund'),
      cell('email', null, { created: 90 }, 'delivery'),
      cell('email', null, { created: 9 }, 'rare'),
    ];
    const grew = (of: ReturnType<typeof report>) => of.weakPoints.filter(({ rule }) => rule === 'topic_grew');
    expect(report(cells).topics).toMatchObject([
      { topic: 'delivery', name: null, created: 90, previousCreated: 40, change: 1.25, share: 90 / 140 },
      { topic: 'refund', created: 41, previousCreated: 30 },
      { topic: 'rare', created: 9, previousCreated: 0, change: null },
      { topic: null, created: 0, previousCreated: 2 },
    ]);
    expect(grew(report(cells))).toEqual([
      { rule: 'topic_grew', channel: null, kind: null, topic: 'delivery', value: 90, limit: 75, n: 90 },
    ]);
    const site = {
      ...scene.site,
      topics: [{ topic: 'delivery', name: { 'zh-CN': '物流', en: 'Delivery' }, words: [], skills: [] }],
    };
    const anew = report(cells, { site, topicsSince: '2026-11-18' });
    expect(anew.topics![0]).toMatchObject({ name: { en: 'Delivery' }, previousCreated: null, change: null });
    expect(grew(anew)).toEqual([]);
    const sheet = qualityTables(report(cells), 'en').find(({ name }) => name === 'topics')!;
    expect(sheet.rows[0]!.slice(0, 3)).toEqual(['delivery', 'delivery', 90 / 140]);
  });

  it('says in a file what a rule found and suggests, in the language that was asked for', () => {
    const weak = (language: 'zh-CN' | null) => qualityTables(report(CELLS), language).find(({ name }) => name === 'weak points')!;
    expect(weak('zh-CN').rows.map(([rule]) => rule)).toContain('投诉受理不及时');
    expect(weak('zh-CN').rows[0]!.at(-1)).toMatch(/\p{Script=Han}/u);
    expect(weak(null).rows.map(([rule]) => rule)).toContain('complaints_late');
  });
});
