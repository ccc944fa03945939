import { randomBytes } from 'node:crypto';

/** A name for one life of the store: a store that was wiped gets another, so that no reader takes its new revs for the old ones. */
export const newEpoch = (): string => randomBytes(6).toString('base64url');
