// Names that people can tell apart. Pure.
import { type FieldError, fieldError, type LocalisedText } from '@tideboard/contracts';
import { ProblemError } from '../platform/http/problem.js';

interface Named {
  id: string;
  name: LocalisedText;
}

const fold = (text: string) =>
  text
    .normalize('NFKC')
    .replace(/\p{Cf}/gu, '')
    .toLowerCase()
    .replace(/\s+/g, ' ')
    .trim();

/** The languages in which a name shows nothing. */
export const emptyNames = (name: LocalisedText): FieldError[] =>
  Object.entries(name).flatMap(([language, text]) => (fold(text) === '' ? [fieldError(`/name/${language}`, 'empty')] : []));

/** Two things that read the same on a wall send people to the wrong one; throws 409. `what` says what they are. */
export function assertDistinctNames(one: Named, others: readonly Named[], what = 'channel'): void {
  for (const other of others) {
    if (other.id === one.id) continue;
    const twin = (['zh-CN', 'en'] as const).find((language) => fold(one.name[language]) === fold(other.name[language]));
    if (!twin) continue;
    throw new ProblemError(409, 'name_confusable', `The name looks like that of ${what} ${other.id}.`, {
      errors: [fieldError(`/name/${twin}`, 'confusable', { other: `${what} ${other.id}` })],
    });
  }
}
