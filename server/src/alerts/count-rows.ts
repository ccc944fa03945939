import { type Cell, countIn, type CountRow, slotOf } from '@tideboard/domain';
import { IANAZone } from 'luxon';

const HOUR_MS = 3_600_000;

/** The cells of history as early warning counts them: by channel, kind, topic and the five minutes of the wall clock. */
export function countRows(cells: readonly Cell[], timeZone: string): CountRow[] {
  const zone = IANAZone.create(timeZone);
  const offsets = new Map<number, number>();
  const offsetAt = (at: number): number => {
    const hour = Math.floor(at / HOUR_MS);
    const known = offsets.get(hour) ?? zone.offset(at) * 60_000;
    offsets.set(hour, known);
    return known;
  };
  const rows = new Map<string, CountRow>();
  for (const { slot: at, channel, kind, topic, sums } of cells) {
    const [created, ratings] = [countIn(sums, 'created'), countIn(sums, 'ratings')];
    const slot = slotOf(at, offsetAt(at));
    const name = JSON.stringify([slot, channel, kind, topic]);
    const row = rows.get(name) ?? { slot, channel, kind, topic, created: 0, ratings: 0, bad: 0 };
    row.created += created;
    row.ratings += ratings;
    row.bad += ratings - countIn(sums, 'satisfied');
    rows.set(name, row);
  }
  return [...rows.values()];
}
