// An agent's own page asks for itself: agents have no board, and so no socket.
import type { AgentRow, AgentsReport, LoanNotice, MyWork, Reminder, TicketPage, TicketSummary } from '@tideboard/contracts';
import { onScopeDispose, type Ref, ref, shallowRef } from 'vue';
import { type Reply, useApi } from '../console/api';
import { hear, type SiteClock, siteTime } from '../live/site-clock';

const WORK_MS = 3_000;
const TICKETS_MS = 10_000;
const FIGURES_MS = 60_000;
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
  const timers = new Set<ReturnType<typeof setTimeout>>();
  let over = false;

  /** Asks again and again; a hidden page asks no more than it has to. */
  function every(ms: number, ask: () => Promise<void>) {
    const turn = async () => {
      await ask();
      if (over) return;
      const timer = setTimeout(
        () => {
          timers.delete(timer);
          void turn();
        },
        document.hidden ? ms * 4 : ms,
      );
      timers.add(timer);
    };
    void turn();
  }
  async function askWork() {
    const reply = await api<MyWork>('GET', '/me/work');
    online.value = reply.ok || reply.status === 403;
    stranger.value = reply.status === 403;
    if (!reply.body) return;
    work.value = reply.body;
    clock = hear(clock, { site: Date.parse(reply.body.at), real: performance.now(), rate: reply.body.clockRate });
    tick();
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
  const tick = () => {
    now.value = clock && siteTime(clock, performance.now());
  };

  async function answer(notice: LoanNotice, verb: 'accept' | 'decline', reason?: string) {
    const path = `/reassignments/${encodeURIComponent(notice.id)}/${verb}`;
    const reply = await api<LoanNotice>('POST', path, verb === 'decline' ? { reason } : undefined);
    await askWork();
    return reply;
  }

  every(WORK_MS, async () => {
    const first = work.value === null;
    await askWork();
    if (first) await askFigures();
  });
  every(TICKETS_MS, askTickets);
  every(FIGURES_MS, askFigures);
  const ticking = setInterval(tick, 1000);
  onScopeDispose(() => {
    over = true;
    clearInterval(ticking);
    for (const timer of timers) clearTimeout(timer);
  });
  return { work, tickets, promised, reminders, putAway, figures, now, online, stranger, answer, more };
}
