import { drawnScenario } from './drawn.js';
import { type Floor, weekdayFloor, weekendFloor } from './floors.js';
import { type FloorChannel, type Scenario, scenarioDefaults, type Step } from './scenario.js';

export type Family = 'surge' | 'quiet' | 'all-hot' | 'stale' | 'veto' | 'drawn' | 'drawn-calm' | 'recorded';

export interface NamedScenario {
  family: Family;
  scenario: Scenario;
}

/** A stretch in which one channel's arrivals are multiplied. */
interface Surge {
  channel: string;
  factor: number;
  fromMinute: number;
  minutes: number;
}

const rateAt = (steps: readonly Step[], seconds: number) => steps.filter((s) => s.fromSeconds <= seconds).at(-1)?.value ?? 0;

function surged(channel: FloorChannel, surges: readonly Surge[]): FloorChannel {
  const mine = surges.filter((s) => s.channel === channel.id);
  const edges = [...new Set([0, ...mine.flatMap((s) => [s.fromMinute * 60, (s.fromMinute + s.minutes) * 60])])].sort(
    (a, b) => a - b,
  );
  const factor = (t: number) =>
    mine.reduce((f, s) => (t >= s.fromMinute * 60 && t < (s.fromMinute + s.minutes) * 60 ? f * s.factor : f), 1);
  return {
    ...channel,
    arrivalsPerHour: edges.map((t) => ({ fromSeconds: t, value: rateAt(channel.arrivalsPerHour, t) * factor(t) })),
  };
}

function scenario(id: string, floor: Floor, surges: readonly Surge[], rest: Partial<Scenario> = {}): Scenario {
  return { ...scenarioDefaults, id, ...floor, channels: floor.channels.map((c) => surged(c, surges)), ...rest };
}

const surge = (channel: string, factor: number, minutes: number, fromMinute = 60): Surge => ({
  channel,
  factor,
  fromMinute,
  minutes,
});

/** Arrivals that creep up by a twelfth every ten minutes. */
function drift(channel: string): Surge[] {
  return Array.from({ length: 12 }, (_, i) => surge(channel, 1 + (i + 1) / 14, 10, 60 + 10 * i));
}

function absent(floor: Floor, home: string, share: number): Floor {
  const team = floor.agents.filter((a) => a.home === home);
  const gone = new Set(team.slice(0, Math.round(team.length * share)).map((a) => a.id));
  const shifts = [
    { fromSeconds: 0, toSeconds: 3600 },
    { fromSeconds: 3 * 3600, toSeconds: 8 * 3600 },
  ];
  return { ...floor, agents: floor.agents.map((a) => (gone.has(a.id) ? { ...a, shifts } : a)) };
}

/** Handle times are `factor` of what the registry says. */
function slower(floor: Floor, channels: readonly string[], factor: number): Floor {
  return {
    ...floor,
    channels: floor.channels.map((c) => (channels.includes(c.id) ? { ...c, handleSeconds: c.handleSeconds * factor } : c)),
  };
}

const webSurge = [surge('web_chat', 3, 60)];

export function surgeSet(): NamedScenario[] {
  const floor = weekdayFloor();
  const all = [
    scenario('weekend', weekendFloor(), [surge('phone', 1.6, 60), surge('web_chat', 1.5, 60, 120)]),
    scenario('web-x3', floor, webSurge),
    scenario('app-x3', floor, [surge('app_chat', 3, 90)]),
    scenario('phone-x3', floor, [surge('phone', 3, 30)]),
    scenario('phone-x1.7', floor, [surge('phone', 1.7, 60)]),
    scenario('social-x4', floor, [surge('social', 4, 60)]),
    scenario('two-surges', floor, [surge('web_chat', 2.2, 45), surge('phone', 1.6, 45, 135)]),
    scenario('drift', floor, drift('phone')),
    scenario('absence', absent(floor, 'phone', 0.35), []),
    scenario('aht-wrong', slower(floor, ['phone', 'app_chat'], 1.4), []),
  ];
  return all.map((s) => ({ family: 'surge', scenario: s }));
}

export function impairedSet(): NamedScenario[] {
  const floor = weekdayFloor();
  const phone = [surge('phone', 1.7, 60)];
  return [
    { family: 'stale', scenario: scenario('web-x3-stale', floor, webSurge, { dataAgeSeconds: 120 }) },
    { family: 'stale', scenario: scenario('phone-x1.7-stale', floor, phone, { dataAgeSeconds: 120 }) },
    { family: 'veto', scenario: scenario('web-x3-veto', floor, webSurge, { countdownSeconds: 60, vetoShare: 0.2 }) },
    { family: 'veto', scenario: scenario('phone-x1.7-veto', floor, phone, { countdownSeconds: 60, vetoShare: 0.2 }) },
  ];
}

export function quietSet(): NamedScenario[] {
  const floor = weekdayFloor();
  const waves = ['phone', 'web_chat'].flatMap((c, k) => [0, 1, 2].map((i) => surge(c, 1.3, 20, 60 + 20 * k + 40 * i)));
  const quiet = [
    scenario('ordinary', floor, []),
    scenario('oscillating', floor, waves),
    scenario('spike', floor, [surge('web_chat', 3, 6)]),
    scenario('small-drift', floor, [surge('app_chat', 1.2, 60), surge('phone', 1.12, 60, 120)]),
  ];
  const hot = floor.channels.map((c) => surge(c.id, 1.6, 120));
  return [
    ...quiet.map((s): NamedScenario => ({ family: 'quiet', scenario: s })),
    { family: 'all-hot', scenario: scenario('all-hot', floor, hot) },
    {
      family: 'all-hot',
      scenario: scenario(
        'all-hot-mild',
        floor,
        floor.channels.map((c) => surge(c.id, 1.35, 120)),
      ),
    },
  ];
}

/** Floors nobody has tuned on, one for each seed, with a surge or (`calm`) with nothing out of the ordinary. */
export function drawnSet(seeds: readonly number[], calm = false): NamedScenario[] {
  return seeds.map((seed): NamedScenario => ({ family: calm ? 'drawn-calm' : 'drawn', scenario: drawnScenario(seed, calm) }));
}
