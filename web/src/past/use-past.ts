import type { PastBoard } from '@tideboard/contracts';
import { onScopeDispose, ref, shallowRef } from 'vue';
import { useApi } from '../console/api';
import { useBoardStore } from '../stores/board';

export type PastTrouble = 'forbidden' | 'query' | 'before' | 'cut' | 'unreachable';
const TROUBLE: Record<string, PastTrouble> = { forbidden: 'forbidden', before_history: 'before', log_cut: 'cut', query: 'query' };

/** Shows the board of one moment at a time in place of the live one, which comes back clean when the scope ends. */
export function usePast() {
  const call = useApi();
  const store = useBoardStore();
  const trouble = ref<PastTrouble | null>(null);
  const past = shallowRef<PastBoard | null>(null);
  let asked = 0;
  store.clear();
  onScopeDispose(() => store.clear());

  /** Loads the board of `at`, RFC 3339; an answer that a later question has overtaken is dropped. */
  async function show(at: string): Promise<void> {
    const turn = (asked += 1);
    const { body, problem } = await call<PastBoard>('GET', `/board?at=${encodeURIComponent(at)}`);
    if (turn !== asked) return;
    trouble.value = body ? null : (TROUBLE[problem?.code ?? ''] ?? 'unreachable');
    if (!body) {
      // What is not known of one moment must not be shown as another.
      if (trouble.value === 'cut' || trouble.value === 'before') past.value = null;
      return;
    }
    past.value = body;
    // Each moment is an epoch of its own: the screen's clock may then be set back.
    store.onSnapshot({ ...body, epoch: `${body.epoch}@${body.at}` }, performance.now());
  }
  return { past, trouble, show };
}
