import { describe, expect, it } from '@jest/globals';
import { phone } from '../support/small-floor.js';
import { now } from '../support/snapshots.js';
import { type AgentSnapshot, plan, type Snapshot } from './index.js';

const names = ['north', 'south'];

/** Two teams of four on the phone, each idle for half its time, nobody waiting; everybody can do both. */
const twins = (perHour: readonly number[], assists: AgentSnapshot['assists'] = []): Snapshot => ({
  now,
  dataAgeSeconds: 0,
  channels: names.map((id, k) => ({ ...phone(0, perHour[k]), id, inProgress: 2 })),
  agents: names.flatMap((home) =>
    [0, 1, 2, 3].map(
      (i): AgentSnapshot => ({
        id: `${home}-${i}`,
        home,
        channel: home,
        skills: { north: 1, south: 1 },
        state: i < 2 ? 'busy' : 'available',
        conversations: i < 2 ? 1 : 0,
        serving: i < 2 ? home : null,
        assists: home === 'north' && i === 0 ? assists : [],
      }),
    ),
  ),
  orders: [],
});

const helped = (snapshot: Snapshot, defaultSetupSeconds = 15) =>
  new Set(plan(snapshot, { defaultSetupSeconds }).actions.map((a) => `${a.action} ${a.from} → ${a.to}`));

describe('neighbours', () => {
  it('help although no donor could miss a whole person: helpers come and go within the promise', () => {
    expect(helped(twins([60, 38]))).toEqual(new Set(['assist south → north']));
    for (const action of plan(twins([60, 38]), { defaultSetupSeconds: 15 }).actions)
      expect(action).toMatchObject({ rule: { hostOldestSeconds: 0 } });
  });

  it('help when short of their own target', () => {
    expect(helped(twins([60, 42]))).toEqual(new Set(['assist south → north']));
  });

  it('help one way at a time', () => {
    expect(helped(twins([60, 38], [{ channel: 'south', since: now - 1_000_000 }]))).toEqual(new Set());
  });

  it('are none when the way takes longer than the promise', () => {
    expect(helped(twins([60, 38]), 25)).toEqual(new Set());
  });

  it('keep their people when they have no idle time themselves', () => {
    expect(helped(twins([90, 75]))).toEqual(new Set());
  });
});
