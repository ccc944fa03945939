import { describe, expect, it } from '@jest/globals';
import type { CloudEvent, ReassignmentCommand } from '@tideboard/contracts';
import { Acd } from './acd.js';
import { Aftermath } from './aftermath.js';
import { Agenda } from './agenda.js';
import { Crew } from './crew.js';
import { Floor } from './floor.js';
import { Journal } from './journal.js';
import type { Person } from './people.js';
import { Rng } from './rng.js';

const START = Date.parse('2026-07-01T10:00:00Z');
const person = (id: string, home: string, skills: string[]): Person => ({
  id,
  name: id,
  home,
  skills: [home, ...skills],
  team: 'desk',
  tier: 'frontline',
  capacity: home === 'phone' ? 1 : 3,
  shift: null,
});

/** A floor of a few people at their desks, and a hand on its clock. */
function stage(...people: Person[]) {
  const [agenda, journal, rng] = [new Agenda(), new Journal(), new Rng(7)];
  const crew = new Crew(people, journal);
  const floor = new Floor({ agenda, journal, rng, crew, aftermath: new Aftermath(agenda, journal, rng) });
  const acd = new Acd(crew, floor);
  let [now, serial] = [START, 0];
  for (const { id } of people) crew.signOn(id, now, now + 8 * 3_600_000);
  journal.drain();
  return {
    crew,
    at: () => now,
    run(seconds: number): CloudEvent[] {
      now += seconds * 1000;
      for (let next = agenda.take(now); next; next = agenda.take(now)) next.happen();
      return journal.drain();
    },
    arrive(channel: string): string {
      const id = `T${(serial += 1)}`;
      const customer = { ref: 'C1', name: 'C', phone: '1', tier: 'standard' as const };
      const about = { kind: 'consult', priority: 'normal', summary: '', dueInSeconds: null, customer } as const;
      floor.arrive({ ...about, id, channel, createdAt: now });
      return id;
    },
    order(action: ReassignmentCommand['action'], fields: Partial<ReassignmentCommand>) {
      const key = `k${(serial += 1)}`;
      const command = { type: 'reassignment.command', id: key, reassignment: 'r', idempotencyKey: key, fence: serial } as const;
      return acd.obey({ ...command, action, from: 'social', to: 'phone', when: 'after-current', reason: '', ...fields }, now);
    },
  };
}

const of = (events: readonly CloudEvent[], type: string, subject: string): CloudEvent[] =>
  events.filter((event) => event.type === type && event.subject === subject);
/** When the agent was reported on another channel. */
const arrival = (events: readonly CloudEvent[], agent: string): { channel: string; at: number } | null => {
  const [event] = of(events, 'agent.changed', agent).filter(({ data }) => 'channel' in (data as object));
  return event ? { channel: (event.data as { channel: string }).channel, at: Date.parse(event.time!) } : null;
};
const ACCEPTED = { status: 'accepted' };
const social = (id = 'S'): Person => person(id, 'social', ['phone', 'web_chat']);

describe('the ACD’s moves', () => {
  it('takes a minute between media and a third of it within one, and reports the agent from there', () => {
    for (const [to, seconds] of [
      ['phone', 60],
      ['web_chat', 20],
    ] as const) {
      const floor = stage(social());
      expect(floor.order('move', { agent: 'S', to })).toEqual(ACCEPTED);
      expect(arrival(floor.run(seconds - 1), 'S')).toBeNull();
      expect(arrival(floor.run(1), 'S')).toEqual({ channel: to, at: START + seconds * 1000 });
    }
  });
  it('lets an agent finish, gives nothing new meanwhile, and only then changes over', () => {
    const floor = stage(social());
    const running = floor.arrive('social');
    floor.order('move', { agent: 'S' });
    const late = floor.arrive('social');
    const events = floor.run(7200);
    const [done] = of(events, 'ticket.completed', running);
    expect(arrival(events, 'S')!.at).toBeGreaterThanOrEqual(START + 60_000);
    expect(of(events, 'ticket.assigned', late)).toEqual([]);
    expect(done).toBeDefined();
    expect(floor.crew.get('S').channel).toBe('phone');
  });
  it('does one thing once, however often it is told', () => {
    const floor = stage(social());
    for (let i = 0; i < 3; i += 1)
      expect(floor.order('move', { agent: 'S', idempotencyKey: 'same', fence: 5 })).toEqual(ACCEPTED);
    expect(of(floor.run(300), 'agent.changed', 'S').filter(({ data }) => 'channel' in (data as object))).toHaveLength(1);
  });
  it('hears no order that a newer one has overtaken', () => {
    const floor = stage(social());
    expect(floor.order('return', { agent: 'S', from: 'phone', to: 'social', fence: 9 })).toEqual(ACCEPTED);
    expect(floor.order('move', { agent: 'S', fence: 8 })).toMatchObject({ status: 'refused', reason: expect.any(String) });
    floor.run(300);
    expect(floor.crew.get('S').channel).toBe('social');
  });
  it('calls an agent back who has not left yet', () => {
    const floor = stage(social());
    floor.order('move', { agent: 'S' });
    floor.run(30);
    expect(floor.order('return', { agent: 'S', from: 'phone', to: 'social' })).toEqual(ACCEPTED);
    expect(arrival(floor.run(300), 'S')).toMatchObject({ channel: 'social' });
    expect(floor.crew.get('S').state).toBe('available');
  });
  it('brings home also who has gone on a break', () => {
    const floor = stage(social());
    floor.order('move', { agent: 'S' });
    floor.run(60);
    floor.crew.leave('S', 'break', floor.at());
    expect(floor.order('return', { agent: 'S', from: 'phone', to: 'social' })).toEqual(ACCEPTED);
    floor.run(0);
    expect(floor.crew.get('S')).toMatchObject({ channel: 'social', state: 'break' });
  });
});

