// The list of quality reports that were produced on schedule, for those who may read it.
import type { QualityArchive } from '@tideboard/contracts';
import { computed, ref, shallowRef, watch } from 'vue';
import { useApi } from '../../console/api';
import { useDeskStore } from '../../console/desk-store';

export function useArchive() {
  const api = useApi();
  const archive = shallowRef<QualityArchive | null>(null);
  const failed = ref(false);
  const desk = useDeskStore();
  const may = computed(() => desk.may('reports.archive'));

  async function load() {
    const reply = await api<QualityArchive>('GET', '/reports/quality/archive');
    archive.value = reply.body;
    failed.value = !reply.ok;
  }
  watch(may, (allowed) => (allowed ? load() : undefined), { immediate: true });
  return { archive, failed, may, load };
}
