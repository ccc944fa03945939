import type { Channel, Language } from '@tideboard/contracts';

/** Service hours in one line, e.g. `Mon–Fri 09:00–18:00 · Sat 10:00–12:00`; `always` where they have no end. */
export const hoursText = (...asked: Parameters<typeof hoursLines>): string => hoursLines(...asked).join(' · ') || '–';

/** Each span of the service hours in a line of its own. */
export function hoursLines(hours: Channel['serviceHours'], language: Language, always: string): string[] {
  if (hours === null) return [always];
  const format = new Intl.DateTimeFormat(language, { weekday: 'short', timeZone: 'UTC' });
  // 2024-01-01 was a Monday
  const name = (day: number) => format.format(Date.UTC(2024, 0, day));
  const span = (days: readonly number[]) => {
    const sorted = [...days].sort((a, b) => a - b);
    const [first = 1, last = first] = [sorted[0], sorted.at(-1)];
    return sorted.length > 2 && last - first === sorted.length - 1 ? `${name(first)}–${name(last)}` : sorted.map(name).join(' ');
  };
  return hours.map(({ days, from, to }) => `${span(days)} ${from}–${to}`);
}
