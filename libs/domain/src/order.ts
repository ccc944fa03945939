import { EVENT_TYPES, type EventType } from '@tideboard/contracts';

/** What decides the order of two facts, and nothing else of them does (rule R1). */
export interface Ordered {
  type: EventType;
  /** Epoch milliseconds, as the event said it. */
  at: number;
  source: string;
  id: string;
}

const RANK = new Map(EVENT_TYPES.map((type, rank) => [type, rank]));

/** Rule R1: by time, then the table's order of types, then source, then id, both bytewise. Total over distinct (source, id). */
export function compareFacts(a: Ordered, b: Ordered): number {
  return a.at - b.at || RANK.get(a.type)! - RANK.get(b.type)! || compareBytes(a.source, b.source) || compareBytes(a.id, b.id);
}

/**
 * Orders strings as their UTF-8 bytes would. `<` on strings compares UTF-16 units and puts U+1F600 before U+FF5E, so a store or a
 * program that sorts bytes would break ties the other way.
 */
export function compareBytes(a: string, b: string): number {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i += 1) {
    const x = a.charCodeAt(i);
    const y = b.charCodeAt(i);
    if (x !== y) return isSurrogate(x) === isSurrogate(y) ? x - y : isSurrogate(x) ? 1 : -1;
  }
  return a.length - b.length;
}

const isSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdfff;
