// What an agent's own page shows. It asks when its line says that something has changed, and by the clock only where no line holds.
import type { AgentRow, AgentsReport, LoanNotice, MyWork, Reminder, TicketPage, TicketSummary } from '@tideboard/contracts';
import { onScopeDispose, type Ref, ref, shallowRef } from 'vue';
import { type Reply, useApi } from '../console/api';
import type { Connection } from '../live/connection';
import { hear, type SiteClock, siteTime } from '../live/site-clock';
import { useSessionStore } from '../stores/session';
import { useMyLine } from './use-my-line';

/** Without a line, and as a check behind one that holds: a word on it may get lost. */
const ASK_MS = { unheard: 10_000, heard: 60_000 };
const MOST = 50;

export interface UseMyWork {
  work: Ref<MyWork | null>;
  tickets: Ref<TicketSummary[] | null>;
  /** Tickets with something promised, also those that have ended. */
  promised: Ref<TicketSummary[]>;
  reminders: Ref<Reminder[]>;
  putAway: (reminder: Reminder) => Promise<void>;
  figures: Ref<AgentRow | null>;
  /** The site clock, once a second (epoch ms). */
  now: Ref<number | null>;
  online: Ref<boolean>;
  line: Ref<Connection>;
  /** The server has refused: this person is no agent. */
  stranger: Ref<boolean>;
  answer: (notice: LoanNotice, verb: 'accept' | 'decline', reason?: string) => Promise<Reply<LoanNotice>>;
  more: Ref<boolean>;
}

export function useMyWork(): UseMyWork {
  const api = useApi();
  const work = shallowRef<MyWork | null>(null);
  const tickets = shallowRef<TicketSummary[] | null>(null);
  const promised = shallowRef<TicketSummary[]>([]);
  const reminders = shallowRef<Reminder[]>([]);
  const figures = shallowRef<AgentRow | null>(null);
  const [now, online, stranger, more] = [ref<number | null>(null), ref(true), ref(false), ref(false)];
  let clock: SiteClock | null = null;
  let askedAt = -Infinity;
  let asking: Promise<unknown> | null = null;
  let again = false;

  /** Asks for all that is this agent's; what changes meanwhile is asked for after that, once. */
  function ask() {
    again = asking !== null;
    if (again) return;
    askedAt = performance.now();
    asking = Promise.all([askWork(), askTickets()]).finally(() => {
      asking = null;
      if (again) ask();
    });
  }
  async function askWork() {
    const reply = await api<MyWork>('GET', '/me/work');
    online.value = reply.ok || reply.status === 403;
    stranger.value = reply.status === 403;
    if (!reply.body) return;
    work.value = reply.body;
    hearClock(reply.body.at);
    if (figures.value === null) void askFigures();
  }
  async function askTickets() {
    const [{ body }, theirs, said] = await Promise.all([
      api<TicketPage>('GET', `/tickets?state=open&sort=deadline&limit=${MOST}`),
      api<TicketPage>('GET', `/tickets?promise=open&limit=${MOST}`),
      api<Reminder[]>('GET', '/me/reminders'),
    ]);
    if (theirs.body) promised.value = theirs.body.tickets;
    if (said.body) reminders.value = said.body;
    if (!body) return;
    tickets.value = body.tickets;
    more.value = body.next !== null;
  }
  async function putAway({ ticket }: Reminder) {
    reminders.value = reminders.value.filter((each) => each.ticket !== ticket);
    await api('DELETE', `/me/reminders/${encodeURIComponent(ticket)}`);
  }
  async function askFigures() {
    const day = work.value?.businessDay;
    if (!day) return;
    const { body } = await api<AgentsReport>('GET', `/reports/agents?from=${day}&to=${day}`);
    if (body) figures.value = body.agents[0] ?? null;
  }
  function hearClock(at: string) {
    if (!work.value) return;
    clock = hear(clock, { site: Date.parse(at), real: performance.now(), rate: work.value.clockRate });
    now.value = siteTime(clock, performance.now());
  }

  async function answer(notice: LoanNotice, verb: 'accept' | 'decline', reason?: string) {
    const path = `/reassignments/${encodeURIComponent(notice.id)}/${verb}`;
    const reply = await api<LoanNotice>('POST', path, verb === 'decline' ? { reason } : undefined);
    await askWork();
    return reply;
  }

  const line = useMyLine(useSessionStore().person ?? '', { beat: ({ at }) => hearClock(at), changed: ask });
  ask();
  function tick() {
    now.value = clock && siteTime(clock, performance.now());
    const patience = line.value === 'live' ? ASK_MS.heard : ASK_MS.unheard;
    // a hidden page asks no more than it has to
    if (performance.now() - askedAt > patience * (document.hidden ? 4 : 1)) ask();
  }
  const timers = [setInterval(tick, 1000), setInterval(askFigures, ASK_MS.heard)];
  onScopeDispose(() => {
    for (const timer of timers) clearInterval(timer);
  });
  return { work, tickets, promised, reminders, putAway, figures, now, online, line, stranger, answer, more };
}
