import type { PastBoard } from '@tideboard/contracts';
import { onScopeDispose, ref, shallowRef } from 'vue';
import { useApi } from '../console/api';
import { useBoardStore } from '../stores/board';

export type PastTrouble = 'forbidden' | 'query' | 'before' | 'unreachable';
const TROUBLE: Record<number, PastTrouble> = { 403: 'forbidden', 410: 'before', 422: 'query' };

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
    const { body, status } = await call<PastBoard>('GET', `/board?at=${encodeURIComponent(at)}`);
    if (turn !== asked) return;
    trouble.value = body ? null : (TROUBLE[status] ?? 'unreachable');
    if (!body) return;
    past.value = body;
    // Each moment is an epoch of its own: the screen's clock may then be set back.
    store.onSnapshot({ ...body, epoch: `${body.epoch}@${body.at}` }, performance.now());
  }
  return { past, trouble, show };
}
