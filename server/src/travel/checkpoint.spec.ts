import { compilePolicy } from '@tideboard/domain';
import fc from 'fast-check';
import { history, scenario } from '../../../test/support/algebra/scenario.js';
import { type Checkpoint, packPast, type Place, spacingOf, superfluous, unpackPast } from './checkpoint.js';
import { Past } from './past.js';

describe('a checkpoint', () => {
  it('leads to the same floor as the whole way, whatever came before it and after it', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, fc.double({ min: 0, max: 1, noNaN: true }), async ({ registry, now, events }, share) => {
        const policy = compilePolicy(history(registry));
        const channels = registry.channels.map(({ id }) => id);
        const { date } = policy.dayOf(now);
        const log = events.map((event, i) => ({ logId: `${i + 1}-0`, event }));
        const half = Math.floor(share * log.length);
        const floor = async (past: Past) => {
          await past.judge(policy, { registry: 1, now });
          return past.numbers(channels, date);
        };
        const whole = new Past();
        whole.take(log, now);
        const before = new Past();
        before.take(log.slice(0, half), now - 60_000);
        const after = unpackPast(JSON.parse(JSON.stringify(packPast(before))) as Checkpoint);
        after.take(log.slice(half), now);
        expect([after.logId, after.events]).toEqual([whole.logId, whole.events]);
        expect(await floor(after)).toEqual(await floor(whole));
      }),
      { numRuns: 40 },
    );
  });

  it('tells the same of a day when what was settled before it is passed over', async () => {
    await fc.assert(
      fc.asyncProperty(scenario, fc.integer({ min: 0, max: 72 }), async ({ registry, now, events }, hours) => {
        const policy = compilePolicy(history(registry));
        const channels = registry.channels.map(({ id }) => id);
        const later = now + hours * 3_600_000;
        const { date, from } = policy.dayOf(later);
        const log = events.map((event, i) => ({ logId: `${i + 1}-0`, event }));
        const half = Math.floor(log.length / 2);
        const floor = async (since: (at: number) => number) => {
          const past = new Past();
          past.take(log.slice(0, half), now);
          await past.judge(policy, { registry: 1, now, since: since(now) });
          past.take(log.slice(half), later);
          await past.judge(policy, { registry: 1, now: later, since: since(later) });
          return past.numbers(channels, date);
        };
        expect(policy.dayOf(later).from).toBe(from);
        expect(await floor((at) => policy.dayOf(at).from)).toEqual(await floor(() => -Infinity));
      }),
      { numRuns: 40 },
    );
  });

  it('knows no customer', () => {
    const past = new Past();
    const data = { channel: 'phone', customer: 'C-SECRET', tier: 'gold' as const };
    const said = { source: '/s', id: '1', contentHash: '', logEntry: '', to: 'ticket', subject: 'T', at: 1 } as const;
    past.take([{ logId: '1-0', event: { ...said, type: 'ticket.created', data } }], 2);
    expect(JSON.stringify(packPast(past))).toMatch(/gold/);
    expect(JSON.stringify(packPast(past))).not.toMatch(/SECRET/);
  });
});

describe('of many checkpoints', () => {
  const places = (...events: number[]): Place[] => events.map((n) => ({ logId: `${n}-0`, events: n }));
  const left = (all: Place[], entries: number, cut = ''): number[] => {
    const gone = superfluous(all, entries, cut);
    return all.filter((place) => !gone.includes(place)).map(({ events }) => events);
  };

  it('those too close to one another go as the log grows', () => {
    expect(left(places(5000, 10_000, 12_000, 20_000), 100_000)).toEqual([5000, 10_000, 20_000]);
    const many = places(...Array.from({ length: 200 }, (_, i) => (i + 1) * 5000));
    expect(spacingOf(1_000_000)).toBe(25_000);
    expect(left(many, 1_000_000).length).toBeLessThanOrEqual(40);
  });
  it('those before what was let go of the log go, and the first one behind it stays', () => {
    expect(left(places(5000, 10_000, 11_000, 16_000), 20_000, '9000-0')).toEqual([10_000, 16_000]);
  });
});
