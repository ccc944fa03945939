import { type Arbitrary, nat, noShrink } from 'fast-check';
import { type Random, random } from '../src/floor/random.js';
import type { AgentSnapshot, AgentState, ChannelSnapshot, Order, Snapshot } from '../src/index.js';

/** Any instant; snapshots are drawn around it. */
export const now = Date.UTC(2026, 0, 5, 10);

const ids = ['a', 'b', 'c', 'd', 'e'];
const states: AgentState[] = [
  'available',
  'available',
  'available',
  'busy',
  'busy',
  'busy',
  'wrap_up',
  'draining',
  'switching',
  'break',
  'offline',
];

/** One draw of a snapshot: how often figures are missing is itself drawn, so that both whole and torn snapshots come. */
class Draw {
  private readonly missing: number;

  constructor(private readonly stream: Random) {
    this.missing = this.chance(0.6) ? 0 : 0.3 * stream.uniform();
  }

  chance(share: number): boolean {
    return this.stream.uniform() < share;
  }

  /** An integer of [low, high]. */
  int(low: number, high: number): number {
    return low + this.stream.below(high - low + 1);
  }

  of<T>(list: readonly T[]): T {
    return list[this.stream.below(list.length)] as T;
  }

  known<T>(value: T): T | null {
    return this.chance(this.missing) ? null : value;
  }

  ago(minutes: number): number {
    return now - this.int(0, minutes * 60) * 1000;
  }
}

function channel(draw: Draw, id: string, staff: number): ChannelSnapshot {
  const deferrable = draw.chance(0.4);
  const drowning = draw.chance(0.4);
  const concurrency = draw.chance(0.6) ? 1 : draw.int(2, 4);
  const handle = draw.int(60, 600);
  const capacity = (Math.max(1, staff) * concurrency * 3600) / handle;
  const perHour = Math.round(capacity * (drowning ? draw.int(80, 200) : draw.int(5, 80)) * 0.01);
  const surge = drowning ? 1 + draw.int(0, 20) / 10 : 1;
  const pending = drowning ? draw.int(0, 60) : draw.int(0, 2);
  return {
    id,
    deferrable: draw.known(deferrable),
    pending: draw.known(pending),
    oldestWaitSeconds: draw.known(pending > 0 ? draw.int(1, drowning ? 900 : 20) : 0),
    inProgress: draw.known(draw.int(0, staff * concurrency)),
    arrivals: draw.known({
      m1: draw.known(Math.round((perHour * surge) / 60)),
      m5: draw.known(Math.round((perHour * surge) / 12)),
      m15: draw.known(Math.round((perHour * surge) / 4)),
      m60: draw.known(perHour),
    }),
    observedSeconds: 7200,
    avgHandleSeconds: draw.known(handle),
    handleSamples: draw.known(draw.int(0, 30)),
    responseSeconds: draw.known(deferrable ? draw.int(600, 7200) : draw.int(10, 90)),
    serviceLevelTarget: draw.known(draw.of([0.8, 0.9])),
    weight: draw.known(draw.int(1, 3)),
    minStaff: draw.known(draw.int(0, 4)),
    concurrency: draw.known(concurrency),
    slowdown: draw.known(draw.of([0, 0.1, 0.2])),
    configuredHandleSeconds: draw.known(handle),
    patienceSeconds: draw.known(draw.int(60, 900)),
  };
}

function agent(draw: Draw, id: string, home: string): AgentSnapshot {
  const state = draw.of(states);
  const conversations = state === 'busy' ? draw.int(1, 3) : 0;
  const skills: Record<string, number> = { [home]: 1 };
  for (let k = draw.int(0, 2); k > 0; k--) skills[draw.of(ids)] ??= draw.of([0.8, 0.9, 1]);
  const hosts = ids.filter((host) => host !== home && draw.chance(0.08)).slice(0, 2);
  return {
    id,
    home,
    channel: draw.chance(0.8) ? home : draw.of(ids),
    skills,
    state,
    conversations,
    capacity: 3,
    serving: conversations > 0 ? home : null,
    target: state === 'draining' || state === 'switching' ? draw.of(ids) : null,
    lastMoveAt: draw.chance(0.5) ? null : draw.ago(90),
    movesToday: draw.known(draw.int(0, 7)),
    assists: hosts.map((host) => ({ channel: host, since: draw.ago(90) })),
    lastAssistAt: draw.chance(0.6) ? null : draw.ago(60),
    assistsToday: draw.known(draw.int(0, 3)),
    shiftEndsAt: draw.known(now + draw.int(0, 6 * 3600) * 1000),
  };
}

function order(draw: Draw): Order {
  return {
    action: draw.of(['move', 'assist', 'end-assist', 'return'] as const),
    agent: `agent-${draw.int(0, 30)}`,
    from: draw.of(ids),
    to: draw.of(ids),
    at: draw.ago(29),
    status: draw.of(['proposed', 'applied', 'applied', 'rejected', 'vetoed', 'ended'] as const),
  };
}

/** Floors of up to five channels and some forty people, many of them in trouble, some with holes in what is known. */
export function drawSnapshot(seed: number): Snapshot {
  const draw = new Draw(random(seed));
  const used = ids.slice(0, draw.int(1, 5));
  const teams = used.map((id) => ({ id, size: draw.int(0, 9) }));
  return {
    now,
    dataAgeSeconds: draw.of([0, 2, 10, 60, 120]),
    channels: teams.map((t) => channel(draw, t.id, t.size)),
    agents: teams.flatMap((t) => Array.from({ length: t.size }, () => t.id)).map((home, i) => agent(draw, `agent-${i}`, home)),
    orders: Array.from({ length: draw.int(0, 5) }, () => order(draw)),
  };
}

/**
 * Snapshots by seed. Nested arbitraries would shrink better, but take fifty times as long to draw as a plan takes to make; a
 * failing seed is enough to look at the floor it stands for.
 */
export const snapshots: Arbitrary<Snapshot> = noShrink(nat()).map(drawSnapshot);

/** Freezes a value all the way down, so that whoever writes to it throws. */
export function deepFreeze<T>(value: T): T {
  if (value !== null && typeof value === 'object' && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}
