// Early warning: false alarms a week on recorded floors, and how surely and how soon a spike is found that was put into them. The data
// are an argument, as nobody's machine has them: `npm run bench -- warning --data=<folder>`. Without it only the made-up floor runs.
import { existsSync } from 'node:fs';
import {
  type AlertState,
  type PlacedCase,
  SLOTS_A_DAY,
  SLOTS_A_WEEK,
  SPIKE_RULE,
  type SpikeMetric,
  spikeAlertRule,
  spikeCases,
  spikesAt,
  stepAlert,
} from '../../libs/domain/src/index.js';
import { random, type Random } from '../../libs/rebalance/src/floor/random.js';
import { figure, quantile, round } from './figures.js';
import { bostonRequests, type Came, ratedContacts, technionCalls } from './warning-sets.js';

const WEEKS = SPIKE_RULE.weeks + 1;
const FACTORS = [2, 3, 5];
const INJECTIONS = 60;
/** Series that bring so many in the two hours of a spike, by themselves. */
const SIZES = [8, 40];
const SPIKE_SLOTS = 24;

/** A floor of some weeks, the last of which is watched. */
type Floor = readonly Came[];

export async function run(args: readonly string[]): Promise<void> {
  const folder = args.find((arg) => arg.startsWith('--data='))?.slice(7);
  const sets: [string, Floor[]][] = [['made up', Array.from({ length: 4 }, (_, seed) => madeUp(seed))]];
  if (folder && existsSync(folder)) {
    sets.push(['technion 1999-02', rotations(technionCalls(folder))]);
    sets.push(['boston311 2015-03', rotations(bostonRequests(folder))]);
    const days = ratedContacts(folder);
    sets.push(['csat 2023-08 as it is', [days]]);
    sets.push(['csat 2023-08 resampled', Array.from({ length: 4 }, (_, seed) => resampled(days, seed))]);
  } else process.stderr.write('warning: no recorded floors (--data=<folder> names them): only the made-up one is measured\n');
  // A step of the method is chosen on one half of the weeks and told of by the other: `--half=0`, then `--half=1`.
  const half = args.find((arg) => arg.startsWith('--half='))?.slice(7);
  const only = args.find((arg) => arg.startsWith('--set='))?.slice(6);
  for (const [name, all] of sets.filter(([set]) => only === undefined || set.startsWith(only))) {
    const floors = half === undefined || all.length < 2 ? all : all.filter((_, i) => i % 2 === Number(half));
    measureCalm(name, floors);
    if (name !== 'csat 2023-08 as it is' && !args.includes('--calm'))
      for (const factor of FACTORS) for (const size of SIZES) measureSpikes(name, floors, { factor, size });
  }
}

const lastSlot = (floor: Floor): number => floor.reduce((last, { slot }) => Math.max(last, slot), 0);
/** The first slot of the last week of a floor, which ends with its last day. */
const watchedFrom = (floor: Floor): number => (Math.floor(lastSlot(floor) / SLOTS_A_DAY) + 1) * SLOTS_A_DAY - SLOTS_A_WEEK;

/** As many floors as there are whole weeks, each watched in another week against the others: a month has few weeks to be wrong in. */
function rotations(came: Floor): Floor[] {
  const first = Math.floor(came.reduce((least, { slot }) => Math.min(least, slot), Infinity) / SLOTS_A_DAY) * SLOTS_A_DAY;
  const weeks = Math.floor((lastSlot(came) + 1 - first) / SLOTS_A_WEEK + 0.01);
  const weekOf = ({ slot }: Came): number => Math.floor((slot - first) / SLOTS_A_WEEK);
  return Array.from({ length: weeks }, (_each, last) =>
    came
      .filter((each) => weekOf(each) < weeks)
      .map((each) => ({
        ...each,
        slot: each.slot + (((weekOf(each) - last - 1 + weeks) % weeks) - weekOf(each)) * SLOTS_A_WEEK,
      })),
  );
}

