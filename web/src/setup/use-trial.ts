// The first event: a key for it, its command, and a look-out for it on the board that this page is fed with.
import type { ApiKeyView } from '@tideboard/contracts';
import { computed, type ComputedRef, type Ref, ref, shallowRef, watch } from 'vue';
import { useApi } from '../console/api';
import { useNotices } from '../console/notices';
import { refusalWords } from '../console/refusal';
import { useSite } from '../console/use-site';
import { curlOf, type Trial, trialTicket } from './trial';
import { useSetupWords } from './words';

export interface UseTrialReturn {
  trial: Ref<Trial | null>;
  keys: Ref<number | null>;
  busy: Ref<boolean>;
  command: ComputedRef<string>;
  tidy: ComputedRef<string>;
  /** What the board says of it: the trial's own ticket, or anything else that has come. */
  seen: Ref<'waiting' | 'ticket' | 'other' | 'closed'>;
  /** Null: the board has none. */
  channel: ComputedRef<string | null>;
  pending: ComputedRef<number | null>;
  create: (name: string) => Promise<void>;
}

export function useTrial(onSeen: () => void): UseTrialReturn {
  const api = useApi();
  const notices = useNotices();
  const { t } = useSetupWords();
  const { board, siteNow } = useSite();
  const trial = shallowRef<Trial | null>(null);
  const keys = ref<number | null>(null);
  const busy = ref(false);
  const seen = ref<'waiting' | 'ticket' | 'other' | 'closed'>('waiting');
  const channel = computed(
    () => board.value?.channels.find(({ id }) => id === trial.value?.channel)?.id ?? board.value?.channels[0]?.id ?? null,
  );
  const pending = computed(() => board.value?.channels.find(({ id }) => id === channel.value)?.pending ?? null);
  const load = () =>
    board.value &&
    JSON.stringify([
      board.value.totals.pending,
      board.value.totals.inProgress,
      board.value.totals.completedToday,
      board.value.totals.unmapped,
    ]);
  let before = load();

  async function count() {
    const reply = await api<ApiKeyView[]>('GET', '/api-keys');
    if (reply.body) keys.value = reply.body.length;
  }
  async function create(name: string) {
    busy.value = true;
    const reply = await api<ApiKeyView & { key: string }>('POST', '/api-keys', { name, scopes: ['events:write'] });
    busy.value = false;
    const { word, values } = refusalWords(reply);
    if (!reply.body || channel.value === null) return void notices.say(t(word, values), { tone: 'refused' });
    const now = siteNow.value ?? Date.now();
    before = load();
    seen.value = 'waiting';
    trial.value = {
      ticket: trialTicket(now, Math.random()),
      channel: channel.value,
      origin: location.origin,
      key: reply.body.key,
      time: new Date(now).toISOString(),
    };
    await count();
  }
  watch(
    () => board.value?.rev,
    async () => {
      if (!trial.value || seen.value === 'closed') return;
      const reply = await api<{ state: string }>('GET', `/tickets/${encodeURIComponent(trial.value.ticket)}`);
      if (reply.body) seen.value = reply.body.state === 'closed' ? 'closed' : 'ticket';
      else if (seen.value === 'waiting' && before !== null && load() !== before) seen.value = 'other';
      if (seen.value !== 'waiting') onSeen();
    },
  );
  void count();
  const command = computed(() => (trial.value ? curlOf('ticket.created', trial.value) : ''));
  const tidy = computed(() => (trial.value ? curlOf('ticket.closed', trial.value) : ''));
  return { trial, keys, busy, command, tidy, seen, channel, pending, create };
}
