/** A pairing code as it may be typed, in the form in which the screen shows it: letters and digits, in two groups of four. */
export function groupCode(typed: string): string {
  const plain = typed
    .replaceAll(/[^\dA-Za-z]/g, '')
    .toUpperCase()
    .slice(0, 8);
  return plain.length > 4 ? `${plain.slice(0, 4)}-${plain.slice(4)}` : plain;
}

export const isCode = (typed: string): boolean => /^[\dA-Z]{4}-[\dA-Z]{4}$/.test(groupCode(typed));

/** Day and minute in the reader's own zone: screens are looked after by people, not by the site clock. */
export const dayTime = (instant: string, language: string): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'short' }).format(Date.parse(instant));

const HERE_MS = 20_000;

/** True while the screen was heard of just now; a screen is noted every few seconds. */
export const isOnline = (lastSeenAt: string | null, now: number): boolean =>
  lastSeenAt !== null && now - Date.parse(lastSeenAt) < HERE_MS;

/** `index-BkX2f.js` → `BkX2f`: what tells one build from another. */
export const shortBuild = (build: string): string => /-([\w-]+)\.js$/.exec(build)?.[1] ?? build;
