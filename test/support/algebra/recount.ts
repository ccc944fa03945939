// The main metrics counted again from the contract's words alone: nothing of libs/domain is used here, so a rule that is wrong there
// cannot be wrong here in the same way. Slow and plain on purpose.
import type { Channel, Site } from '@tideboard/contracts';
import type { AcceptedEvent } from '../../../server/src/tickets/accepted-event.js';
import { type Pairs, sorted } from './stored-floor.js';

type TicketEvent = AcceptedEvent & { to: 'ticket' };
type AgentEvent = AcceptedEvent & { to: 'agent' };

const TYPES =
  'created assigned started transferred escalated awaiting_feedback completed closed abandoned reopened rated flagged promised promise_kept'.split(
    ' ',
  );
const rank = (event: TicketEvent | AgentEvent): number => TYPES.indexOf(event.type.replace('ticket.', ''));
const bytes = (text: string): Buffer => Buffer.from(text, 'utf8');
const inOrder = (a: TicketEvent | AgentEvent, b: TicketEvent | AgentEvent): number =>
  a.at - b.at ||
  rank(a) - rank(b) ||
  Buffer.compare(bytes(a.source), bytes(b.source)) ||
  Buffer.compare(bytes(a.id), bytes(b.id));

/** `bucket channel:counter` for every counter that is recounted here; the others are left out of the comparison. */
export const RECOUNTED = new Set(
  'unmapped pending inProgress awaitingFeedback created completed handled handledMs answered answeredMs abandoned ratings satisfied scoreSum timeouts agentsOnline agentsAvailable agentsBusy agentsOnLoan agentsLent'.split(
    ' ',
  ),
);

export function recount(
  events: readonly AcceptedEvent[],
  { site, channels }: { site: Site; channels: Channel[] },
  now: number,
): Pairs<number> {
  const counts = new Map<string, number>();
  const exists = (id: string): boolean => channels.some((channel) => channel.id === id);
  const add = (bucket: string, id: string, counter: string, amount = 1): void => {
    const name = `${bucket} ${id}:${counter}`;
    if (amount !== 0 && (counter === 'unmapped' || exists(id))) counts.set(name, (counts.get(name) ?? 0) + amount);
  };
  const day = (at: number): string => dayOf(at, site);
  const past = events.filter((event): event is TicketEvent | AgentEvent => event.to !== 'log' && event.at <= now).sort(sortAny);

  for (const facts of bySubject(past.filter((event) => event.to === 'ticket'))) {
    const created = facts.find(({ type }) => type === 'ticket.created');
    if (!created) {
      add('now', '*', 'unmapped');
      continue;
    }
    const story = [created, ...facts.filter(({ type }) => type !== 'ticket.created')];
    const holder = (upTo: readonly TicketEvent[]): string =>
      upTo.reduce((held, { data }) => data.channel ?? held, created.data.channel!);
    const holderAfter = (fact: TicketEvent): string => holder(story.slice(0, story.indexOf(fact) + 1));
    const present = holder(story);
    const on = (counter: string, fact: TicketEvent, amount = 1): void => add(day(fact.at), holderAfter(fact), counter, amount);
    if (!exists(present)) add('now', '*', 'unmapped');
    on('created', created);

    const begins = [0, ...story.flatMap(({ type }, i) => (type === 'ticket.reopened' ? [i] : [])), story.length];
    const missed: number[] = [];
    begins.slice(0, -1).forEach((begin, i) => {
      const cycle = story.slice(begin, begins[i + 1]);
      const reopened = story[begins[i + 1]!];
      const first = (type: string): TicketEvent | undefined => cycle.find((fact) => fact.type === `ticket.${type}`);
      const [start, completed, closed] = [first('started'), first('completed'), first('closed')];
      const left = first('abandoned');
      const abandoned = left && !(start && cycle.indexOf(start) > cycle.indexOf(left)) ? left : undefined;
      const done = completed ?? closed;
      if (done && !(reopened && day(reopened.at) === day(done.at))) {
        on('completed', done);
        if (start) on('handled', done);
        if (start) on('handledMs', done, Math.max(0, done.at - start.at));
      }
      if (abandoned && !start) on('abandoned', abandoned);
      if (i === 0 && start) on('answered', start);
      if (i === 0 && start) on('answeredMs', start, Math.max(0, start.at - created.at));
      if (i === begins.length - 2) {
        const over = closed ?? completed ?? abandoned;
        if (!over) add('now', present, first('awaiting_feedback') ? 'awaitingFeedback' : start ? 'inProgress' : 'pending');
      }
      const channel = channels.find(({ id }) => id === holderAfter(cycle[0]!));
      const ends = [completed, closed, abandoned].flatMap((fact) => (fact ? [fact.at] : []));
      const answers = [...ends, ...(start ? [start.at] : [])];
      const from = cycle[0]!.at;
      const deadline = (due: number | undefined, answered: number[]): void => {
        if (due === undefined || (reopened && due >= reopened.at)) return;
        if (now > due && !answered.some((at) => at <= due)) missed.push(due);
      };
      deadline(channel && from + channel.targets.responseSeconds * 1000, answers);
      deadline(
        i === 0 && created.data.dueAt !== undefined ? created.data.dueAt : channel && from + handling(created, channel),
        ends,
      );
    });
    if (missed.length > 0) {
      const at = Math.min(...missed);
      add(day(at), holder(story.filter((fact) => fact.at <= at)), 'timeouts');
    }
    const rating = story.findLast(({ type }) => type === 'ticket.rated');
    if (rating) {
      on('ratings', rating);
      on('scoreSum', rating, rating.data.score);
      if (rating.data.score! >= 4) on('satisfied', rating);
    }
  }

  for (const facts of bySubject(past.filter((event) => event.to === 'agent'))) {
    const latest = <K extends 'state' | 'channel' | 'home'>(field: K) =>
      facts.findLast(({ fields }) => fields[field])?.fields[field];
    const [state, channel] = [latest('state'), latest('channel')];
    const home = latest('home') ?? facts.find(({ fields }) => fields.channel)?.fields.channel;
    if (!state || !channel || state === 'offline') continue;
    add('now', channel, 'agentsOnline');
    if (state === 'available') add('now', channel, 'agentsAvailable');
    if (state === 'busy' || state === 'wrap_up') add('now', channel, 'agentsBusy');
    if (home === channel) continue;
    add('now', channel, 'agentsOnLoan');
    add('now', home!, 'agentsLent');
  }
  return sorted(counts);
}

