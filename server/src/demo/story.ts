import type { CloudEvent, ReassignmentCommand } from '@tideboard/contracts';
import { Acd, type CommandAnswer } from './acd.js';
import { Aftermath } from './aftermath.js';
import { Agenda } from './agenda.js';
import { newCase } from './case.js';
import { Crew } from './crew.js';
import { Floor } from './floor.js';
import { Journal } from './journal.js';
import { staff } from './people.js';
import { arrivalsPerHour, type ChannelProfile, later, PROFILES } from './profile.js';
import { Rng } from './rng.js';
import { Surges } from './surges.js';
import { Zone } from './wall-time.js';

export interface StoryOptions {
  timeZone: string;
  /** Site time at which the audience comes in (epoch ms); the story itself begins at that day's midnight. */
  startsAt: number;
  seed?: number;
}

/** A reserve is called when more than half of a surge is over, and goes home well after it. */
const RESERVE_AFTER_MS = 15 * 60_000;
const RESERVE_STAYS_MS = 60 * 60_000;
const HOUR_MS = 3_600_000;

/** The living floor: what happens on it, up to any site time, as events. Pure: the same options tell the same story. */
export class Story {
  private readonly zone: Zone;
  private readonly agenda = new Agenda();
  private readonly journal = new Journal();
  private readonly rng: Rng;
  private readonly crew: Crew;
  private readonly floor: Floor;
  private readonly surges: Surges;
  private readonly acd: Acd;
  /** Up to when the story is told. */
  private toldTo: number;
  private serial = 0;

  constructor({ timeZone, startsAt, seed = 20_260_701 }: StoryOptions) {
    this.zone = new Zone(timeZone);
    this.rng = new Rng(seed);
    this.surges = new Surges(startsAt, this.zone);
    this.crew = new Crew(staff(), this.journal);
    const { agenda, journal, rng, crew } = this;
    this.floor = new Floor({ agenda, journal, rng, crew, aftermath: new Aftermath(agenda, journal, rng) });
    this.acd = new Acd(crew, this.floor);
    const midnight = this.zone.instant(this.zone.at(startsAt).date, 0);
    this.toldTo = midnight;
    this.planDay(midnight);
    for (const profile of PROFILES) this.planArrival(profile, midnight);
    this.planReserves(startsAt);
  }

  /** The events after the last call and up to `siteTime`, in order of time. */
  advance(siteTime: number): CloudEvent[] {
    for (let next = this.agenda.take(siteTime); next; next = this.agenda.take(siteTime)) next.happen();
    this.toldTo = Math.max(this.toldTo, Math.floor(siteTime));
    return this.journal.drain();
  }

  pending(channel: string): number {
    return this.floor.pending(channel);
  }

  /** Hears a command. What follows from it happens from the instant up to which the story is told. */
  obey(command: ReassignmentCommand): CommandAnswer {
    return this.acd.obey(command, this.toldTo);
  }

  /** Shifts and breaks of the day that begins at `midnight`, and then the next day. */
  private planDay(midnight: number): void {
    const { agenda, crew, zone, rng } = this;
    const { date, weekday } = zone.at(midnight);
    for (const { id, home, shift } of staff()) {
      if (!shift?.days.includes(weekday)) continue;
      const from = zone.instant(date, shift.from) + Math.round(rng.between(0, 180_000));
      const to = zone.instant(date, shift.to);
      agenda.add(from, () => this.signOn(id, home, { at: from, to }));
      agenda.add(to, () => crew.leave(id, 'offline', to));
      const rest = Math.round(from + (to - from) * rng.between(0.35, 0.65));
      agenda.add(rest, () => crew.leave(id, 'break', rest));
      const back = later(rest, rng.between(600, 1200));
      agenda.add(back, () => {
        crew.backFromBreak(id, back);
        this.floor.seek(crew.get(id), back);
      });
    }
    const tomorrow = zone.instant(date, 24);
    agenda.add(tomorrow, () => this.planDay(tomorrow));
  }

  private signOn(id: string, home: string, { at, to }: { at: number; to: number }): void {
    this.crew.signOn(id, at, to);
    this.floor.dispatch(home, at);
  }

  /**
   * The back office comes in for later surges, not for the first: whoever can help then is on the floor already. Later ones meet smaller
   * desks, and nights at which there is nobody to lend.
   */
  private planReserves(from: number): void {
    const until = from + HOUR_MS;
    for (const surge of this.surges.between(from, until)) {
      if (surge.factor !== this.surges.highest || this.surges.isFirst(surge)) continue;
      const at = surge.from + RESERVE_AFTER_MS;
      const to = surge.to + RESERVE_STAYS_MS;
      for (const { id, home, shift } of staff()) {
        if (shift || home !== surge.channel) continue;
        this.agenda.add(at, () => this.signOn(id, home, { at, to }));
        this.agenda.add(to, () => this.crew.leave(id, 'offline', to));
      }
    }
    this.agenda.add(until, () => this.planReserves(until));
  }

  /** The next arrival, by thinning: candidates at the highest rate there is, of which as many stay as the rate at their time says. */
  private planArrival(profile: ChannelProfile, after: number): void {
    const { zone, rng, surges } = this;
    const rate = (at: number): number => arrivalsPerHour(profile, zone.at(at)) * surges.factor(profile.id, at);
    const highest =
      Math.max(...Array.from({ length: 24 }, (_, hour) => arrivalsPerHour(profile, { hour, weekday: 1 }))) * surges.highest;
    let at = after;
    do at += rng.exponential(HOUR_MS / highest);
    while (!rng.chance(rate(at) / highest));
    const when = Math.round(at);
    this.agenda.add(when, () => {
      const day = zone.at(when).date.replaceAll('-', '');
      const id = `GD${day}${String((this.serial += 1)).padStart(5, '0')}`;
      this.floor.arrive({ id, channel: profile.id, createdAt: when, ...newCase(rng, profile) });
      this.planArrival(profile, when);
    });
  }
}
