// Rows about assignment against the rules as they are. Pure.
import { AssignmentRules, KINDS, type SkillRule } from '@tideboard/contracts';
import { checkField, checkOf, type Column } from './column.js';
import type { RawCell } from '../platform/files/read-tables.js';
import { applied, changedColumns, type Plan, type PlannedRow } from './plan.js';
import type { ReadSheet, SheetRow } from './read-sheet.js';
import { AGENT_TIER_NAMES, CUSTOMER_TIER_NAMES, type RuleRow, ruleRows, SKILLS, TEAM } from './rules-sheet.js';
import * as spell from './spelling.js';
import { Fault } from './spelling.js';

export interface RulesKnown {
  teams: ReadonlySet<string>;
  channels: ReadonlySet<string>;
  forbidden: boolean;
}

const WHEN = ['channels', 'kinds', 'tags'] as const;
const ONLY_SKILLS = [...WHEN, 'needs'] as const;
/** How the value of a rule is spelt; an empty one is allowed where it means something. */
const VALUES: Record<string, { spelling: spell.Spelling; empty?: unknown }> = {
  cap: { spelling: spell.number },
  vipTiers: { spelling: spell.choices(CUSTOMER_TIER_NAMES), empty: [] },
  seniorTiers: { spelling: spell.choices(AGENT_TIER_NAMES), empty: [] },
  byLevel: { spelling: spell.flag },
  ...Object.fromEntries(KINDS.map((kind) => [TEAM + kind, { spelling: spell.text, empty: null }])),
};
const CAP = { key: 'value', check: checkOf(AssignmentRules, 'cap') } as Column;

export function planRules(
  read: ReadSheet,
  present: AssignmentRules,
  known: RulesKnown,
): Plan<RuleRow> & { next: AssignmentRules } {
  const next = new Map(ruleRows(present).map((rule) => [rule.id, rule]));
  const seen = new Map<string, number>();
  const rows = read.rows.map((row): PlannedRow<RuleRow> => {
    const id = String(row.given.get('id') ?? row.id);
    const before = next.get(id) ?? null;
    const twin = seen.get(id);
    if (twin !== undefined) read.fault(row, 'id', new Fault('duplicate', `stands in row ${twin} already`, { row: twin }));
    seen.set(id, row.row);
    const following = `${SKILLS}${[...next.keys()].filter((each) => each.startsWith(SKILLS)).length + 1}`;
    if (!before && id !== following)
      read.fault(row, 'id', new Fault('not_one_of', `the next one is ${following}`, { options: following }));
    const fresh: RuleRow = { id, value: null, channels: [], kinds: [], tags: [], needs: [] };
    if (id.startsWith(SKILLS)) leaveEmpty(read, row, ['value']);
    else readValue(read, row, id);
    const after = applied(before ?? fresh, row, { all: true });
    if (id.startsWith(SKILLS)) judgeSkills(read, row, after, known);
    else judgeValue(read, row, after, known);
    if (known.forbidden && changedColumns(read.columns, before, after).length > 0)
      read.fault(row, 'id', new Fault('forbidden', 'your role may not change the rules of assignment'));
    if (row.faulty.size === 0) next.set(id, after);
    return { row, before, after };
  });
  return { read, rows, next: rulesOf([...next.values()]) };
}

function leaveEmpty(read: ReadSheet, row: SheetRow, keys: readonly string[]): void {
  for (const key of keys)
    if ((row.texts.get(key) ?? null) !== null) read.fault(row, key, new Fault('not_here', 'stays empty in this row'));
}

/** Reads the value as its rule has it. */
function readValue(read: ReadSheet, row: SheetRow, id: string): void {
  leaveEmpty(read, row, ONLY_SKILLS);
  const how = VALUES[id];
  if (!how || !row.given.has('value')) return;
  try {
    const cell = row.given.get('value') as RawCell;
    if (cell === null && !('empty' in how)) throw new Fault('missing', 'must not be empty');
    const value = cell === null ? how.empty : how.spelling.read(cell);
    if (id === 'cap') checkField(CAP, value);
    row.given.set('value', value);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    row.given.delete('value');
    read.fault(row, 'value', error);
  }
}

function judgeValue(read: ReadSheet, row: SheetRow, { id, value }: RuleRow, { teams }: RulesKnown): void {
  if (id.startsWith(TEAM) && typeof value === 'string' && !teams.has(value))
    read.fault(row, 'value', new Fault('unknown_team', `no team "${value}"`, { team: value }));
}

function judgeSkills(read: ReadSheet, row: SheetRow, rule: RuleRow, { channels }: RulesKnown): void {
  if (rule.needs.length === 0) read.fault(row, 'needs', new Fault('missing', 'must not be empty'));
  if (WHEN.every((key) => rule[key].length === 0)) read.fault(row, 'channels', new Fault('missing', 'one condition at least'));
  const channel = rule.channels.find((each) => !channels.has(each));
  if (channel !== undefined) read.fault(row, 'channels', new Fault('unknown_channel', `no channel "${channel}"`, { channel }));
}

function rulesOf(rows: readonly RuleRow[]): AssignmentRules {
  const value = <K extends 'cap' | 'vipTiers' | 'seniorTiers' | 'byLevel'>(id: K) =>
    rows.find((row) => row.id === id)!.value as AssignmentRules[K];
  const teams = rows.filter(({ id, value: team }) => id.startsWith(TEAM) && team !== null);
  const skills = rows.filter(({ id }) => id.startsWith(SKILLS));
  return {
    cap: value('cap'),
    vipTiers: value('vipTiers'),
    seniorTiers: value('seniorTiers'),
    byLevel: value('byLevel'),
    teamByKind: Object.fromEntries(teams.map(({ id, value: team }) => [id.slice(TEAM.length), team])),
    skills: skills.map(({ needs, ...rule }) => {
      const when = Object.fromEntries(WHEN.flatMap((key) => (rule[key].length > 0 ? [[key, rule[key]]] : [])));
      return { when, needs: [...needs] } as SkillRule;
    }),
  };
}
