// One alert's life, as a pure machine: no clock, no store. Noise round a limit must not make it flap, a silent source must neither
// raise nor clear it, and it must not matter how often it is asked.
//
//            past a limit                held for forSeconds
//   clear ─────────────────► pending ─────────────────────────► firing ──┐ worse limit held for forSeconds: level rises
//     ▲ ◄── back, or unknown ──┘                                  ▲      │
//     │                                                           └──────┘ back past the release value, or unknown
//     └────────────────────── behind the release value, held for forSeconds ───── firing

export type AlertLevel = 'watch' | 'breach';

/** When to raise and when to clear; `rising` says whether large values are the bad ones. Limits that are null do not exist. */
export interface AlertRule {
  rising: boolean;
  warn: number | null;
  breach: number | null;
  /** Separate from the limits, and on their calm side: without the gap a value that trembles on a limit raises once a tremble. */
  release: number;
  forSeconds: number;
}

export type AlertState =
  | { is: 'clear' }
  | { is: 'pending'; level: AlertLevel; since: number }
  | { is: 'firing'; level: AlertLevel; raisedAt: number; worseSince: number | null; calmSince: number | null };

export type AlertChange = 'raised' | 'worsened' | 'cleared';

export interface AlertStep {
  state: AlertState;
  change: AlertChange | null;
}

const CLEAR: AlertState = { is: 'clear' };
const RANK: Record<AlertLevel, number> = { watch: 1, breach: 2 };

/** One look at `value` (null: unknown) at `now` (epoch ms). The same state object comes back when nothing changes. */
export function stepAlert(state: AlertState, rule: AlertRule, { value, now }: { value: number | null; now: number }): AlertStep {
  switch (state.is) {
    case 'clear':
      return stepCalm(state, rule, { value, now });
    case 'pending':
      return stepCalm(state, rule, { value, now });
    case 'firing':
      return stepFiring(state, rule, { value, now });
  }
}

interface Look {
  value: number | null;
  now: number;
}

function stepCalm(state: AlertState & { is: 'clear' | 'pending' }, rule: AlertRule, { value, now }: Look): AlertStep {
  const level = value === null ? null : levelAt(rule, value);
  if (level === null) return { state: state.is === 'clear' ? state : CLEAR, change: null };
  const since = state.is === 'pending' ? state.since : now;
  if (now - since >= rule.forSeconds * 1000)
    return { state: { is: 'firing', level, raisedAt: now, worseSince: null, calmSince: null }, change: 'raised' };
  const same = state.is === 'pending' && state.level === level;
  return { state: same ? state : { is: 'pending', level, since }, change: null };
}

function stepFiring(state: AlertState & { is: 'firing' }, rule: AlertRule, { value, now }: Look): AlertStep {
  // Missing data clears nothing: a source that fell silent in a crisis looks exactly like a crisis that ended.
  const calm = value !== null && !isPast(rule, value, rule.release);
  const worse = value !== null && RANK[levelAt(rule, value) ?? 'watch'] > RANK[state.level];
  const calmSince = calm ? (state.calmSince ?? now) : null;
  const worseSince = worse ? (state.worseSince ?? now) : null;
  const held = (since: number | null): boolean => since !== null && now - since >= rule.forSeconds * 1000;
  if (held(calmSince)) return { state: CLEAR, change: 'cleared' };
  if (held(worseSince)) return { state: { ...state, level: 'breach', worseSince: null, calmSince }, change: 'worsened' };
  const same = calmSince === state.calmSince && worseSince === state.worseSince;
  return { state: same ? state : { ...state, calmSince, worseSince }, change: null };
}

function levelAt(rule: AlertRule, value: number): AlertLevel | null {
  if (rule.breach !== null && isPast(rule, value, rule.breach)) return 'breach';
  return rule.warn !== null && isPast(rule, value, rule.warn) ? 'watch' : null;
}

const isPast = ({ rising }: AlertRule, value: number, limit: number): boolean => (rising ? value > limit : value < limit);
