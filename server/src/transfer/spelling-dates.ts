// Days in one cell: `2026-10-01; 2026-10-05..2026-10-07`. Pure.
import { DateTime } from 'luxon';

const MOST_IN_A_RUN = 366;

export const writeDates = (dates: readonly string[]): string | null => dates.join('; ') || null;

/** `wrong` is the part that is no day; `2026/10/1`, `2026.10.1` and `20261001` are read, too. */
export function readDates(text: string): { dates: string[]; wrong: string | null } {
  const dates = new Set<string>();
  for (const part of text.replaceAll(/\s*(?:\.\.|~|–|至|到)\s*/g, '..').split(/[;；,，、\s]+/)) {
    if (part === '') continue;
    const [first, last] = part.split('..').map(dayOf);
    if (!first || last === null) return { dates: [], wrong: part };
    const count = last ? last.diff(first, 'days').days : 0;
    if (count < 0 || count > MOST_IN_A_RUN) return { dates: [], wrong: part };
    for (let i = 0; i <= count; i += 1) dates.add(first.plus({ days: i }).toISODate()!);
  }
  return { dates: [...dates], wrong: null };
}

function dayOf(text: string): DateTime | null {
  const [, year, month, day] = /^(\d{4})[-/.年]?(\d{1,2})[-/.月]?(\d{1,2})日?$/.exec(text) ?? [];
  const date = DateTime.fromObject({ year: Number(year), month: Number(month), day: Number(day) }, { zone: 'utc' });
  return year && date.isValid ? date : null;
}
