// What has to hold for any floor. The spec runs these on the code as it is; the seeded-bug spec runs the same on code with a fault in it.
import { deepStrictEqual } from 'node:assert';
import {
  amendPolicy,
  compilePolicy,
  DayRollup,
  inGrain,
  ledgerOf,
  NOW,
  type PolicyVersion,
  ROLLUP_GRAINS,
  type RollupGrain,
  UNMAPPED,
} from '@tideboard/domain';
import fc from 'fast-check';
import type { AcceptedEvent } from '../../../server/src/tickets/accepted-event.js';
import { channel } from '../floor.js';
import { oracle } from './oracle.js';
import { RECOUNTED, recount } from './recount.js';
import { history, type Scenario, scenario } from './scenario.js';
import { amountsOf, assertSame, type Pairs, type StoredFloor } from './stored-floor.js';

export interface Property {
  name: string;
  runs: number;
  check(floor: StoredFloor): fc.IAsyncProperty<unknown>;
}

const HOUR = 3_600_000;

/** Any multiset in any order, in any batches, by two writers at once: the sum over the tickets, bit for bit. */
const anyOrder: Property = {
  name: 'any order, batches, repeats and two writers give the sum over the tickets',
  runs: 120,
  check: (floor) =>
    fc.asyncProperty(scenario, async ({ registry, now, events, deliveries }) => {
      await floor.begin(history(registry), now);
      await floor.deliver(deliveries);
      assertSame(await floor.state(), oracle(events, history(registry), now));
    }),
};

/** The same numbers from a second pair of hands. Its clocks never stop, so channels with service hours are left out. */
const naive: Property = {
  name: 'the store shows what a plain recount of the events finds',
  runs: 200,
  check: (floor) =>
    fc.asyncProperty(scenario, async ({ registry: { site, channels }, now, events, deliveries }) => {
      const registry = { site, channels: channels.map((each) => ({ ...each, serviceHours: null })) };
      await floor.begin(history(registry), now);
      await floor.deliver(deliveries);
      const { counters } = await floor.state();
      const comparable = counters.filter(([name]) => RECOUNTED.has(name.slice(name.lastIndexOf(':') + 1)));
      deepStrictEqual(comparable, recount(events, registry, now));
    }),
};

const deliverInSlices = async (floor: StoredFloor, { deliveries, now }: Scenario, steps: readonly number[]): Promise<void> => {
  const each = Math.ceil(deliveries.length / (steps.length + 1));
  for (const [i, back] of [...steps.toSorted((a, b) => b - a), 0].entries()) {
    floor.now = now - back;
    await floor.sweep();
    await floor.deliver(deliveries.slice(i * each, (i + 1) * each));
  }
  await floor.sweep();
};
const steps = fc.array(
  fc.oneof(
    fc.integer({ min: 1, max: 40 * HOUR }),
    // A minute beside the grid: between a warning and its deadline.
    fc.integer({ min: 0, max: 240 }).map((tens) => (tens * 10 + 1) * 60_000),
  ),
  { minLength: 1, maxLength: 8, size: 'max' },
);

/** Deadlines that pass one after the other, futures that arrive: the same as looking once, at the end. */
const clock: Property = {
  name: 'a clock that moves in steps, with sweeps, ends where one look at the end does',
  runs: 100,
  check: (floor) =>
    fc.asyncProperty(scenario, steps, async (life, times) => {
      const { registry, now, events } = life;
      await floor.begin(history(registry), now - Math.max(...times));
      await deliverInSlices(floor, life, times);
      assertSame(await floor.state(), oracle(events, history(registry), now));
    }),
};

/** Rules R3 and R11: another target, a new channel, one that goes. */
const registryChange: Property = {
  name: 'a changed registry, judged anew step by step, ends where judging under its history does',
  runs: 60,
  check: (floor) =>
    fc.asyncProperty(scenario, steps, fc.constantFrom('target', 'new', 'gone', 'hours'), async (life, times, change) => {
      const { registry, now, events, deliveries } = life;
      const then = now - Math.max(...times);
      await floor.begin(history(registry), then);
      const half = Math.ceil(deliveries.length / 2);
      await floor.deliver(deliveries.slice(0, half));
      floor.now = now - Math.min(...times);
      const versions: PolicyVersion[] = amendPolicy(history(registry), changed(registry, change), floor.now);
      await floor.amend(versions);
      await floor.deliver(deliveries.slice(half));
      await floor.rejudge();
      floor.now = now;
      await floor.sweep();
      assertSame(await floor.state(), oracle(events, versions, now));
    }),
};

