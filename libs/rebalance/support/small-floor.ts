import type { AgentSnapshot, ChannelSnapshot, Snapshot } from '../src/index.js';
import { now } from './snapshots.js';

const arrivals = (perHour: number) => ({ m1: perHour / 60, m5: perHour / 12, m15: perHour / 4, m60: perHour });

const common = { observedSeconds: 3600, serviceLevelTarget: 0.8, minStaff: 1, concurrency: 1, slowdown: 0, handleSamples: 0 };

export function phone(pending: number, perHour = 60): ChannelSnapshot {
  return {
    ...common,
    id: 'phone',
    deferrable: false,
    pending,
    oldestWaitSeconds: pending * 20,
    inProgress: Math.min(6, 4 + pending),
    arrivals: arrivals(perHour),
    responseSeconds: 20,
    configuredHandleSeconds: 240,
    patienceSeconds: 300,
    weight: 3,
  };
}

export function email(pending = 5): ChannelSnapshot {
  return {
    ...common,
    id: 'email',
    deferrable: true,
    pending,
    oldestWaitSeconds: pending * 60,
    inProgress: 2,
    arrivals: arrivals(20),
    responseSeconds: 3600,
    configuredHandleSeconds: 400,
    patienceSeconds: null,
    weight: 1,
  };
}

export const atPhone = (i: number): AgentSnapshot => ({
  id: `p${i}`,
  home: 'phone',
  channel: 'phone',
  skills: { phone: 1 },
  state: 'busy',
  conversations: 1,
  serving: 'phone',
});

export const atEmail = (i: number): AgentSnapshot => ({
  id: `e${i}`,
  home: 'email',
  channel: 'email',
  skills: { email: 1, phone: 0.9 },
  state: 'available',
  conversations: 0,
  serving: null,
});

/** Six people on the phone, six on the mail who can also phone; `pending` callers wait. */
export function smallFloor(pending: number, rest: Partial<Snapshot> = {}): Snapshot {
  const six = [0, 1, 2, 3, 4, 5];
  return {
    now,
    dataAgeSeconds: 0,
    channels: [phone(pending), email()],
    agents: [...six.map(atPhone), ...six.map(atEmail)],
    orders: [],
    ...rest,
  };
}
