// A prediction as rows that can be drawn. Its form belongs to the planner; whatever does not look like one is treated as none.
import { percent, stopwatch, UNKNOWN } from '../../ui/format';
import type { Effect, Outlook, Prediction } from '../wire';

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const figure = (value: unknown): number | null => (typeof value === 'number' && Number.isFinite(value) ? value : null);

function readOutlook(value: unknown): Outlook | null {
  if (!isObject(value)) return null;
  const { serviceLevel, waitSeconds, pendingAtEnd, horizonSeconds } = value;
  return {
    serviceLevel: figure(serviceLevel),
    waitSeconds: figure(waitSeconds),
    pendingAtEnd: figure(pendingAtEnd),
    horizonSeconds: figure(horizonSeconds),
  };
}

function readEffect(value: unknown): Effect | null {
  if (!isObject(value)) return null;
  const [before, after] = [readOutlook(value['before']), readOutlook(value['after'])];
  return before && after ? { before, after } : null;
}

export function readPrediction(value: unknown): Prediction {
  if (!isObject(value)) return { receiver: null, donor: null };
  return { receiver: readEffect(value['receiver']), donor: readEffect(value['donor']) };
}

export interface EffectRow {
  key: string;
  side: 'receiver' | 'donor';
  what: 'wait' | 'level';
  before: string;
  after: string;
  /** Lengths of the bar, 0..1. */
  from: number;
  to: number;
  /** The channel's goal on the same scale, where it has one. */
  target: number | null;
  verdict: 'better' | 'same' | 'worse' | 'breaks';
}

interface Scale {
  before: number | null;
  after: number | null;
  full: number;
  lessIsBetter: boolean;
  show: (value: number) => string;
  target: number | null;
}

function row(side: EffectRow['side'], what: EffectRow['what'], scale: Scale): EffectRow[] {
  const { before, after, full, lessIsBetter, show, target } = scale;
  if (before === null || after === null) return [];
  const share = (value: number) => Math.min(1, Math.max(0, full > 0 ? value / full : 0));
  const gain = lessIsBetter ? before - after : after - before;
  // what nobody could read off the two figures is no change
  const same = show(before) === show(after);
  const breaks = target !== null && !lessIsBetter && before >= target && after < target;
  return [
    {
      key: `${side}-${what}`,
      side,
      what,
      before: show(before),
      after: show(after),
      from: share(before),
      to: share(after),
      target: target === null ? null : share(target),
      verdict: breaks ? 'breaks' : same ? 'same' : gain > 0 ? 'better' : 'worse',
    },
  ];
}

const wholePercent = (share: number): string => percent(Math.round(share * 100) / 100);

/** Wait and service level of the receiver, then of the donor: what is gained before what it costs. */
export function effectRows(
  { receiver, donor }: Prediction,
  targetOf: { receiver: number | null; donor: number | null },
): EffectRow[] {
  return (['receiver', 'donor'] as const).flatMap((side) => {
    const effect = side === 'receiver' ? receiver : donor;
    if (!effect) return [];
    const { before, after } = effect;
    const longest = Math.max(before.waitSeconds ?? Number.NaN, after.waitSeconds ?? Number.NaN);
    return [
      ...row(side, 'wait', {
        before: before.waitSeconds,
        after: after.waitSeconds,
        full: longest,
        lessIsBetter: true,
        show: stopwatch,
        target: null,
      }),
      ...row(side, 'level', {
        before: before.serviceLevel,
        after: after.serviceLevel,
        full: 1,
        lessIsBetter: false,
        show: wholePercent,
        target: targetOf[side],
      }),
    ];
  });
}

/** Minutes that the prediction reaches; a dash where it does not say. */
export function horizonMinutes({ receiver, donor }: Prediction): string {
  const seconds = receiver?.after.horizonSeconds ?? donor?.after.horizonSeconds ?? null;
  return seconds === null ? UNKNOWN : String(Math.round(seconds / 60));
}
