// Why the server refuses a field, in the reader's language: by its code, never by its English line.
import { FIELD_ERRORS, type FieldError, type Problem } from '@tideboard/contracts';
import { featureWords } from '..';
import { en } from './en';
import { zhCN } from './zh-CN';

const useWords = featureWords(zhCN, en);
const isKnown = (code: string): boolean => Object.hasOwn(FIELD_ERRORS, code);

/** Why the first of a problem's fields was refused; null where it names none. */
export function useFirstFieldError(): (problem: Pick<Problem, 'errors'> | null) => string | null {
  const tell = useFieldErrors();
  return (problem) => (problem?.errors?.[0] ? tell(problem.errors[0]) : null);
}

/** A code that an older page does not know is told by the line that came with it. */
export function useFieldErrors(): (error: FieldError) => string {
  const { t } = useWords();
  return ({ code, params = {}, message }) =>
    isKnown(code) ? t(`fieldError.${code}`, params) : t('fieldRefused.other', { message });
}
