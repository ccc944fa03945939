// Letting tickets go: what they were counted for stays as cells of their days, and of themselves only that they once were. Pure.
import { DEFINITIONS_VERSION } from '@tideboard/contracts';
import {
  type Cell,
  DayRollup,
  inGrain,
  ledgerOf,
  mergeCells,
  type Policy,
  ROLLUP_GRAINS,
  type RollupGrain,
} from '@tideboard/domain';
import { keys } from '../platform/redis/index.js';
import { eventKey } from './accepted-event.js';
import type { Change, Decision, Known } from './decide.js';
import { type Frozen, type FrozenChange, type FrozenDay, frozenField, packFrozen } from './frozen-day.js';
import { type Operation, wide } from './operation.js';
import { newTicket } from './record.js';

/** In which grains the share of a business day is kept that its tickets leave behind; whole days always are. */
export type GrainsOf = (day: string) => readonly RollupGrain[];

interface Term {
  policy: Policy;
  now: number;
  grainsOf: GrainsOf;
}

/** Lets all of these tickets go. @param frozen what is frozen already of the days that they were counted on */
export function letGo(tickets: Known['tickets'], frozen: ReadonlyMap<string, FrozenDay>, term: Term): Decision {
  const changes = [...tickets].map(([id, before]): Change => {
    const after = { ...newTicket(), version: before.version + 1, letGoAt: term.now };
    return { kind: 'ticket', id, before, after };
  });
  const entries = [...tickets.values()].flatMap(({ facts }) => ledgerOf(facts, term.policy, term.now));
  const frozenChanges = [...frozen].flatMap(([day, before]) => {
    const rollup = new DayRollup(day);
    rollup.add(entries);
    return freeze(day, rollup.result(), before, term);
  });
  return { verdicts: [], changes, log: [], heard: [], frozen: frozenChanges };
}

function freeze(day: string, fine: readonly Cell[], frozen: FrozenDay, { policy, grainsOf }: Term): FrozenChange[] {
  const timeZone = zoneOf(fine, policy);
  const kept = grainsOf(day);
  return ROLLUP_GRAINS.flatMap((grain): FrozenChange[] => {
    const before = frozen[grain];
    // Where finer cells of tickets before have been let go already, those of later ones would be taken for the whole day.
    if (grain !== 'day' && !(kept.includes(grain) && (before || !frozen.day))) return [];
    const cells = mergeCells(before?.cells ?? [], inGrain(fine, grain, timeZone));
    return [{ day, grain, before, after: { version: (before?.version ?? 0) + 1, definitions: olderSet(before), cells } }];
  });
}

/** The definitions of now, or those that what is frozen was counted by. */
export const olderSet = (frozen: Frozen | null): string =>
  frozen && frozen.definitions < DEFINITIONS_VERSION ? frozen.definitions : DEFINITIONS_VERSION;

/** The zone that the site had then. */
export const zoneOf = (cells: readonly Cell[], policy: Policy, otherwise = 0): string =>
  policy.eras[policy.eraAt(cells[0]?.slot ?? otherwise)]!.site.timeZone;

/** What has to be written besides the records: the frozen days; and what found the tickets or their events is taken away. */
export function letGoOperations(changes: readonly Change[], frozen: readonly FrozenChange[]): Operation[] {
  const gone = changes.filter((change) => change.kind === 'ticket');
  const days = new Map<string, string[]>();
  for (const { id, before } of gone)
    for (const day of Object.keys(before.applied.amounts)) days.set(day, [...(days.get(day) ?? []), id]);
  const ids = gone.flatMap(({ before }) => before.facts.map(eventKey));
  const packed = frozen.flatMap(({ day, grain, after }) => [frozenField(grain, day), packFrozen(after)]);
  return [
    ...wide('HSET', keys.frozenDays, packed),
    ...wide('HDEL', keys.ids, ids),
    ...[...days].flatMap(([day, members]) => wide('SREM', keys.dayTickets(day), members)),
  ];
}
