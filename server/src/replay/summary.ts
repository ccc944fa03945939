import type { Posted } from '../api-client/event-poster.js';
import type { Recording } from './recording.js';

const list = (counts: Record<string, number>): string =>
  Object.entries(counts)
    .map(([name, count]) => `${name} ${count}`)
    .join(', ') || 'none';

/** What was read, in two lines. */
export function readingOf({ dataSet, timeZone, rows, dropped, events }: Recording): string {
  return `${dataSet.name}, clocks of ${timeZone}\nrows ${rows} · dropped: ${list(dropped)} · events ${events.length}`;
}

/** What became of it. */
export function outcomeOf({ sent, accepted, duplicates, rejected, firstRejected, retries }: Posted, seconds: number): string {
  const lines = [
    `sent ${sent} · accepted ${accepted} · duplicates ${duplicates} · rejected: ${list(rejected)}${retries > 0 ? ` · tries again ${retries}` : ''}`,
    `${seconds.toFixed(1)} s · ${Math.round(sent / Math.max(seconds, 0.001))} events/s`,
  ];
  if (firstRejected) lines.push(`first rejected: ${firstRejected.id ?? '?'} ${firstRejected.code}: ${firstRejected.message}`);
  return lines.join('\n');
}

/** Counts by channel and type, for `--dry-run`; a ticket's events count on the channel that it was created on. */
export function countsOf({ events }: Recording): string {
  const channelOf = new Map<string, string>();
  for (const { event } of events) {
    const { channel } = event.data as { channel?: string };
    if (channel !== undefined) channelOf.set(event.subject!, channel);
  }
  const counts = new Map<string, number>();
  for (const { event } of events) {
    const name = `${channelOf.get(event.subject!) ?? '?'}\t${event.type}`;
    counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, count]) => `${name}\t${count}`)
    .join('\n');
}
