import { describe, expect, it } from '@jest/globals';
import { atEmail, atPhone, email, phone, smallFloor } from '../support/small-floor.js';
import { now } from '../support/snapshots.js';
import { type Order, plan, predict, type Snapshot, validate } from './index.js';

const codes = (snapshot: Snapshot | null, policy = {}) => plan(snapshot, policy).explanations.map((e) => e.code);
const order = (agent: string, rest: Partial<Order> = {}): Order => ({
  action: 'move',
  agent,
  from: 'email',
  to: 'phone',
  at: now - 20_000,
  status: 'applied',
  ...rest,
});

describe('plan', () => {
  it('helps a channel that drowns, from the channel that can wait', () => {
    const snapshot = smallFloor(15);
    const { actions } = plan(snapshot, { mode: 'auto' });
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) expect(action).toMatchObject({ from: 'email', to: 'phone' });
    const after = predict(snapshot, actions, {}).channels.find((c) => c.before.channel === 'phone')!;
    expect(after.after.misses!).toBeLessThan(after.before.misses!);
    expect(after.after).toEqual(actions[0]!.prediction.receiver!.after);
  });

  it('leaves a quiet floor alone and says so', () => {
    expect(plan(smallFloor(0), {})).toEqual({
      actions: [],
      explanations: [{ code: 'quiet', params: {}, numbers: { channels: 2 } }],
    });
  });

  it.each([
    ['no snapshot', null, {}, 'snapshot-empty'],
    ['nobody in it', smallFloor(15, { agents: [] }), {}, 'snapshot-empty'],
    ['no lists in it', { now }, {}, 'snapshot-empty'],
    ['an instant that is none', smallFloor(15, { now: Number.NaN }), {}, 'snapshot-empty'],
    ['data older than the policy allows', smallFloor(15, { dataAgeSeconds: 181 }), {}, 'data-too-old'],
    ['data too old for a stricter policy', smallFloor(15, { dataAgeSeconds: 31 }), { maxDataAgeSeconds: 30 }, 'data-too-old'],
    ['automation off', smallFloor(15), { mode: 'off' as const }, 'mode-off'],
    ['a floor just opened', smallFloor(15, { channels: [{ ...phone(15), observedSeconds: 60 }, email()] }), {}, 'warming-up'],
  ])('does nothing and says why: %s', (_, snapshot, policy, code) => {
    expect(plan(snapshot, policy).actions).toEqual([]);
    expect(codes(snapshot, policy)).toEqual([code]);
  });

  it('acts on data two minutes old, counts them as old, and says so', () => {
    const made = plan(smallFloor(15, { dataAgeSeconds: 120 }), {});
    expect(made.actions.length).toBeGreaterThan(0);
    expect(made.actions[0]!.evidence.dataAgeSeconds).toBe(120);
    expect(made.explanations.map((e) => e.code)).toContain('data-old-compensated');
  });

  it('sends nobody twice: help that is ordered and not yet visible counts', () => {
    const fresh = plan(smallFloor(15), {}).actions.length;
    const under = (orders: Order[]) => plan(smallFloor(15, { dataAgeSeconds: 120, orders }), {}).actions;
    expect(under([order('e0'), order('e1'), order('e2')]).length).toBeLessThan(fresh);
    expect(under([order('e0')]).map((a) => a.agent)).not.toContain('e0');
  });

  it('says which channel it knows too little of, and leaves it alone', () => {
    const snapshot = smallFloor(15, { channels: [{ ...phone(15), pending: null }, email()] });
    const made = plan(snapshot, {});
    expect(made.actions).toEqual([]);
    expect(made.explanations).toContainEqual({ code: 'channel-unknown', params: { channel: 'phone' }, numbers: {} });
  });

  it('says that nobody has the skill', () => {
    const agents = [0, 1, 2].flatMap((i) => [atPhone(i), { ...atEmail(i), skills: { email: 1 } }]);
    const made = plan(smallFloor(15, { agents }), {});
    expect(made.actions).toEqual([]);
    expect(made.explanations.find((e) => e.params.receiver === 'phone')).toMatchObject({
      code: 'no-helper',
      numbers: { skilled: 0 },
    });
  });

  it('says what binds a donor that it does not use', () => {
    const snapshot = smallFloor(15, { channels: [phone(15), { ...email(), minStaff: 6 }] });
    const { explanations } = plan(snapshot, { allowAssists: false });
    expect(explanations).toContainEqual(
      expect.objectContaining({ code: 'donor-unused', params: { donor: 'email', receiver: 'phone', binding: 'minimum-staff' } }),
    );
  });

  it('says what would help when every channel drowns', () => {
    const snapshot = smallFloor(40, { channels: [phone(40, 200), { ...email(90), oldestWaitSeconds: 4000 }] });
    const made = plan(snapshot, {});
    expect(made.actions.filter((a) => a.action === 'move')).toEqual([]);
    const hot = made.explanations.find((e) => e.code === 'all-hot')!;
    expect(hot.params.options).toEqual(['call-in-reserves', 'offer-callbacks', 'announce-waits']);
    expect(hot.numbers.agentsNeeded).toBeGreaterThan(hot.numbers.agentsOnDuty!);
  });

  it('takes its own people back when home is in need, and lets them rest before', () => {
    const lent = { ...atEmail(0), home: 'phone', skills: { phone: 1, email: 1 } };
    const agents = (lastMoveAt: number) => [...[0, 1, 2].map(atPhone), { ...lent, lastMoveAt }, ...[1, 2, 3].map(atEmail)];
    const home = (minutes: number) =>
      plan(smallFloor(15, { agents: agents(now - minutes * 60_000) }), {}).actions.find((a) => a.agent === 'e0');
    expect(home(20)).toMatchObject({ action: 'return', from: 'email', to: 'phone', reason: 'home-needs-agent' });
    expect(home(10)).toBeUndefined();
  });

  it('brings a loan home when its host holds without it, after the least time of a loan', () => {
    const lent = { ...atEmail(9), channel: 'phone' };
    const agents = (minutes: number) => [
      ...[0, 1, 2, 3, 4, 5].map(atPhone),
      { ...lent, lastMoveAt: now - minutes * 60_000 },
      ...[1, 2, 3].map(atEmail),
    ];
    const quiet = (minutes: number) =>
      plan(smallFloor(0, { channels: [phone(0, 20), email()], agents: agents(minutes) }), {}).actions;
    expect(quiet(50)).toMatchObject([{ action: 'return', agent: 'e9', to: 'email', reason: 'host-recovered' }]);
    expect(quiet(40)).toEqual([]);
  });

  it('ends an assist that has stood for hours once its host has recovered, and not while the host is served or waits', () => {
    const helping = (since: number, rest = {}) => ({
      ...atEmail(0),
      ...rest,
      assists: [{ channel: 'phone', since: now - since * 3_600_000 }],
    });
    const made = (helper: ReturnType<typeof helping>, pending = 0) =>
      plan(
        smallFloor(0, {
          channels: [phone(pending, 20), email()],
          agents: [...[0, 1, 2, 3, 4, 5].map(atPhone), helper, ...[1, 2, 3].map(atEmail)],
        }),
        {},
      ).actions;
    expect(made(helping(4))).toMatchObject([
      { action: 'end-assist', agent: 'e0', from: 'email', to: 'phone', reason: 'host-recovered' },
    ]);
    expect(made(helping(1))).toEqual([]);
    expect(made(helping(4, { state: 'busy', conversations: 1, serving: 'phone' }))).toEqual([]);
    expect(made(helping(4), 3).filter((a) => a.action === 'end-assist')).toEqual([]);
  });

  it('counts what its people hold where a source does not count conversations', () => {
    const made = (inProgress: number | null) =>
      plan(smallFloor(15, { channels: [{ ...phone(15), inProgress }, email()] }), {}).actions;
    expect(made(null)).toEqual(made(6));
  });
});