function changed({ site, channels }: Scenario['registry'], change: string): Scenario['registry'] {
  const others = channels.slice(1);
  const [first] = channels as [Scenario['registry']['channels'][number]];
  if (change === 'new') return { site, channels: [...channels, channel('shop')] };
  if (change === 'gone') return { site, channels: others };
  if (change === 'hours')
    return { site, channels: [{ ...first, serviceHours: [{ days: [1, 3, 5, 7], from: '09:00', to: '17:00' }] }, ...others] };
  return { site, channels: [{ ...first, targets: { ...first.targets, responseSeconds: 1800 } }, ...others] };
}

/** Reading only what changed since the last rev, again and again, shows what a reading of everything shows. */
const incremental: Property = {
  name: 'a board read from rev to rev is the board read at once',
  runs: 50,
  check: (floor) =>
    fc.asyncProperty(scenario, steps, async (life, times) => {
      const { registry, now, deliveries } = life;
      const ids = registry.channels.map(({ id }) => id);
      const day = new Date(now).toISOString().slice(0, 10);
      await floor.begin(history(registry), now - Math.max(...times));
      let seen = await floor.read(ids, { epoch: '', rev: -1, day });
      const shown = new Map(seen.channels);
      const look = async (): Promise<void> => {
        seen = await floor.read(ids, { epoch: seen.epoch, rev: seen.rev, day });
        for (const [id, numbers] of seen.channels) shown.set(id, numbers);
      };
      for (const delivery of deliveries) {
        await floor.deliver([delivery]);
        await look();
      }
      floor.now = now;
      await floor.sweep();
      await look();
      const whole = await floor.read(ids, { epoch: '', rev: -1, day });
      deepStrictEqual([...shown], [...whole.channels]);
      deepStrictEqual([seen.unmapped, seen.rev], [whole.unmapped, whole.rev]);
    }),
};

/** What was let go is history and stays it: all of it sent again, with what nobody had sent before, changes nothing of it. */
const lettingGo: Property = {
  name: 'tickets that were let go leave their history as it was, and nothing sent again or late brings them back',
  runs: 30,
  check: (floor) =>
    fc.asyncProperty(scenario, fc.integer({ min: 0, max: 100 }), async ({ registry, now, events, deliveries }, share) => {
      const later = now + 200 * 24 * HOUR;
      const known = deliveries.slice(0, Math.ceil((deliveries.length * share) / 100));
      await floor.begin(history(registry), later);
      await floor.deliver(known);
      const [fine, board] = [await floor.history('5min'), await boardOf(floor)];
      // In two goes: what goes later is added to what is frozen already.
      await floor.letGo({ at: now, day: '2999-12-30' });
      const gone = new Set(await floor.letGo({ at: later - 100 * 24 * HOUR, day: '2999-12-31' }));
      deepStrictEqual([await floor.history('5min'), await boardOf(floor)], [fine, board]);
      await floor.deliver(deliveries);
      await floor.deliver(deliveries.toReversed());
      const sent = new Set(known.flatMap((delivery) => delivery.events));
      const counted = events.filter((event) => event.to !== 'ticket' || !gone.has(event.subject) || sent.has(event));
      for (const grain of ROLLUP_GRAINS)
        deepStrictEqual(await floor.history(grain), historyOf(counted, registry, { later, grain }));
      const left = events.filter((event) => event.to !== 'ticket' || !gone.has(event.subject));
      const { counters, waiting, wake, listed, agents, tickets } = oracle(left, history(registry), later);
      const state = await floor.state();
      assertSame(
        { ...state, tickets: state.tickets.filter(([id]) => !gone.has(id)) },
        { ...state, counters, waiting, wake, listed, agents, tickets },
      );
    }),
};

/** The present, without what is unmapped: tickets of a channel that has left the registry are let go too. */
const boardOf = async (floor: StoredFloor): Promise<Pairs<number>> =>
  (await floor.state()).counters.filter(([name]) => name.startsWith(NOW) && !name.endsWith(UNMAPPED));

function historyOf(
  events: readonly AcceptedEvent[],
  registry: Scenario['registry'],
  { later, grain }: { later: number; grain: RollupGrain },
): Pairs<number> {
  const policy = compilePolicy(history(registry));
  const entries = oracle(events, history(registry), later).tickets.flatMap(([, facts]) => ledgerOf(facts, policy, later));
  const cells = [...new Set(entries.map(({ day }) => day))].flatMap((day) => {
    const rollup = new DayRollup(day);
    rollup.add(entries);
    return inGrain(rollup.result(), grain, registry.site.timeZone);
  });
  return amountsOf(cells);
}

export const PROPERTIES = { naive, anyOrder, clock, registryChange, incremental, lettingGo } as const satisfies Record<
  string,
  Property
>;
export type PropertyName = keyof typeof PROPERTIES;
