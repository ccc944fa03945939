// Rows about teams against the registry as it is. The rules are the registry's own. Pure.
import type { Team } from '@tideboard/contracts';
import { ProblemError } from '../platform/http/problem.js';
import { readTeam } from '../teams/team-rules.js';
import { distinct } from './distinct.js';
import { applied, changedColumns, type Plan, type PlannedRow } from './plan.js';
import type { ReadSheet, SheetRow } from './read-sheet.js';
import { Fault } from './spelling.js';

const ESSENTIAL = ['name.zh-CN', 'name.en'] as const;

export function planTeams(
  read: ReadSheet,
  present: readonly Team[],
  { forbidden }: { forbidden: boolean },
): Plan<Team> & { next: Team[] } {
  const next = new Map(present.map((team) => [team.id, team]));
  const rows = read.rows.map((row): PlannedRow<Team> => {
    const before = present.find(({ id }) => id === row.id) ?? null;
    if (!before)
      for (const key of ESSENTIAL)
        if (!row.given.has(key)) read.fault(row, key, new Fault('missing', 'must not be empty in a new row'));
    const position = Math.max(-1, ...[...next.values()].map((team) => team.position)) + 1;
    const fresh = { id: row.id, level: 1, owner: null, contact: null, position } as unknown as Team;
    const after = judged(read, row, applied(before ?? fresh, row, { all: before !== null }));
    const changed = changedColumns(read.columns, before, after).filter(({ key }) => key !== 'id');
    if (forbidden && (changed.length > 0 || !before)) {
      const refusal = new Fault('forbidden', 'your role may not change teams');
      for (const key of before ? changed.map(({ key: each }) => each) : ['id']) read.fault(row, key, refusal);
    }
    if (row.faulty.size === 0 && (changed.length > 0 || !before)) next.set(row.id, after);
    return { row, before, after };
  });
  for (const { row, after } of rows) if (row.faulty.size === 0) distinct(read, row, [after, ...next.values()], 'team');
  return { read, rows, next: [...next.values()].toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1)) };
}

/** The team as its registry takes it; a row with a fault stays what it said. */
function judged(read: ReadSheet, row: SheetRow, team: Team): Team {
  if (row.faulty.size > 0) return team;
  try {
    return readTeam(row.id, team);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    for (const { path, message } of error.extras.errors ?? [])
      read.fault(row, path.slice(1).replaceAll('/', '.'), new Fault(path.startsWith('/name') ? 'missing' : 'invalid', message));
    return team;
  }
}
