import { describe, expect, it } from '@jest/globals';
import { ChainCheck } from './chain-check.js';
import { type Act, canonical, chain, GENESIS } from './entry.js';

const act = (object: string): Act => ({
  actor: { kind: 'user', id: 'u1' },
  role: 'admin',
  address: '::1',
  action: 'users.change',
  object,
  outcome: 'done',
  status: 200,
  code: null,
  fields: ['role'],
  reason: null,
});
const { texts, head } = chain(['a', 'b', 'c', 'd'].map(act), GENESIS, 1_000);
type Stored = [seq: number, text: string];
const stored: Stored[] = texts.map((text, i) => [i + 1, text]);
const checked = (entries: Stored[], end = head, base = GENESIS) => {
  const check = new ChainCheck(base);
  for (const [seq, text] of entries) check.add(seq, text);
  return check.finish(end);
};
const faults = (entries: Stored[]) => checked(entries).faults.map(({ seq, fault }) => `${seq} ${fault}`);

describe('the chain of the audit log', () => {
  it('holds as it was written, also from where its older part was let go', () => {
    expect(checked(stored)).toEqual({ intact: true, entries: 4, first: 1, head, faults: [] });
    const base = { seq: 2, hash: (JSON.parse(texts[2]!) as { prev: string }).prev };
    expect(checked(stored.slice(2), head, base)).toMatchObject({ intact: true, entries: 2, first: 3 });
    expect(checked([], GENESIS).intact).toBe(true);
  });

  it.each<[string, Stored[], string[]]>([
    [
      'an entry that was changed',
      stored.map(([seq, text]) => [seq, seq === 2 ? text.replace('admin', 'agent') : text]),
      ['2 changed'],
    ],
    [
      'the last one changed',
      stored.map(([seq, text]) => [seq, seq === 4 ? text.replace('admin', 'agent') : text]),
      ['4 changed'],
    ],
    ['one that was taken out', stored.filter(([seq]) => seq !== 3), ['3 missing']],
    ['the last ones taken off', stored.slice(0, 2), ['3 missing']],
    ['the first ones taken off', stored.slice(1), ['1 missing']],
    [
      'two that changed places',
      [stored[0]!, [2, texts[2]!], [3, texts[1]!], stored[3]!],
      ['2 misplaced', '3 misplaced', '3 changed'],
    ],
    ['one that is no entry', stored.map(([seq, text]) => [seq, seq === 2 ? '{' : text]), ['2 unreadable', '2 changed']],
  ])('shows %s', (_what, entries, expected) => {
    expect(faults(entries)).toEqual(expected);
  });

  it('has one text for one entry, whatever the order of its fields', () => {
    expect(canonical({ b: [1, { d: null, c: 'x' }], a: undefined })).toBe('{"b":[1,{"c":"x","d":null}]}');
  });
});
