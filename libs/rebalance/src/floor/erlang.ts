/**
 * Closed formulas that a simulator must reproduce. Loads are arrival rate × mean handle time.
 */

/** Probability that a contact waits in M/M/s (Erlang 1917), for load < servers; by the stable recursion over the blocking. */
export function erlangC(load: number, servers: number): number {
  let blocking = 1;
  for (let s = 1; s <= servers; s++) blocking = (load * blocking) / (s + load * blocking);
  const use = load / servers;
  return blocking / (1 - use + use * blocking);
}

/** Mean wait in M/M/s, seconds. */
export function erlangCWait(load: number, servers: number, handleSeconds: number): number {
  return (erlangC(load, servers) * handleSeconds) / (servers - load);
}

/**
 * Stationary distribution of M/M/s+M (Palm 1946): shares of time with n contacts in the system.
 * Cut where the tail is beyond any figure's digits.
 */
function erlangAShares(load: number, servers: number, handlePerPatience: number): number[] {
  const terms = [1];
  for (let n = 1; n < 5000; n++) {
    const out = Math.min(n, servers) + Math.max(0, n - servers) * handlePerPatience;
    const next = ((terms[n - 1] ?? 0) * load) / out;
    terms.push(next);
    if (n > servers && next < 1e-14) break;
  }
  const sum = terms.reduce((a, b) => a + b, 0);
  return terms.map((t) => t / sum);
}

/** Share of contacts that abandon in M/M/s+M: θ·E[waiting] ÷ λ. */
export function erlangAAbandonment(
  load: number,
  servers: number,
  times: { handleSeconds: number; patienceSeconds: number },
): number {
  const ratio = times.handleSeconds / times.patienceSeconds;
  const waiting = erlangAShares(load, servers, ratio).reduce((sum, share, n) => sum + share * Math.max(0, n - servers), 0);
  return (ratio * waiting) / load;
}
