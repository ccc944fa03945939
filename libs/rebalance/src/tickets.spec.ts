import { beforeAll, describe, expect, it } from '@jest/globals';
import { assert as assertAlways, property } from 'fast-check';
import { atEmail, atPhone, email, phone, smallFloor } from '../support/small-floor.js';
import { deepFreeze, now, snapshots } from '../support/snapshots.js';
import { random } from './floor/random.js';
import {
  type AgentSnapshot,
  defaultPolicy,
  handOver,
  type Plan,
  plan,
  type Reroute,
  type Snapshot,
  type TicketSnapshot,
} from './index.js';

/** Where helpers may not stay at home, people leave more often. */
const lending = { allowAssists: false };
/** Up to three tickets for each agent, most of them where the agent works; some without a deadline. */
function withTickets(snapshot: Snapshot): Snapshot {
  const stream = random(snapshot.agents!.length * 31 + snapshot.channels!.length);
  const tickets = snapshot.agents!.flatMap((agent) =>
    Array.from(
      { length: stream.below(4) },
      (_, n): TicketSnapshot => ({
        id: `${agent.id}/${n}`,
        channel: stream.uniform() < 0.9 ? (agent.channel ?? null) : 'a',
        agent: agent.id,
        dueAt: stream.uniform() < 0.2 ? null : now + stream.below(7200) * 1000,
        createdAt: now - stream.below(7200) * 1000,
      }),
    ),
  );
  return { ...snapshot, tickets };
}

const mail = (id: string, agent: string, dueInSeconds: number | null = null): TicketSnapshot => ({
  id,
  channel: 'email',
  agent,
  dueAt: dueInSeconds === null ? null : now + dueInSeconds * 1000,
  createdAt: now - 600_000,
});

interface Made {
  snapshot: Snapshot;
  bare: Plan;
  plan: Plan;
  reroutes: Reroute[];
}

/** What is true of every plan of a snapshot with tickets. */
const laws: Record<string, (made: Made) => void> = {
  'change nothing else of the plan': ({ bare, plan: { actions, explanations } }) => {
    expect(actions.filter(({ action }) => action !== 'reroute')).toEqual(bare.actions);
    expect(explanations.filter(({ code }) => code !== 'agent-leaves')).toEqual(bare.explanations);
  },
  'were waiting for somebody whom the plan sends away from there; each goes once, and none stays behind': (made) => {
    const left = made.plan.actions.filter(({ action }) => action === 'move' || action === 'return');
    const due = made.snapshot.tickets!.filter((t) => left.some((a) => a.agent === t.agent && a.from === t.channel));
    const gone = made.reroutes.flatMap(({ of, from, tickets }) => tickets.map((id) => `${of} ${from} ${id}`));
    expect(gone.toSorted()).toEqual(due.map((t) => `${t.agent} ${t.channel} ${t.id}`).toSorted());
    for (const { from, to } of made.reroutes) expect(to).toBe(from);
  },
  'go only to colleagues who stay there, can do it, have room, and do not go home soon': (made) => {
    const agents = new Map(made.snapshot.agents!.map((a): [string, AgentSnapshot] => [a.id, a]));
    const leaves = new Set(made.plan.actions.flatMap((a) => (a.action === 'move' || a.action === 'return' ? a.agent : [])));
    for (const { agent, from } of made.reroutes) {
      if (agent === null) continue;
      const taker = agents.get(agent)!;
      expect(taker.channel).toBe(from);
      expect(leaves.has(agent)).toBe(false);
      expect(['available', 'busy', 'wrap_up']).toContain(taker.state);
      expect(taker.skills![from] ?? 0).toBeGreaterThan(0);
      expect((taker.shiftEndsAt ?? Infinity) - now).toBeGreaterThanOrEqual(defaultPolicy.shiftEndGuardSeconds * 1000);
      const given = made.reroutes.filter((one) => one.agent === agent).flatMap(({ tickets }) => tickets).length;
      const own = made.snapshot.tickets!.filter((t) => t.agent === agent).length;
      expect(given + own + taker.conversations!).toBeLessThanOrEqual(taker.capacity!);
    }
  },
  'keep the order of their deadlines: none finds room where an earlier one did not': ({ snapshot, reroutes }) => {
    const due = new Map(snapshot.tickets!.map((t) => [t.id, t.dueAt ?? Infinity]));
    for (const { tickets, from, agent } of reroutes) {
      const deadlines = tickets.map((id) => due.get(id)!);
      expect(deadlines).toEqual(deadlines.toSorted((a, b) => (a === b ? 0 : a - b)));
      if (agent === null) continue;
      const inLine = reroutes.filter((one) => one.agent === null && one.from === from).flatMap((one) => one.tickets);
      for (const id of inLine) expect(due.get(id)!).toBeGreaterThanOrEqual(deadlines.at(-1)!);
    }
  },
  'are the same in whatever order they come': ({ snapshot, plan: made }) => {
    const turned = { ...snapshot, tickets: snapshot.tickets!.toReversed(), agents: snapshot.agents!.toReversed() };
    expect(JSON.stringify(plan(turned, lending))).toBe(JSON.stringify(made));
  },
};

