/** One thing that is not as it has to be; `found` is what the store holds, `expected` what the rest of it says. */
export interface Difference {
  /** Where it shows: the board's counters, a record's share of them, its facts against the event log, a list, or the policy. */
  kind: 'counter' | 'contribution' | 'facts' | 'waiting' | 'wake' | 'policy';
  /** The counter, record or list entry. */
  where: string;
  expected: string;
  found: string;
}

export const lineOf = ({ kind, where, expected, found }: Difference): string =>
  `${kind} ${where}: expected ${expected}, found ${found}`;

/** Differences between two sets of named values; a value of `nothing` is the same as none at all. */
export function compareValues(
  kind: Difference['kind'],
  {
    expected,
    found,
    nothing = '',
  }: { expected: ReadonlyMap<string, string>; found: ReadonlyMap<string, string>; nothing?: string },
): Difference[] {
  return [...new Set([...expected.keys(), ...found.keys()])].toSorted().flatMap((where): Difference[] => {
    const [a, b] = [expected.get(where) ?? nothing, found.get(where) ?? nothing];
    return a === b ? [] : [{ kind, where, expected: a || 'nothing', found: b || 'nothing' }];
  });
}
