import { computed, type ComputedRef } from 'vue';
import { useSite } from '../console/use-site';

/** The site clock by the second: a table of countdowns need not be drawn anew more often. */
export function useTick(): ComputedRef<number | null> {
  const { siteNow } = useSite();
  return computed(() => (siteNow.value === null ? null : Math.floor(siteNow.value / 1000) * 1000));
}
