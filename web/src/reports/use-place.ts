// Where the reader is, kept in the address: a report can be sent to somebody as a link.
import { computed } from 'vue';
import { storeToRefs } from 'pinia';
import { useRoute, useRouter } from 'vue-router';
import { useBoardStore } from '../stores/board';
import { isDate, type Period, presetPeriod } from './period';

export const TABS = [
  'overview',
  'channels',
  'heatmap',
  'capacity',
  'kinds',
  'agents',
  'loans',
  'satisfaction',
  'compare',
  'quality',
] as const;
export type Tab = (typeof TABS)[number];

export function usePlace() {
  const route = useRoute();
  const router = useRouter();
  const { board } = storeToRefs(useBoardStore());
  /** The site's business day; null until the board has come. */
  const today = computed(() => board.value?.businessDay ?? null);
  const said = (name: string): string => (typeof route.query[name] === 'string' ? route.query[name] : '');
  const tab = computed<Tab>(() => TABS.find((each) => each === said('tab')) ?? 'overview');
  const period = computed<Period | null>(() => {
    const [from, to] = [said('from'), said('to')];
    if (isDate(from) && isDate(to) && from <= to) return { from, to };
    return today.value === null ? null : presetPeriod('last7', today.value);
  });
  const channel = computed(() => said('channel'));
  const go = (changes: Record<string, string>) =>
    void router.replace({
      query: Object.fromEntries(Object.entries({ ...route.query, ...changes }).filter(([, value]) => value !== '')),
    });
  return { today, tab, period, channel, channels: computed(() => board.value?.channels ?? []), said, go };
}
