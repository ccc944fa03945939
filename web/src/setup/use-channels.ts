// The channels of the registry as the set-up shows them; one that was taken away can be brought back as it was.
import type { Channel } from '@tideboard/contracts';
import { computed, type ComputedRef, type Ref, ref, shallowRef } from 'vue';
import { useApi } from '../console/api';
import { useNotices } from '../console/notices';
import { refusalWords } from '../console/refusal';
import { useSetupWords } from './words';

export interface UseChannelsReturn {
  /** Null until they are read. */
  channels: Ref<Channel[] | null>;
  /** With those that were taken away here. */
  known: ComputedRef<Channel[]>;
  busy: Ref<boolean>;
  refresh: () => Promise<void>;
  use: (channel: Channel, on: boolean) => Promise<void>;
  patch: (channel: Channel, patch: object) => Promise<boolean>;
}

export function useChannels(): UseChannelsReturn {
  const api = useApi();
  const notices = useNotices();
  const { t } = useSetupWords();
  const channels = shallowRef<Channel[] | null>(null);
  const away = shallowRef<Channel[]>([]);
  const busy = ref(false);
  const has = (id: string) => channels.value?.some((channel) => channel.id === id);
  const known = computed(() =>
    [...(channels.value ?? []), ...away.value.filter(({ id }) => !has(id))].sort((a, b) => a.position - b.position),
  );

  async function refresh() {
    const reply = await api<Channel[]>('GET', '/channels');
    if (reply.body) channels.value = reply.body;
  }
  async function send(method: 'PUT' | 'PATCH' | 'DELETE', { id }: Channel, body?: object): Promise<boolean> {
    busy.value = true;
    const reply = await api(method, `/channels/${encodeURIComponent(id)}`, body);
    const { word, values } = refusalWords(reply);
    if (!reply.ok) notices.say(t(word, values), { tone: 'refused' });
    await refresh();
    busy.value = false;
    return reply.ok;
  }
  async function use(channel: Channel, on: boolean) {
    away.value = [...away.value.filter(({ id }) => id !== channel.id), channel];
    await (on ? send('PUT', channel, channel) : send('DELETE', channel));
  }
  void refresh();
  return { channels, known, busy, refresh, use, patch: (channel, body) => send('PATCH', channel, body) };
}
