// The handbook's live status table, as events: fed through the door they must come out on the board exactly as the table has them.
import type { CloudEvent } from '@tideboard/contracts';
import { event } from './events.js';

/** When the example's site clock starts; a Wednesday, all channels open. */
export const WORKED_AT = '2026-11-18T12:00:00Z';
const NOW = Date.parse(WORKED_AT);
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

export interface WorkedRow {
  channel: string;
  pending: number;
  inProgress: number;
  completed: number;
  responseMinutes: number;
  handleMinutes: number;
  timeouts: number;
  /** As the handbook prints it. */
  timeoutRate: string;
  /** Per cent. */
  satisfaction: number;
}

const row = (channel: string, numbers: number[], timeoutRate: string): WorkedRow => {
  const [pending, inProgress, completed, responseMinutes, handleMinutes, timeouts, satisfaction] = numbers as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  return { channel, pending, inProgress, completed, responseMinutes, handleMinutes, timeouts, timeoutRate, satisfaction };
};

export const WORKED_EXAMPLE: readonly WorkedRow[] = [
  row('phone', [15, 8, 120, 12, 25, 2, 92], '1.67 %'),
  row('web_chat', [22, 5, 90, 18, 30, 3, 88], '3.33 %'),
  row('app_chat', [10, 12, 150, 10, 20, 1, 95], '0.67 %'),
  row('social', [8, 3, 60, 25, 40, 4, 85], '6.67 %'),
  row('email', [30, 2, 40, 60, 120, 5, 80], '12.5 %'),
];

/** Targets under which nothing is late by itself: the timeouts come from the tickets' own due dates. For PATCH of each channel. */
export const WORKED_TARGETS = {
  serviceHours: null,
  targets: { responseSeconds: 4 * 3600, handleSeconds: { urgent: 86_400, normal: 86_400, low: 86_400 } },
};

/** Ratings of a channel: one to each per cent. */
const RATED = 100;

export function workedEvents(): CloudEvent[] {
  return WORKED_EXAMPLE.flatMap((row) => [...finished(row), ...running(row), ...waiting(row), ...rated(row)]);
}

/** Completed today, some of them after their due date. Beginnings are spread a second apart; the spans are the table's means. */
function finished({ channel, completed, responseMinutes, handleMinutes, timeouts }: WorkedRow): CloudEvent[] {
  return times(completed, (i) => {
    const id = `${channel}-done-${i}`;
    const began = NOW - 6 * HOUR + i * 1000;
    // Two that differ by the same from the mean, below and above it, leave the mean where it is; an odd last one sits on it.
    const swing = i === completed - 1 && completed % 2 === 1 ? 0 : (i % 2 === 0 ? 1 : -1) * 2 * MINUTE;
    const started = began + responseMinutes * MINUTE + swing;
    const ended = started + handleMinutes * MINUTE - swing;
    const due = i < timeouts ? { dueAt: iso(ended - MINUTE) } : {};
    return [event('created', id, began, { channel, ...due }), event('started', id, started), event('completed', id, ended)];
  });
}

/** First answered yesterday, so that today's mean response is that of today's work alone. */
function running({ channel, inProgress }: WorkedRow): CloudEvent[] {
  return times(inProgress, (i) => {
    const id = `${channel}-running-${i}`;
    return [
      event('created', id, NOW - 14 * HOUR + i * 1000, { channel, dueAt: iso(NOW + 12 * HOUR) }),
      event('started', id, NOW - 13 * HOUR + i * 1000),
    ];
  });
}

function waiting({ channel, pending }: WorkedRow): CloudEvent[] {
  return times(pending, (i) => [event('created', `${channel}-waiting-${i}`, NOW - 30 * MINUTE + i * 1000, { channel })]);
}

/** Of customers whose tickets were completed days ago: a rating counts on its own day. */
function rated({ channel, satisfaction }: WorkedRow): CloudEvent[] {
  return times(RATED, (i) => {
    const id = `${channel}-rated-${i}`;
    const then = NOW - 72 * HOUR + i * 1000;
    return [
      event('created', id, then, { channel }),
      event('started', id, then + MINUTE),
      event('completed', id, then + 2 * MINUTE),
      event('rated', id, NOW - HOUR + i * 1000, { score: i < satisfaction ? 4 + (i % 2) : 1 + (i % 3) }),
    ];
  });
}

const times = (n: number, make: (i: number) => CloudEvent[]): CloudEvent[] => Array.from({ length: n }, (_, i) => make(i)).flat();
const iso = (at: number): string => new Date(at).toISOString();
