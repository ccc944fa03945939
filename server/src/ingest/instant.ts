const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})[Tt](\d{2}):(\d{2}):(\d{2})(?:\.(\d+))?(?:[Zz]|([+-])(\d{2}):(\d{2}))$/;

const EARLIEST = Date.UTC(1990, 0, 1);
const LATEST = Date.UTC(2101, 0, 1) - 1;

/**
 * Epoch ms of an RFC 3339 instant with a zone, or null where there is no such instant or it lies before 1990 or after 2100. `Date.parse`
 * would take 30 February for 2 March and local time for UTC. A leap second counts as the last millisecond before it.
 */
export function readInstant(text: string): number | null {
  const match = RFC3339.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const offset = match[8] === undefined ? 0 : (match[8] === '-' ? -1 : 1) * (Number(match[9]) * 60 + Number(match[10]));
  if (hour > 23 || minute > 59 || second > 60 || Number(match[9] ?? 0) > 23 || Number(match[10] ?? 0) > 59) return null;
  const leap = second === 60;
  const ms = leap ? 999 : Number((match[7] ?? '').slice(0, 3).padEnd(3, '0'));
  const local = new Date(Date.UTC(year, month - 1, day, hour, minute, leap ? 59 : second, ms));
  if (local.getUTCMonth() !== month - 1 || local.getUTCDate() !== day) return null;
  const instant = local.getTime() - offset * 60_000;
  if (leap && !isEndOfMonth(instant)) return null;
  return instant >= EARLIEST && instant <= LATEST ? instant : null;
}

/** Leap seconds are inserted at the end of a month only, in UTC. */
const isEndOfMonth = (instant: number): boolean => new Date(instant + 1).toISOString().endsWith('-01T00:00:00.000Z');
