// The numbers of the demo's floor. Volumes, hours and satisfaction are the handbook's; the day's profile and the durations are those
// of a measured call centre (its facts: calls by hour, service mean 176 s and median 107 s, 21.6 % of those who wait give up).

/** Calls of a month by hour of the day. */
const BY_HOUR = [
  122, 34, 21, 7, 9, 22, 112, 910, 2231, 2502, 2800, 2593, 2187, 2609, 2402, 2317, 2352, 1916, 1708, 1588, 1357, 1396, 1196, 953,
];

/**
 * The handbook's 200 calls a day are one in four minutes: at twenty times the speed still a wall that looks dead. Six times as many is
 * 1,200 a day by phone, which is the volume that the measured call centre had.
 */
export const LIFT = 6;

/** Share of those who have to wait that give up early; the others hold on. */
export const IMPATIENT = 0.216;

interface Shift {
  agents: number;
  /** Local hours; ISO weekdays. */
  from: number;
  to: number;
  days: readonly number[];
}

export interface ChannelProfile {
  id: string;
  team: string;
  medium: 'voice' | 'chat' | 'mail';
  perDay: number;
  /** Local hours on those days. */
  open: { from: number; to: number; days: readonly number[] };
  /** Seconds from the assignment to the first answer, and from there to the end. */
  reply: { median: number; sigma: number };
  service: { median: number; sigma: number };
  wrapUpSeconds: number;
  /** Conversations at once. */
  capacity: number;
  /** Tickets laid on each desk ahead, while everybody is busy; 0 where all wait in one line. */
  inbox: number;
  /** Those who give up do so after this many seconds (median); null where nobody stays on the line. */
  patienceMedian: number | null;
  /** Share of good marks when nobody had to wait. */
  satisfaction: number;
  /** What this floor promises, in seconds; the registry's pick-up goals are ten and thirty seconds. */
  responseSeconds: number;
  shifts: readonly Shift[];
  /** What a customer who waits too long counts here, against one of another channel. */
  weight: number;
  /** Nobody is lent where fewer would stay. */
  minStaff: number;
  /** People of the back office who come in while a surge lasts. */
  reserve: number;
}

const ALL = [1, 2, 3, 4, 5, 6, 7];
const WORKDAYS = [1, 2, 3, 4, 5];

export const PROFILES: readonly ChannelProfile[] = [
  {
    id: 'phone',
    team: 'phone-desk',
    medium: 'voice',
    perDay: 200,
    open: { from: 8, to: 22, days: ALL },
    reply: { median: 3, sigma: 0.4 },
    service: { median: 107, sigma: 1 },
    wrapUpSeconds: 20,
    capacity: 1,
    inbox: 0,
    patienceMedian: 110,
    satisfaction: 0.93,
    responseSeconds: 120,
    shifts: [
      { agents: 8, from: 8, to: 16, days: ALL },
      { agents: 6, from: 15, to: 22, days: ALL },
    ],
    weight: 3,
    minStaff: 4,
    reserve: 16,
  },
  {
    id: 'web_chat',
    team: 'web-desk',
    medium: 'chat',
    perDay: 150,
    open: { from: 9, to: 18, days: WORKDAYS },
    reply: { median: 14, sigma: 0.6 },
    service: { median: 300, sigma: 0.7 },
    wrapUpSeconds: 0,
    capacity: 3,
    inbox: 0,
    patienceMedian: 120,
    satisfaction: 0.89,
    responseSeconds: 180,
    shifts: [{ agents: 7, from: 9, to: 18, days: WORKDAYS }],
    weight: 1,
    minStaff: 4,
    reserve: 6,
  },
  {
    id: 'app_chat',
    team: 'app-desk',
    medium: 'chat',
    perDay: 100,
    open: { from: 0, to: 24, days: ALL },
    reply: { median: 12, sigma: 0.6 },
    service: { median: 190, sigma: 0.8 },
    wrapUpSeconds: 0,
    capacity: 2,
    inbox: 0,
    patienceMedian: 120,
    satisfaction: 0.95,
    responseSeconds: 180,
    shifts: [
      { agents: 1, from: 0, to: 8, days: ALL },
      { agents: 5, from: 8, to: 16, days: ALL },
      { agents: 3, from: 16, to: 24, days: ALL },
    ],
    weight: 1,
    minStaff: 2,
    reserve: 4,
  },
  {
    id: 'social',
    team: 'social-desk',
    medium: 'chat',
    perDay: 80,
    open: { from: 9, to: 18, days: WORKDAYS },
    reply: { median: 60, sigma: 0.8 },
    service: { median: 240, sigma: 0.8 },
    wrapUpSeconds: 0,
    capacity: 3,
    inbox: 0,
    patienceMedian: null,
    satisfaction: 0.87,
    responseSeconds: 1200,
    shifts: [{ agents: 8, from: 9, to: 18, days: WORKDAYS }],
    weight: 1,
    minStaff: 2,
    reserve: 4,
  },
  {
    id: 'email',
    team: 'mail-desk',
    medium: 'mail',
    perDay: 50,
    open: { from: 0, to: 24, days: ALL },
    reply: { median: 60, sigma: 0.8 },
    service: { median: 360, sigma: 0.8 },
    wrapUpSeconds: 0,
    capacity: 2,
    inbox: 2,
    patienceMedian: null,
    satisfaction: 0.83,
    responseSeconds: 3600,
    shifts: [
      { agents: 1, from: 0, to: 8, days: ALL },
      { agents: 6, from: 8, to: 17, days: ALL },
      { agents: 3, from: 17, to: 24, days: ALL },
    ],
    weight: 1,
    minStaff: 2,
    reserve: 3,
  },
];

/** Arrivals an hour on a channel at a local time, with nothing special going on. */
export function arrivalsPerHour({ open, perDay }: ChannelProfile, { hour, weekday }: { hour: number; weekday: number }): number {
  if (!open.days.includes(weekday) || hour < open.from || hour >= open.to) return 0;
  const served = BY_HOUR.slice(open.from, open.to).reduce((sum, calls) => sum + calls, 0);
  return (LIFT * perDay * BY_HOUR[Math.floor(hour)]!) / served;
}

const byId = new Map(PROFILES.map((profile) => [profile.id, profile]));
export const profileOf = (channel: string): ChannelProfile => byId.get(channel)!;

/** Events carry milliseconds. */
export const later = (at: number, seconds: number): number => Math.round(at + seconds * 1000);