describe('the ACD’s refusals', () => {
  it('say why somebody cannot go', () => {
    const floor = stage(social(), person('W', 'web_chat', []));
    const reason = (fields: Partial<ReassignmentCommand>) => floor.order('move', fields).reason;
    expect(reason({ agent: 'nobody' })).toBe('no such agent');
    expect(reason({ agent: 'W', from: 'web_chat' })).toBe('has not learnt phone');
    expect(reason({ agent: 'S', from: 'email' })).toContain('does not work on email');
    floor.crew.leave('S', 'offline', floor.at());
    expect(reason({ agent: 'S' })).toBe('has finished for the day');
  });
  it('come once in twelve orders without another reason, and always at the same one', () => {
    const people = Array.from({ length: 24 }, (_, i) => social(`S${i}`));
    const floor = stage(...people);
    const refused = people.flatMap(({ id }, i) => (floor.order('move', { agent: id }).status === 'refused' ? [i] : []));
    expect(refused).toEqual([3, 15]);
  });
});

describe('the ACD’s assists', () => {
  const rule = { hostOldestSeconds: 84 };
  it('give the host’s oldest customer to somebody who stays at home, who lets him wait through the set-up', () => {
    const floor = stage(social());
    const caller = floor.arrive('phone');
    expect(floor.order('assist', { agent: 'S', rule })).toEqual(ACCEPTED);
    expect(of(floor.run(83), 'ticket.assigned', caller)).toEqual([]);
    const events = floor.run(1200);
    const [assigned, started] = ['ticket.assigned', 'ticket.started'].map((type) =>
      Date.parse(of(events, type, caller)[0]!.time!),
    );
    expect(assigned).toBeLessThanOrEqual(START + 89_000);
    expect(started! - assigned!).toBeGreaterThan(60_000);
    expect(floor.crew.get('S').channel).toBe('social');
  });
  it('serve home first, and nobody elsewhere once they are over', () => {
    const floor = stage(social());
    floor.order('assist', { agent: 'S', rule: {} });
    const [home, caller] = [floor.arrive('social'), floor.arrive('phone')];
    const events = floor.run(3600);
    const at = (type: string, ticket: string) => Date.parse(of(events, type, ticket)[0]!.time!);
    expect(at('ticket.assigned', home)).toBe(START);
    expect(at('ticket.assigned', caller)).toBeGreaterThan(at('ticket.started', home));
    expect(floor.order('end-assist', { agent: 'S', from: 'phone', to: 'social' })).toEqual(ACCEPTED);
    const later = floor.arrive('phone');
    expect(of(floor.run(3600), 'ticket.assigned', later)).toEqual([]);
  });
});

it('the ACD reroutes whoever still waits, with the age they have', () => {
  const floor = stage(social('S'), person('W', 'web_chat', []));
  const [caller, chat] = [floor.arrive('phone'), floor.arrive('web_chat')];
  floor.run(30);
  expect(floor.order('reroute', { tickets: [caller, chat], from: 'phone', to: 'social' })).toEqual(ACCEPTED);
  const events = floor.run(1);
  expect(of(events, 'ticket.transferred', caller)[0]).toMatchObject({ data: { channel: 'social' } });
  expect(of(events, 'ticket.assigned', caller)[0]).toMatchObject({ data: { agent: 'S' } });
  expect(of(events, 'ticket.transferred', chat)).toEqual([]);
  expect(floor.order('reroute', { tickets: [chat] }).status).toBe('refused');
});

it('the mail desk lays work ahead; who leaves hands it over, and the colleague answers it in its turn', () => {
  const floor = stage(person('A', 'email', ['phone']), person('B', 'email', []));
  const first = Array.from({ length: 4 }, () => floor.arrive('email'));
  const [ahead, later, third] = [floor.arrive('email'), floor.arrive('email'), floor.arrive('email')];
  const events = floor.run(0);
  const owner = (id: string) => (of(events, 'ticket.assigned', id)[0]?.data as { agent?: string } | undefined)?.agent;
  expect(first.map(owner).toSorted()).toEqual(['A', 'A', 'B', 'B']);
  expect([owner(ahead), owner(later), owner(third)]).toEqual(['A', 'B', 'A']);
  floor.order('move', { agent: 'A', from: 'email', to: 'phone' });
  const reroute = { from: 'email', to: 'email' };
  expect(floor.order('reroute', { ...reroute, agent: 'B', tickets: [ahead] })).toEqual(ACCEPTED);
  expect(floor.order('reroute', { ...reroute, tickets: [third] })).toEqual(ACCEPTED);
  const after = floor.run(4 * 3600);
  expect(of(after, 'ticket.transferred', ahead)[0]).toMatchObject({ data: { agent: 'B' } });
  const started = [ahead, later, third].map((id) => of(after, 'ticket.started', id)[0]!);
  expect(started).toMatchObject([1, 2, 3].map(() => ({ data: { agent: 'B' } })));
  expect(Date.parse(started[0]!.time!)).toBeLessThanOrEqual(Date.parse(started[2]!.time!));
  expect(floor.order('reroute', { ...reroute, agent: 'A', tickets: [ahead] }).status).toBe('refused');
});
