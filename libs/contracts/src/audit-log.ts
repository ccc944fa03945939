/** One privileged act as the audit log tells it. There is no personal value in it: people and objects appear by their ids. */
export interface AuditEntryView {
  /** Place in the chain, from 1, without gaps. */
  seq: number;
  /** RFC 3339, real time: people sign in on no test clock. */
  at: string;
  /** Who: an account, an API key, or the command line of the machine; null where nobody was known, as in a failed sign-in. */
  actor: { kind: 'user' | 'display' | 'key' | 'cli' | 'system'; id: string | null; name: string | null } | null;
  role: string | null;
  address: string | null;
  /** `users.change`, `reassignments.approve`, `auth.login` … */
  action: string;
  /** `users/4f…`, or the name of what there is only one of. */
  object: string | null;
  outcome: 'done' | 'refused' | 'failed';
  /** HTTP status, and the code of the problem where there was one. */
  status: number;
  code: string | null;
  /** Names of the fields that an edit carried, never their values. */
  fields: string[];
  reason: string | null;
}

export interface AuditPage {
  entries: AuditEntryView[];
  /** For the next older page; null at the end. */
  cursor: string | null;
}

/** `faults` are the places where the chain is broken; `head` is worth keeping elsewhere: a chain cut short still ends with another hash. */
export interface AuditVerification {
  intact: boolean;
  entries: number;
  first: number | null;
  head: { seq: number; hash: string };
  faults: { seq: number; fault: 'changed' | 'missing' | 'misplaced' | 'unreadable' }[];
}
