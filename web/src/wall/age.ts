import type { Words } from '../i18n';

/** An age in words: 12 s, 3 min 12 s, 2 h 5 min. */
export function ageWords(ms: number, t: Words): string {
  const s = Math.max(0, Math.floor(ms / 1000));
  if (s < 60) return t('live.ageSeconds', { s });
  if (s < 3600) return t('live.ageMinutes', { m: Math.floor(s / 60), s: s % 60 });
  return t('live.ageHours', { h: Math.floor(s / 3600), m: Math.floor(s / 60) % 60 });
}
