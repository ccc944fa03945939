/** Screens of one address that may connect at once: a whole building behind one router, after a power cut. */
const BURST = 3000;
const PER_SECOND = 300;
const MAX_ADDRESSES = 10_000;

/** A token bucket for each address. */
export class HandshakeRate {
  private readonly buckets = new Map<string, { left: number; at: number }>();

  /** @param now any clock that only goes forward, ms */
  admits(address: string, now: number): boolean {
    const bucket = this.buckets.get(address) ?? { left: BURST, at: now };
    const left = Math.min(BURST, bucket.left + ((now - bucket.at) / 1000) * PER_SECOND);
    if (this.buckets.size >= MAX_ADDRESSES && !this.buckets.has(address)) this.buckets.clear();
    this.buckets.set(address, { left: Math.max(0, left - 1), at: now });
    return left >= 1;
  }
}
