import { DEFINITIONS_VERSION } from '@tideboard/contracts';
import { storeToRefs } from 'pinia';
import { computed, type ComputedRef } from 'vue';
import { useBoardStore } from '../stores/board';
import type { Ground } from './provenance';

/** What the board's numbers have in common, by the minute: an open card need not tick. */
export function useBoardGround(): ComputedRef<Ground | null> {
  const { board } = storeToRefs(useBoardStore());
  const minute = computed(() => board.value?.at.slice(0, 16) ?? null);
  return computed(() => {
    const timeZone = board.value?.timeZone;
    return minute.value === null || timeZone === undefined
      ? null
      : { timeZone, asOf: `${minute.value}:00Z`, definitions: DEFINITIONS_VERSION };
  });
}
