import type { Known } from './types.js';

export type Mode = 'off' | 'shadow' | 'suggest' | 'confirm' | 'auto';

/** Limits and prices of the rebalancing. Every field may be left out; the defaults are `defaultPolicy`. */
export interface Policy {
  /** `off` plans nothing; the other modes plan alike and differ in who executes. */
  mode: Mode;
  /** Seconds between two calls of `plan`. */
  tickSeconds: number;
  /** Older data than this (and older than 3 ticks) ends planning; younger but stale data is rolled forward by the known orders. */
  maxDataAgeSeconds: number;
  /** No decision before arrivals have been watched this long. */
  warmUpSeconds: number;
  /** Time off the floor for an agent who changes channel. */
  switchoverSeconds: number;
  /** From channel → to channel → seconds in which the customer of an assisting agent still waits. */
  setupSeconds: Readonly<Record<string, Readonly<Record<string, number>>>>;
  /** Set-up where the table above has no entry. */
  defaultSetupSeconds: number;
  /** Between an order and its first effect, countdown included. */
  actuationDelaySeconds: number;
  maxActionsPerTick: number;
  /** No second change of channel, and no re-order of an ended assist, sooner than this. */
  minDwellSeconds: number;
  /** A loan is not returned for its host's sake before this. */
  minLoanSeconds: number;
  maxMovesPerShift: number;
  /** Hosts per agent at one time. */
  maxAssistsPerAgent: number;
  /** Assist orders per agent and shift. */
  maxAssistsPerShift: number;
  /** How far ahead live channels are predicted. */
  horizonSeconds: number;
  /** Nobody is moved who goes home sooner than this. */
  shiftEndGuardSeconds: number;
  /** An agent or pair that was vetoed or rejected is left alone this long. */
  vetoFreezeSeconds: number;
  /** An open order counts as under way this long even when the data does not show it. */
  orderMemorySeconds: number;
  /** Largest batch for one receiver and tick. */
  maxBatch: number;
  allowMoves: boolean;
  allowAssists: boolean;
}

export const defaultPolicy: Policy = {
  mode: 'auto',
  tickSeconds: 10,
  maxDataAgeSeconds: 180,
  warmUpSeconds: 300,
  switchoverSeconds: 60,
  setupSeconds: {},
  defaultSetupSeconds: 40,
  actuationDelaySeconds: 5,
  maxActionsPerTick: 6,
  minDwellSeconds: 900,
  minLoanSeconds: 2700,
  maxMovesPerShift: 6,
  maxAssistsPerAgent: 2,
  maxAssistsPerShift: 6,
  horizonSeconds: 1800,
  shiftEndGuardSeconds: 1800,
  vetoFreezeSeconds: 600,
  orderMemorySeconds: 1800,
  maxBatch: 6,
  allowMoves: true,
  allowAssists: true,
};

/** What callers may pass: any part of a policy, with `null` for "the default". */
export type PolicyInput = { readonly [K in keyof Policy]?: Known<Policy[K]> };

/** Fills in the defaults. Wrong types and non-finite numbers count as left out, so a damaged setting never stops a floor. */
export function resolvePolicy(input: Known<PolicyInput>): Policy {
  const out: Record<string, unknown> = { ...defaultPolicy };
  for (const [key, value] of Object.entries(input ?? {})) {
    const fallback = (defaultPolicy as unknown as Record<string, unknown>)[key];
    if (fallback === undefined || value === null || typeof value !== typeof fallback) continue;
    if (typeof value === 'number' && (!Number.isFinite(value) || value < 0)) continue;
    out[key] = value;
  }
  return out as unknown as Policy;
}
