// One answer of the API, asked for again every few seconds while somebody looks at it.
import { onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue';
import { useApi } from '../console/api';
import type { Refused } from '../console/wire';

export interface UsePolledReturn<T> {
  /** The latest answer; null while there is none. */
  data: Ref<T | null>;
  /** It is not there, or not for this person, or there no more. */
  gone: Ref<boolean>;
  /** Why there was no answer, where the server says why. */
  problem: Ref<Refused | null>;
  failed: Ref<boolean>;
  refresh: () => Promise<void>;
}

export function usePolled<T>(path: () => string, everyMs: number): UsePolledReturn<T> {
  const api = useApi();
  const data = shallowRef<T | null>(null) as Ref<T | null>;
  const gone = ref(false);
  const failed = ref(false);
  const problem = shallowRef<Refused | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let serial = 0;

  async function refresh() {
    clearTimeout(timer);
    const mine = ++serial;
    const reply = await api<T>('GET', path());
    if (mine !== serial) return;
    const { body, status } = reply;
    problem.value = reply.problem;
    gone.value = status === 404 || status === 410;
    failed.value = body === null && !gone.value;
    if (body) data.value = body;
    timer = setTimeout(refresh, everyMs);
  }
  watch(
    path,
    () => {
      data.value = null;
      void refresh();
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    serial++;
  });
  return { data, gone, problem, failed, refresh };
}
