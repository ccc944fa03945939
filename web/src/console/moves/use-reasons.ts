// Why the plan does no more than it does, asked now and then while a page shows it.
import type { PlanExplanation } from '@tideboard/contracts';
import { onScopeDispose, type Ref, shallowRef } from 'vue';
import { useApi } from '../api';

const EVERY_MS = 10_000;

export function useReasons(): Ref<PlanExplanation[]> {
  const api = useApi();
  const reasons = shallowRef<PlanExplanation[]>([]);
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  async function ask() {
    const { body } = await api<{ reasons: PlanExplanation[] }>('GET', '/automation/reasons');
    // Old reasons are none: they would explain a floor that has changed.
    reasons.value = body?.reasons ?? [];
    if (!over) timer = setTimeout(ask, EVERY_MS);
  }
  void ask();
  onScopeDispose(() => {
    over = true;
    clearTimeout(timer);
  });
  return reasons;
}
