import type { AuditVerification } from '@tideboard/contracts';
import { type Entry, type Link, hashOf } from './entry.js';

const MAX_FAULTS = 50;

/** Follows a chain from its first entry to its head and notes where it does not hold. */
export class ChainCheck {
  private readonly faults: AuditVerification['faults'] = [];
  private last: Link;
  private first: number | null = null;
  private entries = 0;

  /** @param base what lies before the first entry that is kept */
  constructor(base: Link) {
    this.last = base;
  }

  /** Takes the next entry as it is stored under the place `seq`. */
  add(seq: number, text: string): void {
    this.entries += 1;
    this.first ??= seq;
    if (seq !== this.last.seq + 1) this.note(this.last.seq + 1, 'missing');
    const entry = read(text);
    if (!entry) this.note(seq, 'unreadable');
    else if (entry.seq !== seq) this.note(seq, 'misplaced');
    // The hash that was promised is that of what was written; what is there now has another one.
    else if (entry.prev !== this.last.hash && seq === this.last.seq + 1) this.note(this.last.seq, 'changed');
    this.last = { seq, hash: hashOf(text) };
  }

  finish(head: Link): AuditVerification {
    if (this.last.seq < head.seq) this.note(this.last.seq + 1, 'missing');
    else if (this.last.hash !== head.hash) this.note(this.last.seq, 'changed');
    const { faults, entries, first } = this;
    return { intact: faults.length === 0, entries, first, head: { seq: head.seq, hash: head.hash }, faults };
  }

  private note(seq: number, fault: AuditVerification['faults'][number]['fault']): void {
    if (this.faults.length < MAX_FAULTS) this.faults.push({ seq, fault });
  }
}

function read(text: string): Pick<Entry, 'seq' | 'prev'> | null {
  try {
    return JSON.parse(text) as Entry;
  } catch {
    return null;
  }
}
