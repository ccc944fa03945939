import { figure, within } from './figures.js';
import { arrivalRate, type Rate } from './rates.js';
import type { ChannelSnapshot } from './types.js';

/** A channel whose state is known well enough to reason about. */
export interface Channel {
  index: number;
  id: string;
  deferrable: boolean;
  pending: number;
  oldestWait: number;
  /** -1 while nobody says. */
  inProgress: number;
  rate: Rate;
  /** Handle time of one conversation held alone. */
  handle: number;
  /** Handle time of each of the conversations of an agent who holds as many as allowed. */
  slotSeconds: number;
  /** Abandonments per second of one waiting customer. */
  leaving: number;
  promise: number;
  target: number;
  weight: number;
  minStaff: number;
  concurrency: number;
}

/** Recent handle times shrunk to the configured one, which weighs as much as eight samples. */
function handleSeconds(c: ChannelSnapshot, concurrency: number, slowdown: number): number {
  const configured = figure(c.configuredHandleSeconds, 0);
  const samples = within(figure(c.handleSamples, 0), 0, 60);
  // Observed conversations shared their agent with others; half the possible company is the best guess without a count.
  const observed = figure(c.avgHandleSeconds, 0) / (1 + (slowdown * (concurrency - 1)) / 2);
  if (configured <= 0) return observed > 0 ? observed : 300;
  if (observed <= 0 || samples <= 0) return configured;
  return (observed * samples + configured * 8) / (samples + 8);
}

/** Reads a channel, or gives null when too little of it is known to reason about. */
export function readChannel(c: ChannelSnapshot, index: number): Channel | null {
  const rate = arrivalRate(c);
  const pending = figure(c.pending, -1);
  const promise = figure(c.responseSeconds, 0);
  if (!rate || pending < 0 || promise <= 0) return null;
  const concurrency = within(Math.round(figure(c.concurrency, 1)), 1, 50);
  const slowdown = within(figure(c.slowdown, 0), 0, 2);
  const handle = within(handleSeconds(c, concurrency, slowdown), 5, 86_400);
  const patience = figure(c.patienceSeconds, 0);
  return {
    index,
    id: c.id,
    deferrable: c.deferrable === true,
    pending,
    oldestWait: Math.max(0, figure(c.oldestWaitSeconds, 0)),
    inProgress: Math.max(-1, figure(c.inProgress, -1)),
    rate,
    handle,
    slotSeconds: handle * (1 + slowdown * (concurrency - 1)),
    leaving: patience > 0 ? 1 / patience : 0,
    promise,
    target: within(figure(c.serviceLevelTarget, 0.8), 0.05, 0.999),
    weight: Math.max(0.01, figure(c.weight, 1)),
    minStaff: Math.max(0, figure(c.minStaff, 0)),
    concurrency,
  };
}
