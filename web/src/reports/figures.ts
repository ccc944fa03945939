// Figures as people read them, by the unit of their definition.
import { DEFINITIONS, type FigureName, type Language, type LocalisedText, type MetricId } from '@tideboard/contracts';
import { percent, span, UNKNOWN } from '../ui/format';

type Maybe = number | null | undefined;
const grouped = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { maximumFractionDigits: 1, minimumFractionDigits: 0 });
const UNITS: Record<Language, Record<string, string>> = {
  'zh-CN': { seconds: '秒', minutes: '分', hours: '小时' },
  en: { seconds: 's', minutes: 'min', hours: 'h' },
};

export const metricName = (id: MetricId, language: Language): string => DEFINITIONS[id].name[language];
export const nameIn = (name: LocalisedText, language: Language): string => name[language];

/** A whole number in full, a mean to a tenth. */
export const amount = (value: Maybe): string =>
  typeof value !== 'number' ? UNKNOWN : (Number.isInteger(value) ? grouped : tenths).format(value);

/** One decimal is as fine as a share can be read. */
const share = (value: Maybe): string => (typeof value === 'number' ? percent(Number(value.toFixed(3))) : UNKNOWN);

/** The value in words of its unit; unknown is an en dash. */
export function figure(id: MetricId, value: Maybe, language: Language): string {
  const { unit } = DEFINITIONS[id];
  if (unit === 'rate') return share(value);
  if (unit === 'score') return typeof value === 'number' ? value.toFixed(2) : UNKNOWN;
  if (unit === 'count') return amount(value);
  const { value: text, unit: in_ } = span(value);
  return in_ ? `${text} ${UNITS[language][in_]}` : text;
}

/** A difference with its sign; of shares in percentage points. */
export function change(id: MetricId, value: Maybe, language: Language): string {
  if (typeof value !== 'number') return UNKNOWN;
  const sign = value > 0 ? '+' : value < 0 ? '−' : '±';
  if (DEFINITIONS[id].unit === 'rate')
    return `${sign}${Number(Math.abs(value * 100).toFixed(1))} ${language === 'en' ? 'pp' : '个百分点'}`;
  return `${sign}${figure(id, Math.abs(value), language)}`;
}

export const signedPercent = (value: Maybe): string =>
  typeof value === 'number' ? `${value > 0 ? '+' : value < 0 ? '−' : '±'}${share(Math.abs(value))}` : UNKNOWN;

/** Whether more of it is better (1), worse (−1) or neither (0). */
export const DIRECTION: Partial<Record<FigureName, 1 | -1>> = {
  avgResponseSeconds: -1,
  avgHandleSeconds: -1,
  timeouts: -1,
  timeoutRate: -1,
  abandonRate: -1,
  abandoned: -1,
  serviceLevel: 1,
  satisfaction: 1,
  firstContactRate: 1,
  promisesKeptRate: 1,
};

/** Fewer ratings or tickets than these say nothing of a share. */
export const isFew = (id: FigureName, n: Maybe): boolean =>
  DEFINITIONS[id].unit === 'rate' && typeof n === 'number' && n < (id === 'satisfaction' ? 5 : 20);
