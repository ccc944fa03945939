// What the rules under edit would do to the open tickets, asked a moment after the last key and now and then.
import type { EscalationPreview, EscalationRules } from '@tideboard/contracts';
import { onScopeDispose, type Ref, ref, shallowRef, watch } from 'vue';
import { useApi } from '../../console/api';

const SETTLE_MS = 350;
const AGAIN_MS = 15_000;

export function usePreview(rules: Ref<EscalationRules | null>): { preview: Ref<EscalationPreview | null>; failed: Ref<boolean> } {
  const api = useApi();
  const preview = shallowRef<EscalationPreview | null>(null);
  const failed = ref(false);
  let serial = 0;

  async function ask() {
    if (!rules.value) return;
    const mine = ++serial;
    const reply = await api<EscalationPreview>('POST', '/escalation-rules/preview', rules.value);
    if (mine !== serial) return;
    // What is half typed is refused: the figures of before would then be another rule's.
    failed.value = !reply.ok && reply.status !== 422;
    preview.value = reply.body;
  }
  watch(
    rules,
    (_, before, onCleanup) => {
      const timer = setTimeout(ask, before ? SETTLE_MS : 0);
      onCleanup(() => clearTimeout(timer));
    },
    { immediate: true },
  );
  const again = setInterval(ask, AGAIN_MS);
  onScopeDispose(() => {
    clearInterval(again);
    serial++;
  });
  return { preview, failed };
}
