import { readFileSync } from 'node:fs';
import { channel } from '../../libs/rebalance/src/floor/floors.js';
import { random, seedOf } from '../../libs/rebalance/src/floor/random.js';
import { type Call, type FloorAgent, type Scenario, scenarioDefaults } from '../../libs/rebalance/src/floor/scenario.js';

/** A reading of the log as a floor: several are sensible, and a figure that holds for one of them only says little. */
export interface Mapping {
  id: string;
  /** Call type → channel. */
  groups: Readonly<Record<string, string>>;
  promiseSeconds: number;
  /** `served`: whoever served that day, while they served. `planned`: as many as the month's usual calls of the hour need. */
  staff: 'served' | 'planned';
}

const three = { PS: 'service', PE: 'service', TT: 'service', NW: 'newcomers', NE: 'specialist', IN: 'specialist' };
const four = { ...three, TT: 'technical', PE: 'technical', IN: 'technical' };
const two = { ...three, NW: 'service' };

export const mappings: readonly Mapping[] = [
  { id: 'three-served-10s', groups: three, promiseSeconds: 10, staff: 'served' },
  { id: 'three-served-60s', groups: three, promiseSeconds: 60, staff: 'served' },
  { id: 'two-served-20s', groups: two, promiseSeconds: 20, staff: 'served' },
  { id: 'three-planned-10s', groups: three, promiseSeconds: 10, staff: 'planned' },
  { id: 'three-planned-20s', groups: three, promiseSeconds: 20, staff: 'planned' },
  { id: 'three-planned-60s', groups: three, promiseSeconds: 60, staff: 'planned' },
  { id: 'four-planned-20s', groups: four, promiseSeconds: 20, staff: 'planned' },
  { id: 'two-planned-20s', groups: two, promiseSeconds: 20, staff: 'planned' },
];

/**
 * Recorded days of a bank's call centre (the Technion's "Anonymous Bank", tab-separated) as floors.
 *
 * - Channels: what its calls are about, grouped by the mapping. All by phone.
 * - People, `served`: whoever served that day, on duty while they served (a pause of more than half an hour is off duty).
 *   Homes are shared out by each channel's work; a channel gets those who serve it most, the rarest first. A skill is what a
 *   person served at least twenty times in the file.
 * - People, `planned`: what the average of the month's working days needs by the square-root rule, in three shifts; every
 *   second person also knows the next channel.
 * - Days: the five working days (Sunday to Thursday there) with most calls, in order of their date.
 * - A customer who left had that much patience; of one who was answered only the least is known, and the rest is drawn.
 */
const pauseSeconds = 1800;
const skilledFrom = 20;

interface Row {
  date: string;
  type: string;
  at: number;
  queued: number;
  left: boolean;
  serviceAt: number;
  serviceSeconds: number;
  server: string | null;
}

function seconds(clock: string): number {
  const [h = 0, m = 0, s = 0] = clock.split(':').map(Number);
  return h * 3600 + m * 60 + s;
}

function rowsOf(path: string, groups: Mapping['groups']): Row[] {
  const [head = '', ...lines] = readFileSync(path, 'utf8').trim().split(/\r?\n/);
  const names = head.split('\t');
  return lines.flatMap((line): Row[] => {
    const cells = line.split('\t');
    const get = (name: string) => cells[names.indexOf(name)] ?? '';
    const type = groups[get('type').trim()];
    const left = get('outcome') === 'HANG';
    const queued = Number(get('q_time'));
    const served = get('outcome') === 'AGENT' && Number(get('ser_time')) > 0;
    if (!type || !(served || (left && queued > 0))) return [];
    const at = queued > 0 ? seconds(get('q_start')) : seconds(get('vru_exit'));
    const server = served && get('server') !== 'NO_SERVER' ? get('server') : null;
    return [
      {
        date: get('date'),
        type,
        at,
        queued,
        left,
        serviceAt: seconds(get('ser_start')),
        serviceSeconds: Number(get('ser_time')),
        server,
      },
    ];
  });
}

const sum = (list: readonly number[]) => list.reduce((a, b) => a + b, 0);

function shiftsOf(rows: readonly Row[]): FloorAgent['shifts'] {
  const shifts: { fromSeconds: number; toSeconds: number }[] = [];
  for (const { serviceAt, serviceSeconds } of rows.toSorted((a, b) => a.serviceAt - b.serviceAt)) {
    const last = shifts.at(-1);
    const end = serviceAt + serviceSeconds;
    if (last && serviceAt - last.toSeconds <= pauseSeconds) last.toSeconds = Math.max(last.toSeconds, end);
    else shifts.push({ fromSeconds: serviceAt, toSeconds: end });
  }
  return shifts;
}

/** Who is at home where: seats by the share of work, the smallest channel choosing first among those who serve it most. */
function homesOf(present: readonly string[], month: readonly Row[], work: ReadonlyMap<string, number>): Map<string, string> {
  const share = (id: string, type: string) => {
    const own = month.filter((r) => r.server === id);
    return own.filter((r) => r.type === type).length / Math.max(1, own.length);
  };
  const homes = new Map<string, string>();
  const order = [...work].sort((a, b) => a[1] - b[1]);
  const total = sum([...work.values()]);
  for (const [k, [type, seconds]] of order.entries()) {
    const free = present.filter((id) => !homes.has(id));
    const seats = k === order.length - 1 ? free.length : Math.max(1, Math.round((present.length * seconds) / total));
    for (const id of free.toSorted((a, b) => share(b, type) - share(a, type) || (a < b ? -1 : 1)).slice(0, seats))
      homes.set(id, type);
  }
  return homes;
}