/** Weeks of days drawn from the recorded ones, and of each day its contacts drawn with putting back. */
function resampled(came: Floor, seed: number): Floor {
  const draw = random(seed + 1);
  const dayOf = ({ slot }: Came): number => Math.floor(slot / SLOTS_A_DAY);
  const days = [...new Set(came.map(dayOf))]
    .map((day) => came.filter((each) => dayOf(each) === day))
    .filter((of) => of.length > 1000);
  return Array.from({ length: WEEKS * 7 }, (_, day) => {
    const of = days[Math.floor(draw.uniform() * days.length)]!;
    return of.map(() => {
      const each = of[Math.floor(draw.uniform() * of.length)]!;
      return { ...each, slot: day * SLOTS_A_DAY + (each.slot % SLOTS_A_DAY) };
    });
  }).flat();
}

/** Some asked often and some hardly ever. */
const TOPICS = [
  'delivery',
  'return',
  'refund',
  'usage',
  'offers',
  'damage',
  'invoice',
  'account',
  'repair',
  'payment',
  'attitude',
];

/** The handbook's five channels: by day most, at the weekend less, and a third more or less from one day to the next. */
function madeUp(seed: number): Floor {
  const draw = random(seed + 77);
  const channels = { phone: 200, web_chat: 150, app_chat: 100, social: 80, email: 50 };
  const kinds = { consult: 0.55, after_sales: 0.2, complaint: 0.12, suggestion: 0.08, other: 0.05 };
  const came: Came[] = [];
  for (let day = 0; day < WEEKS * 7; day += 1)
    for (const [channel, perDay] of Object.entries(channels)) {
      const level = perDay * (day % 7 > 4 ? 0.6 : 1) * (0.75 + 0.5 * draw.uniform());
      for (let n = level; n > 0; n -= draw.exponential(1)) {
        const hour = Math.min(23.99, Math.max(0, 14 + 4 * (draw.uniform() + draw.uniform() + draw.uniform() - 1.5)));
        let left = draw.uniform();
        const kind = Object.entries(kinds).find(([, share]) => (left -= share) < 0)?.[0] ?? 'other';
        const topic = TOPICS[Math.floor(TOPICS.length * draw.uniform() ** 2)]!;
        came.push({ slot: day * SLOTS_A_DAY + Math.floor(hour * 12), channel, kind, topic, bad: draw.uniform() < 0.12 });
      }
    }
  return came;
}

interface Raised {
  slot: number;
  channel: string;
  metric: SpikeMetric;
  about: (string | null)[];
  observed: number;
  expected: number;
}

/** Every series of a floor, as the server makes them of its cells; of a day at a time, since no window looks ahead. */
function casesOf(floor: Floor, day: number): PlacedCase[] {
  const end = (day + 1) * SLOTS_A_DAY - 1;
  const rows = floor.map(({ slot, channel, kind, topic, bad }) => ({
    slot,
    channel,
    kind,
    topic,
    created: 1,
    ratings: bad === null ? 0 : 1,
    bad: bad ? 1 : 0,
  }));
  return spikeCases(rows, end);
}

/** The alerts that the last week would have raised, through the alert's own machine. */
function watch(floor: Floor, from = watchedFrom(floor), slots = SLOTS_A_WEEK): Raised[] {
  const states = new Map<string, AlertState>();
  const raised: Raised[] = [];
  let cases: PlacedCase[] = [];
  let today = -1;
  for (let slot = from; slot < from + slots; slot += 1) {
    const day = Math.floor(slot / SLOTS_A_DAY);
    if (day !== today) cases = casesOf(floor, day);
    today = day;
    for (const spike of spikesAt(cases, slot)) {
      const name = `${spike.channel}:${spike.metric}`;
      const look = { value: spike.observed, now: slot * 300_000 };
      const { state, change } = stepAlert(states.get(name) ?? { is: 'clear' }, spikeAlertRule(spike), look);
      states.set(name, state);
      const { channel, metric, observed, expected, kinds, topics } = spike;
      const about = [...kinds.map(({ kind }) => kind), ...topics.map(({ topic }) => topic)];
      if (change === 'raised') raised.push({ slot, channel, metric, observed, expected, about });
    }
  }
  return raised;
}

