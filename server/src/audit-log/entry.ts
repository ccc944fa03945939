import { createHash } from 'node:crypto';
import type { AuditEntryView } from '@tideboard/contracts';

/** What is known of an act when it is to be recorded. */
export interface Act extends Omit<AuditEntryView, 'seq' | 'at' | 'actor'> {
  actor: Omit<NonNullable<AuditEntryView['actor']>, 'name'> | null;
}

/** An entry as it is stored; `prev` is the hash of the one before. */
export interface Entry extends Act {
  seq: number;
  /** Epoch ms. */
  at: number;
  prev: string;
}

/** Where a chain stands: after this entry. */
export interface Link {
  seq: number;
  hash: string;
}

/** Before the first entry. */
export const GENESIS: Link = { seq: 0, hash: '' };

/** JSON with sorted keys and no space (RFC 8785 as far as entries need it): one entry has one text, and one hash. */
export function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const sorted = fields.toSorted(([a], [b]) => (a < b ? -1 : 1));
  return `{${sorted.map(([name, field]) => `${JSON.stringify(name)}:${canonical(field)}`).join(',')}}`;
}

export const hashOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** The texts of the next entries of the chain, and where it then stands. */
export function chain(acts: readonly Act[], from: Link, at: number): { texts: string[]; head: Link } {
  const texts: string[] = [];
  let head = from;
  for (const act of acts) {
    const entry: Entry = { ...act, seq: head.seq + 1, at, prev: head.hash };
    const text = canonical(entry);
    texts.push(text);
    head = { seq: entry.seq, hash: hashOf(text) };
  }
  return { texts, head };
}
