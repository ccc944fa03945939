// The command that an action stands for, and when it is to be sent. Pure but for the clock of the process.
import type { ReassignmentCommand, ReassignmentKind } from '@tideboard/contracts';
import { needsCommand } from '@tideboard/domain';
import { fateOf } from './handed.js';
import { type Entry, kindOf, type ReassignmentRecord } from './record.js';

/** A command is to be sent, and nobody is at it. */
export const isDue = (record: ReassignmentRecord, entry: Entry): boolean =>
  needsCommand(entry.status) && entry.leg.notBeforeReal <= Date.now() && fateOf(record, entry) === 'go';

export const dueOf = (record: ReassignmentRecord): Entry[] => record.entries.filter((entry) => isDue(record, entry));

/** Nothing on the floor will ever show an assist or a ticket that nobody holds: the upstream's taking it is all there is to know. */
export const showsNowhere = ({ kind }: ReassignmentRecord, { handed }: Entry): boolean =>
  handed ? handed.to === null : kind === 'assist' || kind === 'end-assist';

const HOME: Partial<Record<ReassignmentKind, ReassignmentKind>> = { move: 'return', assist: 'end-assist' };

/** The command of the entry's present leg; byte for byte the same in every delivery. */
export function commandOf(record: ReassignmentRecord, entry: Entry): ReassignmentCommand {
  const { n, tickets, when, rule, leg, handed } = entry;
  const key = `${record.id}.${n}.${leg.serial}`;
  const agent = handed ? handed.to : entry.agent;
  return {
    type: 'reassignment.command',
    id: key,
    reassignment: record.id,
    idempotencyKey: key,
    fence: leg.fence ?? 0,
    action: leg.serial === 1 ? kindOf(record, entry) : (HOME[record.kind] ?? record.kind),
    ...(agent === null ? {} : { agent }),
    ...(tickets === null ? {} : { tickets }),
    ...endsOf(record, entry),
    when,
    ...(rule === null || leg.serial > 1 ? {} : { rule }),
    reason: record.reason,
  };
}

function endsOf({ kind, from, to }: ReassignmentRecord, { handed, leg, backTo }: Entry): { from: string; to: string } {
  if (handed) return { from: handed.channel, to: handed.channel };
  return leg.serial === 1 || kind === 'assist' ? { from, to } : { from: to, to: backTo };
}