const sortAny = inOrder as (a: AcceptedEvent, b: AcceptedEvent) => number;

function handling({ data }: TicketEvent, { targets }: Channel): number {
  const seconds = targets.handleSeconds[data.priority ?? 'normal'];
  return (data.kind === 'complaint' ? Math.min(seconds, targets.complaintHandleSeconds) : seconds) * 1000;
}

function bySubject<E extends { subject: string }>(events: readonly E[]): E[][] {
  return [...new Set(events.map(({ subject }) => subject))].map((subject) => events.filter((event) => event.subject === subject));
}

const STEP = 15 * 60_000;
const DAY = 86_400_000;
const starts = new Map<string, number>();
const nextDate = (date: string, days = 1): string => new Date(Date.parse(date) + days * DAY).toISOString().slice(0, 10);

/** The last date whose business day has begun. */
function dayOf(at: number, rule: Pick<Site, 'timeZone' | 'businessDayStart'>): string {
  let date = nextDate(new Date(at).toISOString().slice(0, 10), 2);
  while (startOf(date, rule) > at) date = nextDate(date, -1);
  return date;
}

/** Found by looking at the wall clock of the zone every quarter of an hour; a date that never was begins with the one after it. */
function startOf(date: string, rule: Pick<Site, 'timeZone' | 'businessDayStart'>): number {
  const { timeZone, businessDayStart } = rule;
  const name = `${timeZone} ${businessDayStart} ${date}`;
  const known = starts.get(name);
  if (known !== undefined) return known;
  const wall = new Intl.DateTimeFormat('sv', { timeZone, dateStyle: 'short', timeStyle: 'short' });
  let start = Date.parse(date) - 60 * STEP;
  while (wall.format(start) < `${date} ${businessDayStart}`) start += STEP;
  if (!wall.format(start).startsWith(date)) start = startOf(nextDate(date), rule);
  starts.set(name, start);
  return start;
}
