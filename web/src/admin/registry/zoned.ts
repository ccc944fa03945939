// An instant as a clock on the wall of the site says it, and back. Pure.

const parts = (at: number, timeZone: string): string => {
  const format = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    dateStyle: 'short',
    timeStyle: 'short',
    hourCycle: 'h23',
  });
  // en-CA writes 2026-11-18, 14:05
  return format.format(at).replace(', ', 'T');
};

/** `2026-11-18T14:05` in the zone; empty for what is no instant. */
export function toLocal(instant: string, timeZone: string): string {
  const at = Date.parse(instant);
  return Number.isNaN(at) ? '' : parts(at, timeZone);
}

/** The instant (RFC 3339, UTC) at which the zone's clocks say this; in the hour that a summer leaves out, the one after it. */
export function fromLocal(local: string, timeZone: string): string {
  const wanted = Date.parse(`${local}Z`);
  const off = (at: number): number => Date.parse(`${parts(at, timeZone)}Z`) - at;
  const guess = wanted - off(wanted);
  return new Date(wanted - off(guess)).toISOString();
}
