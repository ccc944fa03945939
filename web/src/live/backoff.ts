/** Full jitter: after an outage all screens of a floor come back spread over the window, not in one wave. It never gives up. */
export function backoffMs(attempt: number, random: number): number {
  const window = Math.min(8_000, 400 * 2 ** Math.min(attempt, 10));
  return 100 + Math.round(random * window);
}
