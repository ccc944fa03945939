import type { AutomationView, ReassignmentView } from '@tideboard/contracts';
import type { Principal } from '../access/principal.js';

/** For whom a board is drawn. All readers who are alike get the same object, and the same frames. */
export interface Reader {
  /** Channels they may see; null: all. */
  channels: readonly string[] | null;
  /** A screen hangs where anybody passes: no person on the floor is named on it. */
  nameless: boolean;
}

/** The server itself. */
export const EVERYTHING: Reader = { channels: null, nameless: false };

export const readerOf = ({ kind, channels }: Pick<Principal, 'kind' | 'channels'>): Reader => ({
  channels,
  nameless: kind === 'display',
});

/** The same text for readers who are alike. */
export const readerKey = ({ channels, nameless }: Reader): string =>
  `${nameless ? 'display' : 'person'}:${channels === null ? '*' : channels.toSorted().join(',')}`;

/** The reassignment without who is moved and without what people wrote about it; codes, figures and counts stay. */
export function withoutNames(move: ReassignmentView): ReassignmentView {
  const actions = move.actions.map(
    ({ agent: _agent, name: _name, of: _of, ofName: _ofName, problem: _problem, declined: _declined, ...action }) => action,
  );
  const moved = actions.filter(({ action }) => action !== 'reroute' || move.kind === 'reroute').length;
  const reason = `${move.kind ?? 'move'}: ${moved} from ${move.from} to ${move.to}`;
  const { note, decidedBy, undoReport: _report, ...rest } = move;
  return {
    ...rest,
    actions,
    reason,
    trigger: withoutParams(move.trigger),
    ...(note === undefined ? {} : { note: null }),
    ...(decidedBy === undefined ? {} : { decidedBy: null }),
  };
}

/** A plan's explanation names in its `params` whom it is about: only its code and figures go on. */
function withoutParams(trigger: unknown): unknown {
  const { code, numbers } = (trigger ?? {}) as { code?: unknown; numbers?: unknown };
  return trigger ? { code, numbers } : null;
}

/** Who has stopped it and until when, not what they wrote about why. */
export const withoutWords = (automation: AutomationView): AutomationView =>
  automation.pauseReason ? { ...automation, pauseReason: null } : automation;
