import { describe, expect, it } from '@jest/globals';
import { plan, predict, type Snapshot } from './index.js';

const now = Date.UTC(2026, 0, 5, 10);

function floor(phonePending: number): Snapshot {
  const channel = {
    observedSeconds: 3600,
    serviceLevelTarget: 0.8,
    weight: 1,
    minStaff: 1,
    concurrency: 1,
    slowdown: 0,
    handleSamples: 0,
  };
  const arrivals = (perHour: number) => ({ m1: perHour / 60, m5: perHour / 12, m15: perHour / 4, m60: perHour });
  return {
    now,
    dataAgeSeconds: 0,
    channels: [
      {
        ...channel,
        id: 'phone',
        deferrable: false,
        pending: phonePending,
        oldestWaitSeconds: phonePending * 20,
        inProgress: 4,
        arrivals: arrivals(60),
        responseSeconds: 20,
        configuredHandleSeconds: 240,
        patienceSeconds: 300,
        weight: 3,
      },
      {
        ...channel,
        id: 'email',
        deferrable: true,
        pending: 5,
        oldestWaitSeconds: 300,
        inProgress: 2,
        arrivals: arrivals(20),
        responseSeconds: 3600,
        configuredHandleSeconds: 400,
        patienceSeconds: null,
      },
    ],
    agents: [
      ...Array.from({ length: 6 }, (_, i) => ({
        id: `p${i}`,
        home: 'phone',
        channel: 'phone',
        skills: { phone: 1 },
        state: 'busy' as const,
        conversations: 1,
        serving: 'phone',
      })),
      ...Array.from({ length: 6 }, (_, i) => ({
        id: `e${i}`,
        home: 'email',
        channel: 'email',
        skills: { email: 1, phone: 0.9 },
        state: 'available' as const,
        conversations: 0,
      })),
    ],
    orders: [],
  };
}

describe('plan', () => {
  it('helps a channel that drowns, from the channel that can wait', () => {
    const snapshot = floor(15);
    const { actions, explanations } = plan(snapshot, { mode: 'auto' });
    expect(actions.length).toBeGreaterThan(0);
    for (const action of actions) expect(action).toMatchObject({ from: 'email', to: 'phone' });
    expect(explanations.filter((e) => e.params.agent)).toHaveLength(actions.length);
    const after = predict(snapshot, actions, {}).channels.find((c) => c.before.channel === 'phone');
    expect(after!.after.misses!).toBeLessThan(after!.before.misses!);
  });

  it('leaves a quiet floor alone and says so', () => {
    expect(plan({ ...floor(0) }, {})).toEqual({
      actions: [],
      explanations: [{ code: 'quiet', params: {}, numbers: { channels: 2 } }],
    });
  });
});
