import type { EventData, EventType } from '@tideboard/contracts';
import type { Agenda } from './agenda.js';
import type { OpenTicket } from './lines.js';
import type { Journal } from './journal.js';
import { later, profileOf } from './profile.js';
import type { Rng } from './rng.js';

const ESCALATED = 0.03;
const AWAITING = 0.12;
const PROMISED = 0.04;
const RATED = 0.38;
const REOPENED = 0.01;
const FLAGGED = 0.006;

/** What happens to a ticket beside the conversation: escalations, promises, marks, second thoughts. */
export class Aftermath {
  constructor(
    private readonly agenda: Agenda,
    private readonly journal: Journal,
    private readonly rng: Rng,
  ) {}

  /** While it is being handled. */
  during(ticket: OpenTicket, at: number, seconds: number): void {
    const { rng } = this;
    if (!rng.chance(ticket.kind === 'complaint' ? ESCALATED * 5 : ESCALATED)) return;
    this.note('ticket.escalated', later(at, seconds / 3), ticket, { level: rng.chance(0.15) ? 3 : 2, reason: '一线无法解决' });
    // Most are decided while the customer is still there.
    const decided = later(at, seconds / 3 + rng.exponential(240));
    this.note('ticket.assigned', decided, ticket, { agent: rng.pick(['S01', 'S02', 'S03']), team: 'second-line' });
  }

  /** Once the agent is done with it. */
  after(ticket: OpenTicket, agent: string, { waitedSeconds, at }: { waitedSeconds: number; at: number }): void {
    const { rng } = this;
    if (rng.chance(PROMISED)) this.promise(ticket, agent, at);
    let done = at;
    if (rng.chance(AWAITING)) {
      this.note('ticket.awaiting_feedback', at, ticket, {});
      done = later(at, rng.exponential(600));
    }
    this.note('ticket.completed', done, ticket, { result: '已解决' });
    if (rng.chance(FLAGGED))
      this.note('ticket.flagged', later(done, rng.between(60, 1800)), ticket, { flag: 'attitude', severity: 1, by: 'qa' });
    if (rng.chance(REOPENED)) return this.reopen(ticket, later(done, rng.between(300, 2400)));
    const rated = later(done, rng.between(15, 240));
    if (rng.chance(RATED)) this.note('ticket.rated', rated, ticket, { score: this.score(ticket, waitedSeconds) });
    if (rng.chance(0.5)) this.note('ticket.closed', later(rated, rng.between(600, 3600)), ticket, {});
  }

  /** Who had to wait is harder to please; beyond the promised time every third good mark is lost. */
  private score({ channel }: OpenTicket, waitedSeconds: number): number {
    const { satisfaction, responseSeconds } = profileOf(channel);
    const good = satisfaction - 0.3 * Math.min(1, waitedSeconds / responseSeconds / 2);
    if (this.rng.chance(good)) return this.rng.chance(0.65) ? 5 : 4;
    return this.rng.weighted([
      [3, 5],
      [2, 3],
      [1, 2],
    ] as const);
  }

  private promise(ticket: OpenTicket, agent: string, at: number): void {
    const { rng, agenda, journal } = this;
    const seconds = rng.between(900, 5400);
    const dueAt = new Date(later(at, seconds)).toISOString();
    const promise = journal.note('ticket.promised', at, ticket.id, { dueAt, what: '回电告知处理结果', agent });
    // Most are kept in time, some late, a few never.
    const kept = rng.weighted([
      [rng.between(0.2, 0.98), 88],
      [rng.between(1.05, 2), 9],
      [null, 3],
    ] as const);
    if (kept === null) return;
    const keptAt = later(at, seconds * kept);
    agenda.add(keptAt, () => journal.note('ticket.promise_kept', keptAt, ticket.id, { promise }));
  }

  /** The customer comes back: somebody of the second line takes it up beside the line of those who wait. */
  private reopen(ticket: OpenTicket, at: number): void {
    const { rng } = this;
    this.note('ticket.reopened', at, ticket, {});
    const taken = later(at, rng.between(60, 240));
    this.note('ticket.assigned', taken, ticket, { agent: 'S01', team: 'second-line' });
    this.note('ticket.started', taken, ticket, { agent: 'S01' });
    this.note('ticket.completed', later(taken, rng.lognormal(300, 0.6)), ticket, { result: '再次处理' });
  }

  private note(...[type, at, ticket, data]: Noted): void {
    this.agenda.add(at, () => this.journal.note(type as 'ticket.closed', at, ticket.id, data));
  }
}

type Noted = { [T in EventType]: [type: T, at: number, ticket: OpenTicket, data: EventData<T>] }[EventType];
