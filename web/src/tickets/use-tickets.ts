// The list of tickets that the address asks for: what is shared is what is shown.
import type { Candidate, TicketPage, TicketSummary } from '@tideboard/contracts';
import { computed, type ComputedRef, onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useApi } from '../console/api';
import { useDeskStore } from '../console/desk-store';

export const FILTERS = ['q', 'channel', 'state', 'kind', 'priority', 'due', 'agent', 'sort'] as const;
export type Filter = (typeof FILTERS)[number];
export type Filters = Record<Filter, string>;

const AGAIN_MS = 5_000;

/** The question of the API; without a state that is what is open. */
export function queryOf({ state, ...filters }: Filters): string {
  const asked = new URLSearchParams(Object.entries(filters).filter(([, value]) => value !== ''));
  if (state !== 'all') asked.set('state', state || 'open');
  return asked.toString();
}

export interface UseTicketsReturn {
  filters: ComputedRef<Filters>;
  set: (filter: Filter, value: string) => void;
  reset: () => void;
  /** Null while nothing has been answered. */
  tickets: Ref<readonly TicketSummary[] | null>;
  next: Ref<string | null>;
  failed: Ref<boolean>;
  busy: Ref<boolean>;
  more: () => Promise<void>;
  /** Shows a ticket as given, before it is read again. */
  given: (id: string, who: Candidate) => void;
}

export function useTickets(): UseTicketsReturn {
  const route = useRoute();
  const router = useRouter();
  const api = useApi();
  const desk = useDeskStore();
  const tickets = shallowRef<readonly TicketSummary[] | null>(null);
  const next = ref<string | null>(null);
  const failed = ref(false);
  const busy = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let serial = 0;
  let pages = 1;
  const filters = computed(() => Object.fromEntries(FILTERS.map((name) => [name, String(route.query[name] ?? '')])) as Filters);

  async function load(cursor: string | null) {
    clearTimeout(timer);
    const mine = ++serial;
    busy.value = true;
    const query = queryOf(filters.value);
    const wanted = `${query}&limit=50${desk.may('tickets.assign') ? '&recommend=true' : ''}${cursor ? `&cursor=${cursor}` : ''}`;
    const { body } = await api<TicketPage>('GET', `/tickets?${wanted}`);
    if (mine !== serial) return;
    busy.value = false;
    failed.value = body === null;
    if (body) {
      pages = cursor ? pages + 1 : 1;
      tickets.value = cursor ? [...(tickets.value ?? []), ...body.tickets] : body.tickets;
      next.value = body.next;
    }
    // Whoever has gone on to further pages reads them; what they read does not change under their eyes.
    if (pages === 1) timer = setTimeout(() => load(null), AGAIN_MS);
  }

  function given(id: string, { agent, name, team }: Candidate) {
    const shown = tickets.value ?? [];
    tickets.value = shown.map((ticket) => {
      const { recommended: _taken, ...rest } = ticket;
      return ticket.id === id ? { ...rest, agent: { id: agent, name }, team: team ?? ticket.team } : ticket;
    });
  }

  watch(
    () => queryOf(filters.value),
    () => {
      tickets.value = null;
      pages = 1;
      void load(null);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    serial++;
  });
  return {
    filters,
    tickets,
    next,
    failed,
    busy,
    set: (filter, value) => void router.replace({ query: { ...route.query, [filter]: value || undefined } }),
    reset: () => void router.replace({ query: {} }),
    more: () => load(next.value),
    given,
  };
}
