// The reader's own exports, asked for again while one of them is under way.
import type { ExportBody, ExportView } from '@tideboard/contracts';
import { onMounted, onScopeDispose, ref } from 'vue';
import { useApi } from '../../console/api';
import { refusalWords } from '../../console/refusal';
import { useDeskWords } from '../../console/words';
import { useFirstFieldError } from '../../i18n/field-errors';
import { useExportWords } from './words';

const AGAIN_MS = 1000;
export const isOpen = ({ state }: ExportView): boolean => state === 'waiting' || state === 'running';

export function useExports() {
  const api = useApi();
  const { t } = useExportWords();
  const { t: desk } = useDeskWords();
  const fieldError = useFirstFieldError();
  const exports = ref<ExportView[] | null>(null);
  const failed = ref(false);
  /** Why the latest one did not start; empty when it did. */
  const refused = ref('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  let gone = false;

  async function load() {
    clearTimeout(timer);
    const reply = await api<ExportView[]>('GET', '/exports');
    if (gone) return;
    failed.value = !reply.ok;
    if (reply.body) exports.value = reply.body.filter(({ state }) => state !== 'cancelled');
    if (!reply.ok || reply.body?.some(isOpen)) timer = setTimeout(() => void load(), AGAIN_MS);
  }
  async function start(body: ExportBody) {
    const reply = await api<ExportView>('POST', '/exports', body);
    const { word, values } = refusalWords(reply);
    refused.value = reply.ok
      ? ''
      : reply.status === 429
        ? t('exportJobs.tooMany')
        : (fieldError(reply.problem) ?? desk(word, values));
    await load();
  }
  async function drop(id: string) {
    await api('DELETE', `/exports/${id}`);
    await load();
  }
  onMounted(load);
  onScopeDispose(() => {
    gone = true;
    clearTimeout(timer);
  });
  return { exports, failed, refused, start, drop };
}
