import { Injectable } from '@nestjs/common';
import type { Attention } from '@tideboard/contracts';
import type { TicketNow } from '@tideboard/domain';
import type { Principal } from '../access/principal.js';
import { CallBacks } from './call-backs.service.js';
import { Escalations, type Raised } from './escalations.service.js';
import { OpenTickets } from './open-tickets.service.js';
import { reaches } from './reach.js';
import { isDue } from './ticket-query.js';
import { type Read, TicketReader } from './ticket-reader.service.js';
import { iso, promiseOf } from './ticket-views.js';

const SOON_SECONDS = 300;
const MOST = 50;

/** What is about to slip, or has: from the state of the tickets alone, so that no restart forgets a reminder. */
@Injectable()
export class AttentionService {
  constructor(
    private readonly tickets: OpenTickets,
    private readonly reader: TicketReader,
    private readonly escalations: Escalations,
    private readonly callBacks: CallBacks,
  ) {}

  async of(caller: Principal): Promise<Attention> {
    const { now, open, promised } = await this.tickets.read();
    const own = open.filter(({ ticket }) => reaches(caller, ticket));
    const soon = own
      .filter(({ ticket }) => isDue(SOON_SECONDS, ticket, now))
      .toSorted(byWeight(now))
      .slice(0, MOST);
    const late = own.filter(({ ticket }) =>
      ticket.clocks.some(({ clock, settledAt, missed }) => clock === 'record' && settledAt === null && missed),
    );
    const theirs = promised.filter(({ ticket }) => reaches(caller, ticket)).slice(0, MOST);
    return {
      at: iso(now),
      dueSoon: await this.reader.summaries(soon, now),
      overdue: own.filter(({ ticket }) => isDue('overdue', ticket, now)).length,
      promises: await this.promises(theirs, now),
      escalations: await this.raises(caller, now),
      callBacks: await this.calls(caller, now),
      lateRecords: await this.reader.summaries(late.slice(0, MOST), now),
    };
  }

  private async calls(caller: Principal, now: number): Promise<Attention['callBacks']> {
    const own = (await this.callBacks.due()).calls.filter(({ read }) => reaches(caller, read.ticket)).slice(0, MOST);
    const summaries = await this.reader.summaries(
      own.map(({ read }) => read),
      now,
    );
    return own.map(({ dueAt }, i) => ({ ticket: summaries[i]!, dueAt: iso(dueAt) }));
  }

  private async raises(caller: Principal, now: number): Promise<Attention['escalations']> {
    const { raised, rules } = await this.escalations.due();
    const nameOf = (rule: string): string | undefined => rules.rules.find(({ id }) => id === rule)?.name;
    const own: Raised[] = raised.filter(({ read }) => reaches(caller, read.ticket)).slice(0, MOST);
    const summaries = await this.reader.summaries(
      own.map(({ read }) => read),
      now,
    );
    return own.map(({ level, rule }, i) => ({
      ticket: summaries[i]!,
      level,
      rule,
      name: nameOf(rule),
      owner: rules.owners[String(level) as '2' | '3' | '4'],
    }));
  }

  private async promises(read: readonly Read[], now: number): Promise<Attention['promises']> {
    const [summaries, events] = await Promise.all([
      this.reader.summaries(read, now),
      Promise.all(read.map(({ facts }) => this.reader.events(facts.filter(({ type }) => type === 'ticket.promised')))),
    ]);
    return read
      .flatMap(({ ticket }, i) =>
        ticket.promises
          .filter(({ keptAt, dueAt }) => keptAt === null && dueAt <= now + 3_600_000)
          .map((promise) => ({
            ticket: summaries[i]!,
            promise: promiseOf(promise, events[i]!.find((event) => event?.id === promise.id) ?? null, now),
          })),
      )
      .toSorted((a, b) => Date.parse(a.promise.dueAt) - Date.parse(b.promise.dueAt));
  }
}

export const isVip = ({ tier }: Pick<TicketNow, 'tier'>): boolean => tier === 'diamond' || tier === 'gold';

/** Within two minutes before within five; then VIPs and complaints; then the first deadline. */
function byWeight(now: number): (a: Read, b: Read) => number {
  const weight = ({ ticket }: Read): number =>
    (isDue(120, ticket, now) ? 0 : 2) + (isVip(ticket) || ticket.kind === 'complaint' ? 0 : 1);
  return (a, b) => weight(a) - weight(b);
}
