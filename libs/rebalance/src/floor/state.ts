import type { AssistRule, Order } from '../types.js';
import { Agenda } from './agenda.js';
import { type Customer, customers } from './customers.js';
import type { FloorAgent, FloorChannel, Scenario } from './scenario.js';

export interface Assist {
  host: number;
  sinceSeconds: number;
  rule: AssistRule;
}

/** One person on the simulated floor. Channels are indices. */
export interface Worker {
  agent: FloorAgent;
  index: number;
  home: number;
  channel: number;
  /** Channel last worked on: a customer of another one needs a set-up. */
  context: number;
  onDuty: boolean;
  conversations: number;
  /** In a set-up, with one customer waiting for it to end. */
  settingUp: boolean;
  /** Ordered away; goes when the last conversation has ended. */
  leavingTo: number | null;
  /** On the way; no customers. */
  switching: boolean;
  assists: Assist[];
  /** Since when nothing has been running: who has idled longest is asked first. */
  idleSince: number;
  lastMoveAt: number | null;
  movesToday: number;
  lastAssistAt: number | null;
  assistsToday: number;
  workedSeconds: number;
}

/** One channel on the simulated floor. */
export interface Desk {
  channel: FloorChannel;
  /** First come, first served; the head moves on over those who left. */
  line: Customer[];
  head: number;
  waiting: number;
  settingUp: number;
  inProgress: number;
  arrivedAt: number[];
  handled: number[];
  timeouts: number;
  abandoned: number;
  completed: number;
}

export interface Moved {
  worker: number;
  from: number;
  to: number;
  at: number;
}

export interface World {
  scenario: Scenario;
  seed: number;
  agenda: Agenda;
  people: Customer[];
  desks: Desk[];
  workers: Worker[];
  /** Every change of channel, in order. */
  moved: Moved[];
  orders: Order[];
  counts: { move: number; return: number; assist: number; 'end-assist': number };
}

function desk(channel: FloorChannel): Desk {
  return {
    channel,
    line: [],
    head: 0,
    waiting: 0,
    settingUp: 0,
    inProgress: 0,
    arrivedAt: [],
    handled: [],
    timeouts: 0,
    abandoned: 0,
    completed: 0,
  };
}

function worker(agent: FloorAgent, index: number, home: number): Worker {
  return {
    agent,
    index,
    home,
    channel: home,
    context: home,
    onDuty: false,
    conversations: 0,
    settingUp: false,
    leavingTo: null,
    switching: false,
    assists: [],
    idleSince: 0,
    lastMoveAt: null,
    movesToday: 0,
    lastAssistAt: null,
    assistsToday: 0,
    workedSeconds: 0,
  };
}

/** The floor at the start of a run: everybody at home, nobody waiting. */
export function createWorld(scenario: Scenario, seed: number): World {
  const index = new Map(scenario.channels.map((c, i) => [c.id, i]));
  return {
    scenario,
    seed,
    agenda: new Agenda(),
    people: customers(scenario, seed),
    desks: scenario.channels.map(desk),
    workers: scenario.agents.map((a, i) => worker(a, i, index.get(a.home) ?? 0)),
    moved: [],
    orders: [],
    counts: { move: 0, return: 0, assist: 0, 'end-assist': 0 },
  };
}

/** The customer who has waited longest, if any; skips those who left. */
export function firstWaiting(desk: Desk): Customer | undefined {
  let first = desk.line[desk.head];
  while (first && first.state !== 'waiting') first = desk.line[++desk.head];
  return first;
}

export function channelId(world: World, index: number): string {
  return world.scenario.channels[index]?.id ?? '';
}
