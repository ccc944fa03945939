// Asks what a draft would do, shortly after it was last changed; an answer to an older draft is dropped.
import { onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue';
import { type Reply, useApi } from '../api';
import type { Preview } from '../wire';
import { useAgentsStore } from '../../stores/agents';
import { bodyOf, type Draft, isAskable } from './people-view';

const SETTLE_MS = 250;
/** The floor moves on while somebody thinks: what is shown is never older than this. */
const AGAIN_MS = 10_000;

export interface UsePreviewReturn {
  reply: Ref<Reply<Preview> | null>;
  asking: Ref<boolean>;
}

export function usePreview(draft: Ref<Draft>): UsePreviewReturn {
  const api = useApi();
  const people = useAgentsStore();
  const reply = shallowRef<Reply<Preview> | null>(null);
  const asking = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let serial = 0;

  async function ask() {
    const mine = ++serial;
    const answer = await api<Preview>('POST', '/reassignments/preview', bodyOf({ ...draft.value, reason: '' }));
    if (mine !== serial) return;
    reply.value = answer;
    asking.value = false;
    timer = setTimeout(ask, AGAIN_MS);
  }

  /** Who has been moved by another hand meanwhile is asked about anew. */
  const place = (id: string) => `${id} ${people.agents?.get(id)?.channel} ${people.agents?.get(id)?.reassignment?.id}`;

  watch(
    () => [draft.value.from, draft.value.to, draft.value.count, draft.value.agents?.map(place)].join(),
    () => {
      clearTimeout(timer);
      serial++;
      reply.value = null;
      asking.value = isAskable(draft.value);
      if (asking.value) timer = setTimeout(ask, SETTLE_MS);
    },
    { immediate: true },
  );
  onScopeDispose(() => {
    clearTimeout(timer);
    serial++;
  });
  return { reply, asking };
}
