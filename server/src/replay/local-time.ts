import { IANAZone } from 'luxon';

/** Turns recorded wall clocks into instants. */
export class LocalTime {
  private readonly zone: IANAZone;

  constructor(timeZone: string) {
    this.zone = IANAZone.create(timeZone);
  }

  /** Epoch ms at which the local clocks of that date showed `seconds` after midnight; 86,400 and more is the next day. */
  instant(year: number, month: number, day: number, seconds: number): number {
    const local = Date.UTC(year, month - 1, day) + seconds * 1000;
    // The offset is asked for at a guess first: near a change of the clocks UTC and local time lie on different sides of it.
    const guess = local - this.zone.offset(local) * 60_000;
    return local - this.zone.offset(guess) * 60_000;
  }
}

/** Seconds since midnight of `H:MM:SS`; null where it is no clock. */
export function clockSeconds(text: string | undefined): number | null {
  const match = /^(\d{1,2}):(\d{2}):(\d{2})$/.exec(text ?? '');
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : null;
}
