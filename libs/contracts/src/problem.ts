import type { FieldError } from './field-error.js';

/** RFC 9457 problem details; `code` is stable and what programs branch on. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  /** JSON pointer or index of what is wrong, one line each; `code` and `params` say it for other languages. */
  errors?: FieldError[];
}
export const PROBLEM_JSON = 'application/problem+json';