describe('validate', () => {
  const move = { action: 'move' as const, agent: 'e0', to: 'phone' };
  const with0 = (change: object) =>
    smallFloor(15, { agents: smallFloor(0).agents!.map((a) => (a.id === 'e0' ? { ...a, ...change } : a)) });

  it('lets pass what is still allowed, its own open order included', () => {
    expect(validate(smallFloor(15, { orders: [order('e0', { status: 'proposed' })] }), move)).toBeNull();
  });

  it.each([
    ['the agent went off duty', with0({ state: 'offline' }), 'not-available'],
    ['the skill is gone', with0({ skills: { email: 1 } }), 'no-skill'],
    ['the agent moved meanwhile', with0({ lastMoveAt: now - 60_000 }), 'dwell'],
    ['the shift nears its end', with0({ shiftEndsAt: now + 600_000 }), 'shift-end'],
    ['six moves are made', with0({ movesToday: 6 }), 'daily-cap'],
    ['somebody vetoed it', smallFloor(15, { orders: [order('e0', { status: 'vetoed' })] }), 'vetoed'],
    ['the donor fell to its minimum', smallFloor(15, { channels: [phone(15), { ...email(), minStaff: 6 }] }), 'minimum-staff'],
    ['nobody knows the agent', smallFloor(15, { agents: [] }), 'unknown'],
    ['there is no snapshot', null, 'unknown'],
  ])('stops it when %s', (_, snapshot, binding) => {
    expect(validate(snapshot, move)).toBe(binding);
  });
});
