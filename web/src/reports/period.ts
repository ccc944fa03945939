// Periods as the page picks them. Dates are the site's business days, told as text; no clock of the browser is asked.
export interface Period {
  from: string;
  to: string;
}

export const PRESETS = ['today', 'yesterday', 'last7', 'last28', 'thisMonth', 'lastMonth'] as const;
export type Preset = (typeof PRESETS)[number];

const DAY_MS = 86_400_000;
export const shift = (date: string, days: number): string =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10);
export const length = ({ from, to }: Period): number => Math.round((Date.parse(to) - Date.parse(from)) / DAY_MS) + 1;
const firstOf = (date: string): string => `${date.slice(0, 7)}-01`;

export function presetPeriod(preset: Preset, today: string): Period {
  const first = firstOf(today);
  return {
    today: { from: today, to: today },
    yesterday: { from: shift(today, -1), to: shift(today, -1) },
    last7: { from: shift(today, -6), to: today },
    last28: { from: shift(today, -27), to: today },
    thisMonth: { from: first, to: today },
    lastMonth: { from: firstOf(shift(first, -1)), to: shift(first, -1) },
  }[preset];
}

export const presetOf = (period: Period, today: string): Preset | null =>
  PRESETS.find((preset) => {
    const { from, to } = presetPeriod(preset, today);
    return from === period.from && to === period.to;
  }) ?? null;

export const isDate = (text: unknown): text is string =>
  typeof text === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text));

/** A week earlier: Mondays stand against Mondays. A longer period goes back whole weeks, far enough not to overlap. */
export function weekdayBefore(period: Period): Period & { days: number } {
  const days = Math.ceil(length(period) / 7) * 7;
  return { from: shift(period.from, -days), to: shift(period.to, -days), days };
}

/** 28 → the hours of three days can be read, those of a month cannot. */
export const grainFor = (period: Period): 'hour' | 'day' | 'week' =>
  length(period) <= 2 ? 'hour' : length(period) <= 100 ? 'day' : 'week';
