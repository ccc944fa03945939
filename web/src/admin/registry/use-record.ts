// One record of the registry under edit. Two people at once: who comes second is shown both values and decides.
import { computed, type ComputedRef, onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue';
import { useApi } from '../../console/api';
import { useDeskStore } from '../../console/desk-store';
import { useNotices } from '../../console/notices';
import { refusalWords } from '../../console/refusal';
import { useFieldErrors } from '../../i18n/field-errors';
import { changedPaths, patchOf } from './draft';
import { useRegistryWords } from './words';

export interface UseRecordReturn<T> {
  draft: Ref<T | null>;
  /** What somebody else has made of it meanwhile. */
  theirs: Ref<T | null>;
  state: Ref<'loading' | 'ready' | 'missing' | 'failed'>;
  changed: ComputedRef<string[]>;
  /** What the server said, by JSON pointer, in the reader's language. */
  errors: Ref<{ path: string; message: string }[]>;
  saving: Ref<boolean>;
  load: () => Promise<void>;
  reset: () => void;
  save: () => Promise<void>;
  takeTheirs: () => void;
  keepMine: () => Promise<void>;
}

/** @param complete adds to a patch what has to go together with what was changed */
export function useRecord<T extends object>(
  path: string,
  complete = (patch: object, _draft: T): object => patch,
): UseRecordReturn<T> {
  const api = useApi();
  const desk = useDeskStore();
  const notices = useNotices();
  const { t } = useRegistryWords();
  const tellError = useFieldErrors();
  const base = shallowRef<T | null>(null);
  const draft: Ref<T | null> = shallowRef(null);
  const theirs: Ref<T | null> = shallowRef(null);
  const state = ref<'loading' | 'ready' | 'missing' | 'failed'>('loading');
  const errors = ref<{ path: string; message: string }[]>([]);
  const saving = ref(false);
  let etag: string | null = null;
  const changed = computed(() => changedPaths(base.value, draft.value));
  const dirty = computed(() => changed.value.length > 0);
  watch(dirty, (now) => (desk.busy += now ? 1 : -1));
  onScopeDispose(() => (desk.busy -= dirty.value ? 1 : 0));

  function take(record: T, tag: string | null | undefined) {
    [base.value, draft.value, theirs.value, etag] = [record, record, null, tag ?? null];
    errors.value = [];
    state.value = 'ready';
  }
  async function load() {
    const reply = await api<T>('GET', path);
    if (reply.body) take(reply.body, reply.etag);
    else if (state.value !== 'ready') state.value = reply.status === 404 ? 'missing' : 'failed';
  }
  async function conflict() {
    const now = await api<T>('GET', path);
    if (!now.body) return;
    theirs.value = now.body;
    etag = now.etag ?? null;
  }
  async function save() {
    if (!dirty.value || saving.value) return;
    saving.value = true;
    errors.value = [];
    const patch = complete(patchOf(base.value, draft.value), draft.value!);
    const reply = await api<T>('PATCH', path, patch, etag);
    if (reply.body) {
      take(reply.body, reply.etag);
      notices.say(t('registry.saved'));
    } else if (reply.status === 412) await conflict();
    else {
      errors.value = (reply.problem?.errors ?? []).map((error) => ({ path: error.path, message: tellError(error) }));
      const { word, values } = refusalWords(reply);
      notices.say(t(word, values), { tone: 'refused' });
    }
    saving.value = false;
  }
  const reset = () => void ([draft.value, errors.value] = [base.value, []]);
  const takeTheirs = () => theirs.value && take(theirs.value, etag);
  /** Sends only what was typed here: the others' other changes stay. */
  async function keepMine() {
    theirs.value = null;
    await save();
  }
  void load();
  return { draft, theirs, state, changed, errors, saving, load, reset, save, takeTheirs, keepMine };
}
