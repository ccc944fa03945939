import { channel, type Floor } from './floors.js';
import { type Random, random, seedOf } from './random.js';
import { type FloorAgent, type FloorChannel, type Scenario, scenarioDefaults, type Step } from './scenario.js';

/** Draws of one floor: everything that differs between two customers of ours. */
class Draw {
  constructor(private readonly stream: Random) {}

  chance(share: number): boolean {
    return this.stream.uniform() < share;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.stream.uniform();
  }

  /** Even on the scale of ratios: as often between 1 and 2 minutes as between 5 and 10. */
  ratio(low: number, high: number): number {
    return low * (high / low) ** this.stream.uniform();
  }

  int(low: number, high: number): number {
    return low + this.stream.below(high - low + 1);
  }

  of<T>(list: readonly T[]): T {
    return list[this.stream.below(list.length)] as T;
  }
}

const kinds = ['voice', 'chat', 'message', 'mail'] as const;
const promises: Record<(typeof kinds)[number], [number, number]> = {
  voice: [10, 60],
  chat: [20, 120],
  message: [300, 1800],
  mail: [900, 3600],
};

function drawnChannel(draw: Draw, id: string, staff: number): FloorChannel {
  const kind = id === 'c0' ? draw.of(kinds.slice(0, 2)) : draw.of(kinds);
  const deferrable = kind === 'message' || kind === 'mail';
  const concurrency = kind === 'chat' || kind === 'message' ? draw.int(1, 4) : 1;
  const slowdown = draw.between(0, 0.25);
  const handleSeconds = draw.ratio(60, 900);
  const perAgent = (concurrency * 3600) / (handleSeconds * (1 + slowdown * (concurrency - 1)));
  return channel({
    id,
    medium: draw.chance(0.7) ? kind : `${kind}-2`,
    perHour: draw.between(0.5, 0.9) * staff * perAgent,
    handleSeconds,
    handleCv: draw.between(0.6, 1.6),
    configuredHandleSeconds: handleSeconds * (draw.chance(0.3) ? draw.ratio(0.6, 1.6) : 1),
    responseSeconds: Math.round(draw.ratio(...promises[kind])),
    serviceLevelTarget: draw.of([0.7, 0.8, 0.8, 0.9, 0.95]),
    patienceSeconds: deferrable && draw.chance(0.7) ? null : Math.round(draw.ratio(90, 900) * (deferrable ? 10 : 1)),
    weight: draw.int(1, 3),
    minStaff: Math.floor(staff * draw.between(0, 0.5)),
    concurrency,
    slowdown,
    deferrable,
  });
}

function drawnTeam(draw: Draw, home: string, size: number, skilled: { channels: number; share: number }): FloorAgent[] {
  return Array.from({ length: size }, (_, n) => {
    const skills: Record<string, number> = { [home]: draw.between(0.9, 1.1) };
    for (let k = draw.chance(skilled.share) ? draw.int(1, 3) : 0; k > 0; k--)
      skills[`c${draw.int(0, skilled.channels - 1)}`] ??= draw.between(0.7, 1.05);
    return { id: `${home}-${n}`, home, skills, shifts: [{ fromSeconds: 0, toSeconds: 8 * 3600 }] };
  });
}

/** Three to eight channels, 12 to 80 people; handle times of a minute to a quarter of an hour, promises of 10 seconds to an hour. */
function drawnFloor(draw: Draw): Floor {
  const count = draw.int(3, 8);
  const sizes = Array.from({ length: count }, () => draw.ratio(1, 5));
  const people = draw.ratio(Math.max(12, 2 * count), 80);
  const total = sizes.reduce((a, b) => a + b, 0);
  const share = draw.between(0.2, 0.95);
  const floor: Floor = { channels: [], agents: [] };
  for (const [i, size] of sizes.entries()) {
    const staff = Math.max(2, Math.round((people * size) / total));
    floor.channels.push(drawnChannel(draw, `c${i}`, staff));
    floor.agents.push(...drawnTeam(draw, `c${i}`, staff, { channels: count, share }));
  }
  return floor;
}

/** What a surge makes of a channel's arrivals: at once, climbing, in bursts, or all day long. */
function surged(draw: Draw, usual: number): Step[] {
  const factor = draw.ratio(1.3, 3.5);
  const from = draw.between(1800, 6000);
  const seconds = draw.between(900, 6000);
  const shape = draw.of(['step', 'step', 'climb', 'bursts', 'lasting'] as const);
  const count = { step: 1, climb: 5, bursts: 5, lasting: 1 }[shape];
  const steps: Step[] = [{ fromSeconds: 0, value: usual }];
  for (let k = 0; k < count; k++) {
    const share = shape === 'climb' ? (k + 1) / count : shape === 'bursts' ? (k + 1) % 2 : 1;
    steps.push({ fromSeconds: from + (k * seconds) / count, value: usual * (1 + (factor - 1) * share) });
  }
  return shape === 'lasting' ? steps : [...steps, { fromSeconds: from + seconds, value: usual }];
}

function disturbed(draw: Draw, floor: Floor): Floor {
  const hit = new Set([
    draw.int(0, floor.channels.length - 1),
    ...(draw.chance(0.3) ? [draw.int(0, floor.channels.length - 1)] : []),
  ]);
  const channels = floor.channels.map((c, i) =>
    hit.has(i) ? { ...c, arrivalsPerHour: surged(draw, c.arrivalsPerHour[0]?.value ?? 0) } : c,
  );
  return { ...floor, channels };
}

/** Figures that many sources do not have. */
const optional = [
  ['avgHandleSeconds', 'handleSamples'],
  ['patienceSeconds'],
  ['inProgress'],
  ['oldestWaitSeconds'],
  ['arrivals.m1'],
  ['arrivals.m60'],
  ['observedSeconds'],
  ['weight', 'slowdown'],
  ['minStaff'],
  ['lastMoveAt', 'movesToday', 'lastAssistAt', 'assistsToday'],
  ['shiftEndsAt', 'capacity', 'serving'],
];

/** How the floor acts and what is seen of it: half of them whole, fresh and obedient, the others as real systems are. */
function circumstances(draw: Draw): Partial<Scenario> {
  const ideal = draw.chance(0.5);
  return {
    switchoverSeconds: Math.round(draw.between(20, 120)),
    setupSeconds: { within: Math.round(draw.between(0, 40)), across: Math.round(draw.between(20, 120)) },
    router: { homeWait: draw.of(['overrides', 'restricts']), keepFree: draw.of(['home', 'agent']) },
    ...(ideal
      ? {}
      : {
          actuationDelaySeconds: draw.int(1, 30),
          dataAgeSeconds: 10 * draw.of([0, 1, 3, 6, 12]),
          countdownSeconds: draw.of([0, 0, 30, 60]),
          vetoShare: draw.of([0, 0.1, 0.2]),
          unseen: optional.filter(() => draw.chance(0.25)).flat(),
          timesUntold: draw.chance(0.3),
        }),
  };
}

/**
 * A floor nobody has tuned on, for a seed: a policy that does well only on floors made by hand has learnt those floors.
 * @param calm nothing out of the ordinary happens on it.
 */
export function drawnScenario(seed: number, calm = false): Scenario {
  const draw = new Draw(random(seedOf('drawn-floor', seed, calm ? 'calm' : 'surge')));
  const floor = drawnFloor(draw);
  return {
    ...scenarioDefaults,
    id: `${calm ? 'calm' : 'drawn'}-${seed}`,
    ...(calm ? floor : disturbed(draw, floor)),
    ...circumstances(draw),
  };
}
