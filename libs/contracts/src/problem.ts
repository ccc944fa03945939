/** RFC 9457 problem details; `code` is stable and what programs branch on. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  code: string;
  detail?: string;
  /** JSON pointer or index of what is wrong, one line each. */
  errors?: { path: string; message: string }[];
}
export const PROBLEM_JSON = 'application/problem+json';
