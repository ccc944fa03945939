import { describe, expect, it } from '@jest/globals';
import type { AgentAction, Snapshot } from '../types.js';
import { naive, nothing } from './baselines.js';
import { play } from './engine.js';
import { channel, weekdayFloor } from './floors.js';
import { report } from './report.js';
import { type Call, type FloorAgent, type Scenario, scenarioDefaults } from './scenario.js';
import { surgeSet } from './scenarios.js';
import { simulate } from './simulate.js';

const shift = [{ fromSeconds: 0, toSeconds: 99_999 }];
const person = (id: string, home: string, skills: Record<string, number>): FloorAgent => ({ id, home, skills, shifts: shift });
const call = (channelId: string, at: number, handleSeconds: number, patienceSeconds: number | null = null): Call => ({
  channel: channelId,
  at,
  handleSeconds,
  patienceSeconds,
});

function small(calls: Call[], agents: FloorAgent[], rest: Partial<Scenario> = {}): Scenario {
  const kinds = [
    channel({ id: 'phone', medium: 'voice', perHour: 0, handleSeconds: 100, responseSeconds: 20, minStaff: 0 }),
    channel({
      id: 'chat',
      medium: 'chat',
      perHour: 0,
      handleSeconds: 100,
      responseSeconds: 30,
      minStaff: 0,
      concurrency: 2,
      slowdown: 0.5,
    }),
    channel({
      id: 'email',
      medium: 'mail',
      perHour: 0,
      handleSeconds: 100,
      responseSeconds: 3600,
      minStaff: 0,
      deferrable: true,
    }),
  ];
  return { ...scenarioDefaults, id: 'small', durationSeconds: 3600, channels: kinds, agents, calls, ...rest };
}

/** Gives these actions in the first tick, nothing after. */
function once(...actions: Pick<AgentAction, 'action' | 'agent' | 'from' | 'to' | 'rule'>[]) {
  let given = false;
  return (): AgentAction[] => {
    if (given) return [];
    given = true;
    return actions as AgentAction[];
  };
}

const both = { phone: 1, chat: 1, email: 1 };
const assist = (agent: string, from: string, to: string, rule: AgentAction['rule'] = {}) => ({
  action: 'assist' as const,
  agent,
  from,
  to,
  rule,
});

