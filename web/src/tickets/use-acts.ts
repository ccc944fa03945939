// What a person does to a ticket: each act answers with the ticket as it then is.
import type { TicketDetail } from '@tideboard/contracts';
import { type Ref, ref } from 'vue';
import { useApi } from '../console/api';
import { useNotices } from '../console/notices';
import { refusalWords } from '../console/refusal';
import { useDeskWords } from '../console/words';

export interface UseActsReturn {
  busy: Ref<boolean>;
  /** True when it was done; a refusal has been said. */
  act: (path: string, body: unknown, said: string) => Promise<boolean>;
}

export function useActs(id: () => string, done: () => unknown): UseActsReturn {
  const api = useApi();
  const notices = useNotices();
  const { t } = useDeskWords();
  const busy = ref(false);
  async function act(path: string, body: unknown, said: string): Promise<boolean> {
    busy.value = true;
    const reply = await api<TicketDetail>('POST', `/tickets/${encodeURIComponent(id())}/${path}`, body);
    busy.value = false;
    const { word, values } = refusalWords(reply);
    if (reply.ok) notices.say(said);
    else notices.say(t(word, values), { tone: 'refused' });
    await done();
    return reply.ok;
  }
  return { busy, act };
}
