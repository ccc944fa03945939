// Rows about agents against the registry as it is; what comes of a row is an edit as `PATCH /agents/{id}` makes one. Pure.
import type { AgentBody, AgentView } from '@tideboard/contracts';
import { officePart } from '../agents/agent-view.js';
import { editEvent } from '../agents/registry-edit.js';
import { isRefusal } from '../ingest/read-event.js';
import { applied, changedColumns, type Plan, type PlannedRow } from './plan.js';
import type { ReadSheet } from './read-sheet.js';
import { Fault } from './spelling.js';

/** An edit is judged by the door's rules for events, whatever its time. */
const SOME_TIME = Date.UTC(2026, 0, 1);

type Kept = AgentBody & { id: string };

export function planAgents(
  read: ReadSheet,
  present: ReadonlyMap<string, AgentView>,
  { channels, forbidden }: { channels: ReadonlySet<string>; forbidden: boolean },
): Plan<Kept> & { edits: Map<string, AgentBody> } {
  const edits = new Map<string, AgentBody>();
  const rows = read.rows.map((row): PlannedRow<Kept> => {
    const view = present.get(row.id);
    const before = view ? { id: row.id, ...officePart(view) } : null;
    const fresh: Kept = { id: row.id, skills: [], speeds: {}, newcomer: false, loans: true };
    const after = applied(before ?? fresh, row, { all: before !== null });
    const changed = changedColumns(read.columns, before, after).filter(({ key }) => key !== 'id');
    const { home } = after;
    if (changed.some(({ key }) => key === 'home') && home != null && !channels.has(home))
      read.fault(row, 'home', new Fault('unknown_channel', `no channel "${home}"`, { channel: home }));
    if (forbidden && (changed.length > 0 || !before)) {
      const refusal = new Fault('forbidden', 'your role may not change agents');
      for (const key of before ? changed.map(({ key: each }) => each) : ['id']) read.fault(row, key, refusal);
    }
    const named = before
      ? changed.map(({ key }) => key)
      : [...row.given.keys()].filter((key) => key !== 'id' && row.texts.get(key) !== null);
    const edit = Object.fromEntries(named.map((key) => [key, after[key as keyof Kept] ?? null])) as AgentBody;
    const event = editEvent(row.id, edit, { id: 'import', at: SOME_TIME });
    if (row.faulty.size === 0 && isRefusal(event as never))
      read.fault(row, 'id', new Fault('invalid', (event as { message: string }).message));
    if (row.faulty.size === 0 && (changed.length > 0 || !before)) edits.set(row.id, edit);
    return { row, before, after };
  });
  return { read, rows, edits };
}
