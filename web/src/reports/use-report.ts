// One report, asked for whenever its address changes; an answer that comes after a newer question is dropped.
import { ref, shallowRef, watch } from 'vue';
import { useApi } from '../console/api';
import { useFirstFieldError } from '../i18n/field-errors';

export type ReportState = 'loading' | 'ready' | 'refused' | 'failed' | 'offline';

/** @param path below `/reports/`; null: nothing is asked yet */
export function useReport<T>(path: () => string | null) {
  const api = useApi();
  const fieldError = useFirstFieldError();
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
    why.value = fieldError(reply.problem) ?? '';
    state.value = reply.ok ? 'ready' : reply.status === 0 ? 'offline' : why.value ? 'refused' : 'failed';
  }
  watch(path, load, { immediate: true });
  return { data, state, why, load };
}
export type UseReport<T> = ReturnType<typeof useReport<T>>;
