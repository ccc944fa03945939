// Rows about channels against the registry as it is. The rules are the registry's own. Pure.
import { type Channel, type ThresholdMetric, THRESHOLD_METRICS, type Threshold } from '@tideboard/contracts';
import { checkChannel } from '../directory/channel-rules.js';
import { channelOf } from '../directory/defaults.js';
import { ProblemError } from '../platform/http/problem.js';
import { distinct } from './distinct.js';
import { applied, changedColumns, type Plan, type PlannedRow } from './plan.js';
import type { ReadSheet, SheetRow } from './read-sheet.js';
import { Fault } from './spelling.js';

/** @param thresholdsOnly what operations may change */
export function planChannels(
  read: ReadSheet,
  present: readonly Channel[],
  { thresholdsOnly }: { thresholdsOnly: boolean },
): Plan<Channel> & { next: Channel[] } {
  const next = new Map(present.map((channel) => [channel.id, channel]));
  const rows: PlannedRow<Channel>[] = [];
  for (const row of read.rows) {
    const before = present.find(({ id }) => id === row.id) ?? null;
    const base = before ?? fresh(read, row, next);
    const after = base && tidied(read, row, applied(base, row, { all: before !== null }));
    if (!after) rows.push({ row, before, after: before as unknown as Channel });
    else {
      judge(read, row, after);
      if (thresholdsOnly) forbid(read, row, { before, after });
      rows.push({ row, before, after });
      if (row.faulty.size === 0 && changedColumns(read.sheet.columns, before, after).length > 0) next.set(row.id, after);
    }
  }
  for (const { row, after } of rows) if (row.faulty.size === 0) distinct(read, row, [after, ...next.values()], 'channel');
  const sorted = [...next.values()].toSorted((a, b) => a.position - b.position || (a.id < b.id ? -1 : 1));
  return { read, rows, next: sorted };
}

const ESSENTIAL = ['name.zh-CN', 'name.en', 'type'] as const;

/** A channel with the handbook's values for its type; null where the row does not say what a channel must have. */
function fresh(read: ReadSheet, row: SheetRow, others: ReadonlyMap<string, Channel>): Channel | null {
  for (const key of ESSENTIAL)
    if (!row.given.has(key)) read.fault(row, key, new Fault('missing', 'must not be empty in a new row'));
  if (row.faulty.has('id') || ESSENTIAL.some((key) => row.faulty.has(key))) return null;
  const [zh, en, type] = ESSENTIAL.map((key) => row.given.get(key));
  const made = channelOf({ id: row.id, name: { 'zh-CN': zh as string, en: en as string }, type: type as Channel['type'] });
  // What a row says of a threshold is taken as it is: a usual warning of 40 beside a given breach of 5 would contradict it.
  const said = THRESHOLD_METRICS.filter((metric) => STEPS.some((step) => row.texts.get(`thresholds.${metric}.${step}`)));
  const thresholds = Object.fromEntries(
    Object.entries(made.thresholds).filter(([metric]) => !said.includes(metric as ThresholdMetric)),
  );
  return { ...made, thresholds, position: Math.max(-1, ...[...others.values()].map(({ position }) => position)) + 1 };
}

const STEPS = ['breach', 'warn', 'release', 'forSeconds'] as const;

/** Thresholds as the registry keeps them: without a limit there is none, and what is optional is not there when it is empty. */
function tidied(read: ReadSheet, row: SheetRow, channel: Channel): Channel {
  const thresholds: Partial<Record<ThresholdMetric, Threshold>> = {};
  for (const metric of THRESHOLD_METRICS) {
    const { warn = null, breach = null, release, forSeconds } = channel.thresholds[metric] ?? {};
    if (warn === null && breach === null) {
      const lost = STEPS.find((step) => row.texts.get(`thresholds.${metric}.${step}`));
      if (lost && !STEPS.some((step) => row.faulty.has(`thresholds.${metric}.${step}`)))
        read.fault(row, `thresholds.${metric}.${lost}`, new Fault('without_limit', 'stands without watch and breach'));
    } else {
      const held = { ...(release == null ? {} : { release }), ...(forSeconds == null ? {} : { forSeconds }) };
      thresholds[metric] = { warn, breach, ...held };
    }
  }
  return { ...channel, thresholds };
}

function judge(read: ReadSheet, row: SheetRow, channel: Channel): void {
  try {
    checkChannel(channel);
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    for (const { path, message } of error.extras.errors ?? []) {
      const order = /must keep (.*)/.exec(message)?.[1];
      const negative = message.includes('negative');
      const fault = order
        ? new Fault('order', message, { order })
        : negative
          ? new Fault('too_small', message, { limit: 0 })
          : new Fault(path.startsWith('/name') ? 'missing' : 'invalid', message);
      // A cell that could not be read kept the old value: what then does not fit is not the row's fault.
      const under = path.slice(1).replaceAll('/', '.');
      if (![...row.faulty].some((key) => key.startsWith(under))) read.fault(row, placeOf(row, under), fault);
    }
  }
}

/** The column that a rule is about; of several the first that says something. */
function placeOf(row: SheetRow, path: string): string {
  const under = [...STEPS.map((step) => `${path}.${step}`), ...row.texts.keys()].filter(
    (key) => key === path || key.startsWith(`${path}.`),
  );
  return under.find((key) => row.texts.get(key) != null) ?? under[0] ?? path;
}

function forbid(read: ReadSheet, row: SheetRow, { before, after }: { before: Channel | null; after: Channel }): void {
  const refusal = new Fault('forbidden', 'your role may change thresholds only');
  if (!before) read.fault(row, 'id', refusal);
  else
    for (const { key } of changedColumns(read.columns, before, after))
      if (!key.startsWith('thresholds.')) read.fault(row, key, refusal);
}