function measureCalm(set: string, floors: readonly Floor[]): void {
  const began = performance.now();
  const raised = floors.map((floor) => watch(floor));
  const all = raised.flat();
  figure('warning', {
    set,
    weeksWatched: floors.length,
    series: casesOf(floors[0]!, Math.floor(lastSlot(floors[0]!) / SLOTS_A_DAY)).length,
    alarms: all.length,
    alarmsPerWeek: round(all.length / floors.length),
    msPerLook: round((performance.now() - began) / floors.length / SLOTS_A_WEEK, 3),
    shown: all
      .slice(0, 12)
      .map(
        ({ slot, ...of }) =>
          `${clock(slot)} ${of.channel} ${of.metric} ${of.about.join('+')} ${of.observed} for ${round(of.expected, 1)}`,
      ),
  });
}
/** Weekday and time: the week itself stands in another's place. */
const clock = (slot: number): string =>
  `${['Su', 'Mo', 'Tu', 'We', 'Th', 'Fr', 'Sa'][new Date(slot * 300_000).getUTCDay()]} ${new Date(slot * 300_000).toISOString().slice(11, 16)}`;

/** Spikes of two hours, one at a time. */
function measureSpikes(set: string, floors: readonly Floor[], { factor, size }: { factor: number; size: number }): void {
  const minutes: number[] = [];
  let tried = 0;
  for (let n = 0; n < INJECTIONS; n += 1) {
    const draw = random(n + 1000 * factor);
    const floor = floors[n % floors.length]!;
    const spot = spotIn(floor, draw, size);
    if (!spot) continue;
    tried += 1;
    const extra = spot.of.flatMap((each) =>
      Array.from({ length: factor - 1 }, () => ({ ...each, slot: spot.at + Math.floor(draw.uniform() * SPIKE_SLOTS) })),
    );
    const from = spot.at - 24;
    const found = watch([...floor, ...extra], from, SPIKE_SLOTS + 36).find(
      ({ slot, channel, metric }) => slot >= spot.at && channel === spot.channel && metric === spot.metric,
    );
    if (found) minutes.push((found.slot + 1 - spot.at) * 5);
  }
  figure('warning', {
    set,
    spike: `×${factor}`,
    perHourFrom: size / 2,
    tried,
    found: round(minutes.length / Math.max(1, tried)),
    minutesP50: minutes.length ? quantile(minutes, 0.5) : null,
    minutesP90: minutes.length ? quantile(minutes, 0.9) : null,
  });
}

function spotIn(floor: Floor, draw: Random, size: number) {
  const from = watchedFrom(floor);
  const last = floor.filter(({ slot }) => slot >= from);
  for (let attempt = 0; attempt < 400; attempt += 1) {
    const { channel, kind, topic, bad } = last[Math.floor(draw.uniform() * last.length)]!;
    const at = from + 36 + Math.floor(draw.uniform() * (SLOTS_A_WEEK - 36 - SPIKE_SLOTS - 12));
    const ratings = bad === true;
    // What a floor tells by kind and by topic is tried by either in turn.
    const byTopic = kind === null || (topic !== null && attempt % 2 === 1);
    const of = last.filter(
      (each) =>
        each.channel === channel &&
        (ratings ? each.bad === true : byTopic ? each.topic === topic : each.kind === kind) &&
        each.slot >= at &&
        each.slot < at + SPIKE_SLOTS,
    );
    const metric: SpikeMetric = ratings
      ? 'badRatingSpike'
      : byTopic
        ? 'topicSpike'
        : kind === 'complaint'
          ? 'complaintSpike'
          : 'kindSpike';
    if (of.length >= size) return { channel, metric, at, of };
  }
  return null;
}
