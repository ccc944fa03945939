// The screens on the walls, as a list that one may change.
import type { DisplayPatch, DisplayView } from '@tideboard/contracts';
import { onScopeDispose, type Ref, ref, shallowRef } from 'vue';
import { useApi } from '../api';
import { useNotices } from '../notices';
import { refusalWords } from '../refusal';
import { useDeskWords } from '../words';

const AGAIN_MS = 5_000;
/** A screen that goes dark cannot be brought back without walking to it: so long it can be taken back. */
const GRACE_MS = 6_000;

export interface UseDisplaysReturn {
  displays: Ref<DisplayView[] | null>;
  missing: Ref<boolean>;
  leaving: Ref<ReadonlySet<string>>;
  refresh: () => Promise<void>;
  change: (display: DisplayView, patch: DisplayPatch) => Promise<boolean>;
  order: (display: DisplayView, what: 'identify' | 'reload') => Promise<void>;
  revoke: (display: DisplayView) => void;
}

export function useDisplays(): UseDisplaysReturn {
  const api = useApi();
  const notices = useNotices();
  const { t } = useDeskWords();
  const displays = shallowRef<DisplayView[] | null>(null);
  const missing = ref(false);
  const leaving = ref<ReadonlySet<string>>(new Set());
  const pending = new Map<string, { timer: ReturnType<typeof setTimeout>; run: () => void }>();

  async function refresh() {
    const reply = await api<DisplayView[]>('GET', '/displays');
    missing.value = reply.status === 404;
    if (reply.body) displays.value = reply.body;
  }

  async function change(display: DisplayView, patch: DisplayPatch): Promise<boolean> {
    const reply = await api<DisplayView>('PATCH', `/displays/${encodeURIComponent(display.id)}`, patch);
    const { word, values } = refusalWords(reply);
    if (!reply.ok) notices.say(t(word, values), { tone: 'refused' });
    else if (patch.settings) notices.say(t('displays.saved', { name: display.name }));
    else notices.say(t('displays.renamed', { name: patch.name ?? display.name }));
    await refresh();
    return reply.ok;
  }

  async function order(display: DisplayView, what: 'identify' | 'reload') {
    const reply = await api('POST', `/displays/${encodeURIComponent(display.id)}/${what}`);
    const { word, values } = refusalWords(reply);
    if (reply.ok) notices.say(t(`displays.${what}Done`, { name: display.name }));
    else notices.say(t(word, values), { tone: 'refused' });
  }

  const mark = (id: string, going: boolean) => {
    leaving.value = new Set(going ? [...leaving.value, id] : [...leaving.value].filter((one) => one !== id));
  };

  function revoke(display: DisplayView) {
    const { id, name } = display;
    const run = async () => {
      pending.delete(id);
      const reply = await api('DELETE', `/displays/${encodeURIComponent(id)}`);
      const { word, values } = refusalWords(reply);
      if (!reply.ok && reply.status !== 404) notices.say(t(word, values), { tone: 'refused' });
      await refresh();
      mark(id, false);
    };
    const keep = () => {
      const held = pending.get(id);
      if (!held) return;
      clearTimeout(held.timer);
      pending.delete(id);
      mark(id, false);
      notices.say(t('displays.kept', { name }));
    };
    mark(id, true);
    pending.set(id, { timer: setTimeout(run, GRACE_MS), run });
    notices.say(t('displays.revoked', { name }), { action: { label: t('desk.undo'), run: keep } });
  }

  void refresh();
  const timer = setInterval(refresh, AGAIN_MS);
  onScopeDispose(() => {
    clearInterval(timer);
    // who leaves the page has not taken it back
    for (const held of pending.values()) {
      clearTimeout(held.timer);
      held.run();
    }
  });
  return { displays, missing, leaving, refresh, change, order, revoke };
}
