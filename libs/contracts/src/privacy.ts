import { Type } from 'typebox';

export const UnmaskBody = Type.Object({ reason: Type.String({ minLength: 3, maxLength: 200 }) });

/** A customer's personal fields in clear; null where they were never said, or were erased. */
export interface UnmaskAnswer {
  name: string | null;
  phone: string | null;
}

export const ERASURE_STATES = ['requested', 'approved', 'rejected', 'done'] as const;

/** The erasure of one customer: asked for by one person, approved by another. Instants are RFC 3339, real time. */
export interface ErasureView {
  id: string;
  state: (typeof ERASURE_STATES)[number];
  /** Whom it is about; null once it is done, when nobody may know any more. */
  ref: string | null;
  requestedBy: string;
  requestedAt: string;
  decidedBy: string | null;
  decidedAt: string | null;
  doneAt: string | null;
  /** How many tickets and events were reached; null before. */
  tickets: number | null;
  events: number | null;
}
