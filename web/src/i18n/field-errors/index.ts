// Why the server refuses a field, in the reader's language: by its code, never by its English line.
import { FIELD_ERRORS, type FieldCode, type Problem } from '@tideboard/contracts';
import { featureWords } from '..';
import { en } from './en';
import { zhCN } from './zh-CN';

type Refusal = NonNullable<Problem['errors']>[number];
const useWords = featureWords(zhCN, en);
const isKnown = (code: string | undefined): code is FieldCode => code !== undefined && Object.hasOwn(FIELD_ERRORS, code);

/** A code that an older page does not know is told by the line that came with it. */
export function useFieldErrors(): (error: Refusal) => string {
  const { t } = useWords();
  return ({ code, params = {}, message }) =>
    isKnown(code) ? t(`fieldError.${code}`, params) : t('fieldRefused.other', { message });
}
