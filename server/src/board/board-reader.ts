import { Injectable } from '@nestjs/common';
import type { AlertView, AutomationView, ReassignmentView } from '@tideboard/contracts';
import { type Counters, DATED, GAUGES } from '@tideboard/domain';
import { keys, RedisConnections, Script } from '../platform/redis/index.js';
import type { Phase } from './phase.js';

/** One channel's numbers as the store holds them. */
export interface ChannelNumbers {
  counters: Counters;
  oldestPendingAt: number | null;
  /** Some source has named the channel at least once. */
  fed: boolean;
}

/** What the store said at one instant. `channels` holds those that changed since the rev asked from, or all. */
export interface BoardReading {
  epoch: string;
  rev: number;
  registry: number;
  judged: number;
  pulse: number;
  phase: Phase | null;
  unmapped: number;
  /** All tickets in the store. */
  tickets: number;
  /** What is shown of them; null where nothing has changed since. */
  alerts: AlertView[] | null;
  reassignments: ReassignmentView[] | null;
  automation: AutomationView | null;
  /** The last event that is in these numbers, and the next instant (epoch ms) at which time alone will change them. */
  lastLogId: string | null;
  nextWakeAt: number | null;
  channels: Map<string, ChannelNumbers>;
}

export interface Since {
  epoch: string;
  rev: number;
  day: string;
}

const FED = 'fed';
const gaugeNames = [...GAUGES, FED].join(',');
const datedNames = DATED.join(',');

type Raw = [
  epoch: string,
  rev: string,
  phase: string | null,
  registry: string,
  judged: string | null,
  pulse: string | null,
  unmapped: string | null,
  tickets: number,
  alerts: string[] | null,
  reassignments: string[] | null,
  automation: string | null,
  lastLogId: string | null,
  nextWakeAt: string | null,
  ...RawChannel[],
];
type RawChannel = [id: string, gauges: (string | null)[], dated: (string | null)[], oldest: string | null];

const script = new Script(import.meta.url, './read.lua', (raw): BoardReading => {
  const [epoch, rev, phase, registry, judged, pulse, unmapped, tickets, alerts, reassignments, automation, ...rest] = raw as Raw;
  const [lastLogId, nextWakeAt, ...channels] = rest;
  return {
    epoch,
    rev: Number(rev),
    registry: Number(registry),
    judged: Number(judged ?? 0),
    pulse: Number(pulse ?? 0),
    phase: phase ? (JSON.parse(phase) as Phase) : null,
    unmapped: Number(unmapped ?? 0),
    tickets,
    alerts: alerts && views<AlertView>(alerts),
    reassignments: reassignments && views<ReassignmentView>(reassignments),
    automation: automation ? (JSON.parse(automation) as AutomationView) : null,
    lastLogId: lastLogId || null,
    nextWakeAt: nextWakeAt ? Number(nextWakeAt) : null,
    channels: new Map(channels.map(([id, ...numbers]) => [id, readNumbers(numbers)])),
  };
});

/** Asks the store for the board, or for what changed on it. */
@Injectable()
export class BoardReader {
  constructor(private readonly connections: RedisConnections) {}

  /** `day` is the business day whose counters are wanted; a reading whose phase has another day must be repeated with that one. */
  read(channels: readonly string[], { epoch, rev, day }: Since): Promise<BoardReading> {
    return script.run(
      this.connections.main,
      [
        keys.meta,
        keys.changed,
        keys.gauges,
        keys.day(day),
        keys.tickets,
        keys.alerts,
        keys.reassignments,
        keys.automation,
        keys.log,
        keys.wake,
        ...channels.map((id) => keys.waiting(id)),
      ],
      [epoch, rev, gaugeNames, datedNames, ...channels],
    );
  }
}

/** Each feature keeps the view of its record inside the record: the board shows it and knows nothing else of it. */
const views = <V>(records: string[]): V[] => records.flatMap((text) => (JSON.parse(text) as { view: V | null }).view ?? []);

function readNumbers([gauges, dated, oldest]: [(string | null)[], (string | null)[], string | null]): ChannelNumbers {
  const named = (names: readonly string[], values: (string | null)[]): [string, number][] =>
    names.map((name, i) => [name, Number(values[i] ?? 0)]);
  const { [FED]: fed, ...counters } = Object.fromEntries([...named([...GAUGES, FED], gauges), ...named(DATED, dated)]);
  return { counters: counters as Counters, oldestPendingAt: oldest === null ? null : Number(oldest), fed: fed !== 0 };
}
