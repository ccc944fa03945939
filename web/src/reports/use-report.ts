// One report, asked for whenever its address changes; an answer that comes after a newer question is dropped.
import { ref, shallowRef, watch } from 'vue';
import { useApi } from '../console/api';

export type ReportState = 'loading' | 'ready' | 'refused' | 'failed' | 'offline';

/** @param path below `/reports/`; null: nothing is asked yet */
export function useReport<T>(path: () => string | null) {
  const api = useApi();
  const data = shallowRef<T | null>(null);
  const state = ref<ReportState>('loading');
  const why = ref('');
  let asked = 0;

  async function load() {
    const address = path();
    if (address === null) return;
    const mine = ++asked;
    state.value = 'loading';
    const reply = await api<T>('GET', `/reports/${address}`);
    if (mine !== asked) return;
    data.value = reply.body;
    why.value = reply.problem?.detail ?? '';
    state.value = reply.ok ? 'ready' : reply.status === 0 ? 'offline' : reply.status === 422 ? 'refused' : 'failed';
  }
  watch(path, load, { immediate: true });
  return { data, state, why, load };
}
export type UseReport<T> = ReturnType<typeof useReport<T>>;
