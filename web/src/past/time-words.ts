import type { Language } from '@tideboard/contracts';

/** An instant (epoch ms) with its day, to the second, in the site's zone. */
export const timeWords = (at: number, timeZone: string, language: Language): string =>
  new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium', hourCycle: 'h23', timeZone }).format(
    new Date(at),
  );
