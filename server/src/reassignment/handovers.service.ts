import { Injectable } from '@nestjs/common';
import { type Handover, handOver, type Leaving } from '@tideboard/rebalance';
import { dueOf } from './command.js';
import { planPolicy } from './control.js';
import { ControlStore } from './control-store.js';
import { type NamedSnapshot, namesIn } from './floor.js';
import { FloorReader } from './floor-reader.service.js';
import { emptied, isToEmpty, type Leaver, leftOf, named, wayOf } from './handed.js';
import { Inboxes } from './inboxes.service.js';
import type { ReassignmentRecord } from './record.js';
import { ReassignmentStore } from './reassignment-store.js';

/** Sees to the waiting tickets of people who leave. */
@Injectable()
export class Handovers {
  constructor(
    private readonly store: ReassignmentStore,
    private readonly floors: FloorReader,
    private readonly inboxes: Inboxes,
    private readonly control: ControlStore,
  ) {}

  /** Who would take what, if these people left now. */
  async foreseen(snapshot: NamedSnapshot, leaving: readonly Leaving[]): Promise<Handover[]> {
    const tickets = leaving.length > 0 ? await this.inboxes.read() : [];
    if (!tickets.some((ticket) => leaving.some(({ agent, channel }) => ticket.agent === agent && ticket.channel === channel)))
      return [];
    return handOver({ ...snapshot, tickets }, leaving, planPolicy((await this.control.read()).policy));
  }

  /**
   * Looks for the tickets of everybody who is about to be ordered away, and adds them to the record: what was foreseen when somebody
   * proposed it may have been started since. Every way goes through here, whoever ordered it, so that nobody leaves customers behind.
   */
  async attach(record: ReassignmentRecord): Promise<ReassignmentRecord> {
    const leaving = leavingOf(record);
    if (leaving.length === 0) return record;
    const { snapshot } = await this.floors.read();
    const handovers = await this.foreseen(snapshot, leaving);
    if (handovers.length === 0 && !record.entries.some(({ handed }) => handed)) return record;
    const left = named(handovers, namesIn(snapshot));
    const next = await this.store.update(record.id, (seen) =>
      leavingOf(seen)
        .filter(({ n }) => leaving.some((known) => known.n === n))
        .reduce((held, leaver) => emptied(held, leaver, { left, now: snapshot.now }), seen),
    );
    return next ?? record;
  }
}

/** Everybody of the record who is about to be ordered away from a channel. */
function leavingOf(record: ReassignmentRecord): Leaver[] {
  return dueOf(record).flatMap((entry): Leaver[] => {
    const way = wayOf(entry);
    const channel = leftOf(record, way);
    return channel !== null && isToEmpty(entry, way) ? [{ agent: entry.agent!, channel, n: entry.n, way }] : [];
  });
}
