// A list of the API that a page shows, kept fresh, and the acts on it: each refusal is said in words, each success refreshes.
import { onScopeDispose, type Ref, ref, shallowRef } from 'vue';
import { type Reply, useApi } from '../console/api';
import { useNotices } from '../console/notices';
import { refusalWords } from '../console/refusal';
import { useFirstFieldError } from '../i18n/field-errors';
import { type AdminWord, useAdminWords } from './words';

const AGAIN_MS = 15_000;

/** Words for the codes that only the settings meet. */
const OWN: Record<string, AdminWord> = { username_taken: 'accounts.taken', last_admin: 'accounts.lastAdmin' };

export interface UseListReturn<T> {
  items: Ref<T[] | null>;
  failed: Ref<boolean>;
  refresh: () => Promise<void>;
  /** Why the server said no, or null. */
  refusal: (reply: Reply<unknown>) => string;
  act: <R>(method: 'POST' | 'PATCH' | 'DELETE', path: string, body?: unknown) => Promise<Reply<R>>;
  say: ReturnType<typeof useNotices>['say'];
}

export function useList<T>(path: string): UseListReturn<T> {
  const api = useApi();
  const { say } = useNotices();
  const { t } = useAdminWords();
  const fieldError = useFirstFieldError();
  const items = shallowRef<T[] | null>(null);
  const failed = ref(false);

  async function refresh() {
    const reply = await api<T[]>('GET', path);
    failed.value = !reply.ok;
    if (reply.body) items.value = reply.body;
  }
  function refusal(reply: Reply<unknown>): string {
    const own = OWN[reply.problem?.code ?? ''];
    const { word, values } = refusalWords(reply);
    return own ? t(own) : (fieldError(reply.problem) ?? t(word, values));
  }
  async function act<R>(method: 'POST' | 'PATCH' | 'DELETE', at: string, body?: unknown): Promise<Reply<R>> {
    const reply = await api<R>(method, at, body);
    await refresh();
    return reply;
  }

  void refresh();
  const timer = setInterval(refresh, AGAIN_MS);
  onScopeDispose(() => clearInterval(timer));
  return { items, failed, refresh, refusal, act, say };
}
