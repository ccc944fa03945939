// Local time of a floor, by the runtime's own zone data: the demo stands outside the service and brings no library of its own.

export interface WallTime {
  /** yyyy-mm-dd */
  date: string;
  /** Hours since midnight, with fractions. */
  hour: number;
  /** Monday is 1. */
  weekday: number;
}

const QUARTER_MS = 900_000;
const DAY_MS = 86_400_000;

/** Reads and makes local times of one zone. */
export class Zone {
  private readonly format: Intl.DateTimeFormat;
  private readonly offsets = new Map<number, number>();

  constructor(readonly timeZone: string) {
    this.format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: 'numeric',
      day: 'numeric',
      hour: 'numeric',
      minute: 'numeric',
      second: 'numeric',
    });
  }

  at(instant: number): WallTime {
    const local = new Date(instant + this.offset(instant));
    return {
      date: local.toISOString().slice(0, 10),
      hour: (local.getTime() % DAY_MS) / 3_600_000,
      weekday: local.getUTCDay() || 7,
    };
  }

  /** The instant at which local clocks show `hour` on `date`; `hour` may be 24 or more. */
  instant(date: string, hour: number): number {
    const local = Date.parse(`${date}T00:00:00Z`) + hour * 3_600_000;
    const guess = local - this.offset(local);
    return local - this.offset(guess);
  }

  /** Local minus UTC. Zones change at quarters of an hour and at nothing finer. */
  private offset(instant: number): number {
    const quarter = Math.floor(instant / QUARTER_MS);
    const known = this.offsets.get(quarter);
    if (known !== undefined) return known;
    if (this.offsets.size > 2000) this.offsets.clear();
    const from = quarter * QUARTER_MS;
    const parts = Object.fromEntries(this.format.formatToParts(from).map(({ type, value }) => [type, Number(value)]));
    const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = parts;
    const offset = Date.UTC(year, month - 1, day, hour, minute, second) - from;
    this.offsets.set(quarter, offset);
    return offset;
  }
}

/** 10:00 of the latest Monday to Friday that has come, in the zone. */
export function workdayMorning(zone: Zone, now: number): number {
  let day = now;
  while (zone.at(day).weekday > 5) day -= DAY_MS;
  return zone.instant(zone.at(day).date, 10);
}