function callsOf(day: readonly Row[], month: readonly Row[], mean: ReadonlyMap<string, number>): Call[] {
  const lost = month.filter((r) => r.left).length;
  const patience = sum(month.map((r) => r.queued)) / Math.max(1, lost);
  return day.map((r, i) => {
    const draw = random(seedOf(r.date, i, 'patience'));
    return {
      channel: r.type,
      at: r.at,
      handleSeconds: r.left ? draw.lognormal(mean.get(r.type) ?? 180, 1) : r.serviceSeconds,
      patienceSeconds: r.left ? r.queued : r.queued + draw.exponential(patience),
    };
  });
}

interface Log {
  month: readonly Row[];
  types: readonly string[];
  /** Working days, and the five of them that are played. */
  days: readonly string[];
  busiest: readonly string[];
  mean: ReadonlyMap<string, number>;
  patienceSeconds: number;
}

function readLog(path: string, mapping: Mapping): Log {
  const month = rowsOf(path, mapping.groups);
  const types = [...new Set(Object.values(mapping.groups))];
  const weekday = (date: string) => new Date(`19${date.slice(0, 2)}-${date.slice(2, 4)}-${date.slice(4)}T12:00:00Z`).getUTCDay();
  const days = [...new Set(month.map((r) => r.date))].filter((d) => weekday(d) < 5);
  const calls = (date: string) => month.filter((r) => r.date === date).length;
  const busiest = days
    .toSorted((a, b) => calls(b) - calls(a))
    .slice(0, 5)
    .sort();
  const served = (type: string) => month.filter((r) => r.type === type && r.serviceSeconds > 0).map((r) => r.serviceSeconds);
  const mean = new Map(types.map((t) => [t, sum(served(t)) / Math.max(1, served(t).length)]));
  const lost = month.filter((r) => r.left).length;
  return { month, types, days, busiest, mean, patienceSeconds: sum(month.map((r) => r.queued)) / Math.max(1, lost) };
}

function servedStaff({ month, types, mean }: Log, day: readonly Row[]): FloorAgent[] {
  const present = [...new Set(day.flatMap((r) => r.server ?? []))].sort();
  const work = new Map(types.map((t) => [t, day.filter((r) => r.type === t).length * (mean.get(t) ?? 0)]));
  const homes = homesOf(present, month, work);
  return present.map((id): FloorAgent => {
    const home = homes.get(id) ?? '';
    const can = types.filter((t) => t === home || month.filter((r) => r.server === id && r.type === t).length >= skilledFrom);
    return {
      id,
      home,
      skills: Object.fromEntries(can.map((t) => [t, 1])),
      shifts: shiftsOf(day.filter((r) => r.server === id)),
    };
  });
}

/** Shifts of the plan, in hours. */
const shiftHours: readonly (readonly [number, number])[] = [
  [7, 13],
  [13, 19],
  [19, 24],
];

function plannedStaff({ month, types, days, mean }: Log): FloorAgent[] {
  const usual = month.filter((r) => days.includes(r.date));
  return shiftHours.flatMap(([from, to]) =>
    types.flatMap((home, k) => {
      const calls = usual.filter((r) => r.type === home && r.at >= from * 3600 && r.at < to * 3600).length / days.length;
      const load = (calls * (mean.get(home) ?? 0)) / ((to - from) * 3600);
      const second = types[(k + 1) % types.length] ?? home;
      return Array.from(
        { length: Math.max(1, Math.ceil(load + Math.sqrt(load))) },
        (_, i): FloorAgent => ({
          id: `${home}-${from}-${i}`,
          home,
          skills: i % 2 === 0 ? { [home]: 1, [second]: 1 } : { [home]: 1 },
          shifts: [{ fromSeconds: from * 3600, toSeconds: to * 3600 }],
        }),
      );
    }),
  );
}

/** The five days as scenarios. */
export function recordedDays(path: string, mapping: Mapping): Scenario[] {
  const log = readLog(path, mapping);
  const { month, types, mean, patienceSeconds } = log;
  return log.busiest.map((date) => {
    const day = month.filter((r) => r.date === date);
    const channels = types.map((id) =>
      channel({
        id,
        medium: 'voice',
        perHour: 0,
        handleSeconds: Math.round(mean.get(id) ?? 180),
        responseSeconds: mapping.promiseSeconds,
        minStaff: 1,
        patienceSeconds: Math.round(patienceSeconds),
      }),
    );
    return {
      ...scenarioDefaults,
      id: `${mapping.id}-${date}`,
      durationSeconds: 24 * 3600,
      channels,
      agents: mapping.staff === 'served' ? servedStaff(log, day) : plannedStaff(log),
      calls: callsOf(day, month, mean),
    };
  });
}
