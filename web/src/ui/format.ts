// Numbers as people read them. What is not known is an en dash, never 0: a zero would be a claim.
export const UNKNOWN = '–';

type Maybe = number | null | undefined;
const known = (value: Maybe): value is number => typeof value === 'number' && Number.isFinite(value);

export const count = (value: Maybe): string => (known(value) ? String(Math.round(value)) : UNKNOWN);

/** At most two decimals, none that says nothing: 1.67%, 12.5%, 92%. */
export const percent = (rate: Maybe): string => (known(rate) ? `${Number((rate * 100).toFixed(2))}%` : UNKNOWN);

export type SpanUnit = 'seconds' | 'minutes' | 'hours';
export interface Span {
  value: string;
  unit: SpanUnit | null;
}

/** A mean duration in the unit one speaks in: 45 seconds, 8.5 minutes, 120 minutes, 16 hours. */
export function span(seconds: Maybe): Span {
  if (!known(seconds)) return { value: UNKNOWN, unit: null };
  if (seconds < 90) return { value: String(Math.round(seconds)), unit: 'seconds' };
  const minutes = seconds / 60;
  if (minutes < 600) return { value: short(minutes), unit: 'minutes' };
  return { value: short(minutes / 60), unit: 'hours' };
}

const short = (value: number): string => (value < 9.95 ? String(Number(value.toFixed(1))) : String(Math.round(value)));

const two = (value: number): string => String(value).padStart(2, '0');

/** A running wait: 0:22, 4:10, 1:02:03. */
export function stopwatch(seconds: Maybe): string {
  if (!known(seconds)) return UNKNOWN;
  const whole = Math.max(0, Math.floor(seconds));
  const [h, m, s] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  return h > 0 ? `${h}:${two(m)}:${two(s)}` : `${m}:${two(s)}`;
}

const clocks = new Map<string, Intl.DateTimeFormat>();

/** The wall clock of a zone, with seconds. One formatter per zone: making one costs more than a thousand uses. */
export function clockTime(epochMs: number, timeZone: string): string {
  let format = clocks.get(timeZone);
  if (!format) {
    const options = { hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' } as const;
    try {
      format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone });
    } catch {
      format = new Intl.DateTimeFormat('en-GB', { ...options, timeZone: 'UTC' });
    }
    clocks.set(timeZone, format);
  }
  return format.format(epochMs);
}

/** Widths of the faces we name, in em, rounded up: what a text will need before it is drawn. */
export function emWidth(text: string): number {
  let width = 0;
  for (const char of text) width += charWidth(char);
  return width;
}

function charWidth(char: string): number {
  if (char >= '0' && char <= '9') return 0.58;
  if (char === '.' || char === ':' || char === ' ' || char === '·') return 0.3;
  if (char === '%' || char === 'm' || char === 'M' || char === 'W') return 0.95;
  return char.codePointAt(0)! > 0x2e80 ? 1 : 0.58;
}

/** How much smaller a text must be set to stay within `slot` em: a six-digit number shrinks, its column does not move. */
export const fitScale = (text: string, slot: number): number => Math.min(1, slot / Math.max(0.01, emWidth(text)));
