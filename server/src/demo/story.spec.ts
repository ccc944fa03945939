import type { CloudEvent } from '@tideboard/contracts';
import { Story } from './story.js';
import { workdayMorning, Zone } from './wall-time.js';

const ZONE = 'Asia/Shanghai';
const TEN = Date.parse('2026-07-01T10:00:00+08:00');
const minutes = (n: number): number => n * 60_000;
const story = (): Story => new Story({ timeZone: ZONE, startsAt: TEN });
const count = (events: readonly CloudEvent[], type: string): number => events.filter((event) => event.type === type).length;

describe('the demo’s floor', () => {
  it('is the same however it is looked at', () => {
    const [once, often] = [story(), story()];
    const whole = once.advance(TEN + minutes(30));
    const pieces = Array.from({ length: 630 }, (_, i) => often.advance(TEN + minutes(i - 599))).flat();
    expect(pieces).toEqual(whole);
  });
  it('tells nothing before its time, each event once', () => {
    const floor = story();
    const events = [TEN, TEN + 1000, TEN + minutes(20)].flatMap((at) => {
      const told = floor.advance(at);
      expect(told.every(({ time }) => Date.parse(time!) <= at)).toBe(true);
      return told;
    });
    const instants = events.map(({ time }) => Date.parse(time!));
    expect(instants).toEqual(instants.toSorted((a, b) => a - b));
    expect(new Set(events.map(({ id }) => id)).size).toBe(events.length);
  });
  it('has a morning behind it on every channel', () => {
    const morning = story().advance(TEN);
    for (const channel of ['phone', 'web_chat', 'app_chat', 'social', 'email']) {
      const ids = new Set(
        morning.flatMap(({ data, subject }) => ((data as { channel?: string }).channel === channel ? [subject] : [])),
      );
      expect(
        count(
          morning.filter(({ subject }) => ids.has(subject)),
          'ticket.completed',
        ),
      ).toBeGreaterThan(20);
    }
    expect(count(morning, 'ticket.abandoned')).toBeGreaterThan(0);
    expect(count(morning, 'ticket.rated')).toBeGreaterThan(50);
  });
  it('drowns on the phone in the first surge as long as nobody helps', () => {
    const floor = story();
    floor.advance(TEN + minutes(19));
    expect(floor.pending('phone')).toBeLessThan(15);
    const waiting = Array.from({ length: 32 }, (_, i) => {
      floor.advance(TEN + minutes(20 + i));
      return floor.pending('phone');
    });
    expect(Math.max(...waiting)).toBeGreaterThan(100);
    floor.advance(TEN + minutes(90));
    expect(floor.pending('phone')).toBeGreaterThan(50);
  });
  it('goes on through a night and a weekend', () => {
    const floor = new Story({ timeZone: ZONE, startsAt: Date.parse('2026-07-03T10:00:00+08:00') });
    expect(count(floor.advance(Date.parse('2026-07-06T09:30:00+08:00')), 'ticket.completed')).toBeGreaterThan(3000);
    expect(floor.pending('phone')).toBeLessThan(30);
  });
});

describe('ten o’clock on a workday', () => {
  it('is the latest one that has come, by the zone’s own calendar', () => {
    const zone = new Zone(ZONE);
    expect(workdayMorning(zone, TEN)).toBe(TEN);
    expect(workdayMorning(zone, Date.parse('2026-07-05T23:00:00+08:00'))).toBe(Date.parse('2026-07-03T10:00:00+08:00'));
    expect(workdayMorning(new Zone('America/New_York'), Date.parse('2026-03-09T03:00:00Z'))).toBe(
      Date.parse('2026-03-06T10:00:00-05:00'),
    );
  });
  it('reads local time through a change of the clocks', () => {
    const zone = new Zone('America/New_York');
    expect(zone.at(zone.instant('2026-03-08', 10)).hour).toBe(10);
    expect(zone.instant('2026-03-08', 10)).toBe(Date.parse('2026-03-08T10:00:00-04:00'));
  });
});