describe('the simulated floor', () => {
  it('loses nobody: everyone who came is answered, gone, waiting or being served', () => {
    for (const { scenario } of surgeSet().slice(0, 4)) {
      const world = play(scenario, naive, 5);
      const came = world.people.filter((p) => p.state !== 'coming');
      const waiting = world.desks.reduce((sum, d) => sum + d.waiting + d.settingUp, 0);
      const serving = world.desks.reduce((sum, d) => sum + d.inProgress, 0);
      const ended = came.filter((p) => p.state === 'done' || p.state === 'abandoned').length;
      expect(ended + waiting + serving).toBe(came.length);
      expect(report(world).contacts).toBe(came.length);
      expect(came.filter((p) => p.state === 'abandoned' && !Number.isNaN(p.startedAt))).toEqual([]);
    }
  });

  it('is the same to the last byte for a seed, and another for another seed', () => {
    const { scenario } = surgeSet()[1]!;
    const text = (seed: number) => JSON.stringify(simulate({ ...scenario, durationSeconds: 7200 }, {}, seed));
    expect(text(3)).toBe(text(3));
    expect(text(3)).not.toBe(text(4));
  });

  it('meets every policy with the same customers', () => {
    const { scenario } = surgeSet()[2]!;
    const people = (decide: typeof naive) =>
      play(scenario, decide, 9).people.map((p) => [p.channel, p.arrivedAt, p.handleSeconds, p.patienceSeconds]);
    expect(people(naive)).toEqual(people(nothing as typeof naive));
  });

  it('lets the customer wait through the set-up of an assisting agent', () => {
    const world = play(small([call('phone', 100, 50)], [person('m', 'email', both)]), once(assist('m', 'email', 'phone')), 1);
    expect(world.people[0]!.startedAt).toBe(100 + 60);
    expect(report(world).misses).toBe(1);
  });

  it('stays at home while a customer waits there, unless the rule allows a wait at home', () => {
    // Both mail agents are taken until 70 (m) and for good (n); a phone customer and a mail wait when m is free.
    const calls = [
      call('phone', 50, 100),
      call('email', 55, 15),
      call('email', 56, 900),
      call('email', 61, 10),
      call('phone', 62, 10),
    ];
    const agents = [person('p', 'phone', { phone: 1 }), person('m', 'email', both), person('n', 'email', { email: 1 })];
    const started = (rule: AgentAction['rule']) =>
      play(small(calls, agents), once(assist('m', 'email', 'phone', rule)), 1).people.map((p) => p.startedAt);
    expect(started({})[4]).toBe(80 + 60);
    expect(started({ homeWaitSeconds: 1e6 })[4]).toBe(70 + 60);
    expect(started({ homeWaitSeconds: 1e6, hostOldestSeconds: 500 })[4]).toBe(150);
  });

  it('finishes the running conversation before a move, then takes the switch-over', () => {
    const scenario = small([call('email', 5, 200), call('phone', 20, 10)], [person('m', 'email', both)]);
    const world = play(scenario, once({ action: 'move', agent: 'm', from: 'email', to: 'phone' }), 1);
    expect(world.people[1]!.startedAt).toBe(205 + 60);
    expect(world.workers[0]!.channel).toBe(0);
    expect(world.counts.move).toBe(1);
  });

  it('slows conversations that are held together', () => {
    const world = play(small([call('chat', 10, 100), call('chat', 11, 100)], [person('c', 'chat', { chat: 1 })]), nothing, 1);
    expect(world.people.map((p) => p.endedAt - p.startedAt)).toEqual([100, 150]);
  });

  it('shows a stale floor as it was, with orders as they are', () => {
    const seen: Snapshot[] = [];
    const scenario = small([call('phone', 95, 500)], [person('p', 'phone', { phone: 1 }), person('m', 'email', both)], {
      dataAgeSeconds: 120,
    });
    const order = once(assist('m', 'email', 'phone'));
    play(scenario, (s) => (seen.push(s), order()), 1);
    const at = (t: number) => seen[t / 10 - 1]!;
    expect(at(200).channels![0]!.inProgress).toBe(0);
    expect(at(220).channels![0]!.inProgress).toBe(1);
    expect(at(20).orders).toHaveLength(1);
    expect(at(20).agents![1]!.assists).toEqual([]);
    expect(at(300).dataAgeSeconds).toBe(120);
  });

  it('holds orders for a countdown and drops the vetoed ones', () => {
    const agents = Array.from({ length: 50 }, (_, i) => person(`m${i}`, 'email', both));
    const scenario = small([], agents, { countdownSeconds: 60, vetoShare: 0.2 });
    const world = play(scenario, once(...agents.map((a) => assist(a.id, 'email', 'phone'))), 1);
    const vetoed = world.orders.filter((o) => o.status === 'vetoed').length;
    expect(vetoed).toBeGreaterThan(3);
    expect(vetoed).toBeLessThan(20);
    expect(world.counts.assist).toBe(50 - vetoed);
    expect(world.workers.every((w) => w.assists.every((a) => a.sinceSeconds >= 70))).toBe(true);
  });

  it('refuses what a real upstream refuses: missing skills, a channel at its minimum, people not there', () => {
    const floor = weekdayFloor();
    const scenario = { ...scenarioDefaults, id: 'refusals', durationSeconds: 600, ...floor };
    const world = play(
      scenario,
      once(
        { action: 'move', agent: 'email-01', from: 'email', to: 'app_chat' },
        { action: 'move', agent: 'nobody', from: 'email', to: 'phone' },
        { action: 'end-assist', agent: 'email-02', from: 'email', to: 'phone' },
      ),
      1,
    );
    expect(world.orders.map((o) => o.status)).toEqual(['rejected', 'rejected', 'rejected']);
  });
});
