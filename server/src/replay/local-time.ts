import { DateTime, type TokenParser } from 'luxon';

interface Day {
  midnight: DateTime;
  even: boolean;
}

/** Turns recorded wall clocks into instants, all by the calendar and the zones of luxon. */
export class LocalTime {
  private readonly days = new Map<number, Day>();
  private readonly parsers = new Map<string, TokenParser>();

  constructor(private readonly timeZone: string) {}

  /**
   * Epoch ms at which the local clocks of that date showed `seconds` after midnight, the first time where they did so
   * twice; 86,400 and more is the next day.
   */
  instant(year: number, month: number, day: number, seconds: number): number {
    const days = Math.floor(seconds / 86_400);
    const second = seconds - days * 86_400;
    const { midnight, even } = this.day(year, month, day + days);
    if (even) return midnight.toMillis() + second * 1000;
    return midnight
      .set({ hour: Math.floor(second / 3600), minute: Math.floor((second % 3600) / 60), second: second % 60 })
      .toMillis();
  }

  /** A recording asks for the same few days a hundred thousand times; on most of them the clocks run through. */
  private day(year: number, month: number, day: number): Day {
    const name = Date.UTC(year, month - 1, day);
    const known = this.days.get(name);
    if (known) return known;
    const midnight = DateTime.fromMillis(name, { zone: 'utc' }).setZone(this.timeZone, { keepLocalTime: true });
    const found = { midnight, even: midnight.hour === 0 && midnight.offset === midnight.plus({ days: 1 }).offset };
    this.days.set(name, found);
    return found;
  }

  /** Epoch ms of a text in one of luxon's formats, in English; null where it is none. */
  read(text: string, format: string): number | null {
    const parser = this.parsers.get(format) ?? DateTime.buildFormatParser(format, { locale: 'en-US' });
    this.parsers.set(format, parser);
    // Read as a bare clock first: of an hour that comes twice luxon takes the one that has today's offset.
    const { isValid, year, month, day, hour, minute, second } = DateTime.fromFormatParser(text, parser, {
      zone: 'utc',
      locale: 'en-US',
    });
    return isValid ? this.instant(year, month, day, hour * 3600 + minute * 60 + second) : null;
  }
}

/** Seconds since midnight of `H:MM:SS`; null where it is no clock. */
export function clockSeconds(text: string | undefined): number | null {
  const match = /^(\d{1,2}):(\d{2}):(\d{2})$/.exec(text ?? '');
  return match ? Number(match[1]) * 3600 + Number(match[2]) * 60 + Number(match[3]) : null;
}