describe('tickets of people who leave', () => {
  const made: Made[] = [];
  // One pass for all laws; snapshots are frozen, so that whoever writes to one throws.
  beforeAll(() => {
    const draw = (bare: Snapshot) => {
      const snapshot = deepFreeze(withTickets(bare));
      const told = plan(snapshot, lending);
      const reroutes = told.actions.filter((action): action is Reroute => action.action === 'reroute');
      if (reroutes.length > 0) made.push({ snapshot, bare: plan(bare, lending), plan: told, reroutes });
    };
    assertAlways(property(snapshots, draw), { numRuns: 800, seed: 20260105 });
  });

  it.each(Object.keys(laws))('%s', (name) => {
    expect(made.length).toBeGreaterThan(40);
    for (const one of made) laws[name]!(one);
  });

  const agents = [atPhone(0), ...Array.from({ length: 4 }, (_, i) => ({ ...atEmail(i), capacity: 3 }))];
  const floor = (tickets: readonly TicketSnapshot[], rest: Partial<Snapshot> = {}) =>
    smallFloor(15, { channels: [phone(15), email()], agents, tickets, ...rest });
  const leaving = [{ agent: 'e0', channel: 'email' }];

  it('spread over those with the fewest waiting; who is full is passed over, and the rest goes to the common line', () => {
    const mails = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6'].map((id, i) => mail(id, 'e0', 100 * i));
    const own = [mail('own1', 'e1'), mail('own2', 'e1'), mail('own3', 'e2')];
    const others = agents.filter(({ id }) => id !== 'e3');
    expect(handOver(floor([...mails, ...own], { agents: others }), leaving)).toEqual([
      { of: 'e0', agent: 'e2', tickets: ['m1', 'm3'] },
      { of: 'e0', agent: 'e1', tickets: ['m2'] },
      { of: 'e0', agent: null, tickets: ['m4', 'm5', 'm6'] },
    ]);
  });

  it('go to a colleague who is asked to help elsewhere from home, and to nobody who is asked to leave', () => {
    const ask = (agent: string, action: 'assist' | 'move') =>
      ({ action, agent, from: 'email', to: 'phone', at: now - 9000, status: 'proposed' }) as const;
    const orders = [ask('e1', 'assist'), ask('e2', 'move'), ask('e3', 'move')];
    expect(handOver(floor([mail('m1', 'e0')], { orders }), leaving)).toEqual([{ of: 'e0', agent: 'e1', tickets: ['m1'] }]);
  });

  it('of a channel that the agent does not leave stay where they are', () => {
    expect(handOver(floor([{ ...mail('call', 'e0'), channel: 'phone' }, mail('mine', 'e1')]), leaving)).toEqual([]);
  });

  it('are explained with who leaves, who takes them and how many', () => {
    const bare = smallFloor(15);
    const tickets = bare.agents!.filter(({ channel }) => channel === 'email').map(({ id }) => mail(`of-${id}`, id, 60));
    const made = plan({ ...bare, tickets }, lending);
    const [first] = made.actions.filter((action): action is Reroute => action.action === 'reroute');
    expect(first).toMatchObject({ from: 'email', to: 'email', reason: 'agent-leaves', tickets: [`of-${first!.of}`] });
    expect(made.explanations).toContainEqual({
      code: 'agent-leaves',
      params: expect.objectContaining({ action: 'reroute', of: first!.of, tickets: first!.tickets }),
      numbers: { tickets: 1 },
    });
  });
});
