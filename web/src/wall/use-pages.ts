import type { ChannelBoard } from '@tideboard/contracts';
import { computed, type ComputedRef, onScopeDispose, ref, watch } from 'vue';

/** More than this on one page and no text size is legible from anywhere. */
export const PAGE_SIZE = 12;

export interface UsePagesReturn {
  shown: ComputedRef<ChannelBoard[]>;
  page: ComputedRef<number>;
  pages: ComputedRef<number>;
}

/**
 * Which channels are on the screen. Up to twelve, all of them, always; more turn page by page, each channel keeping its place on its own
 * page. A channel that enters breach brings its page up at once, for a full turn.
 */
export function usePages(channels: ComputedRef<ChannelBoard[]>, seconds: ComputedRef<number>): UsePagesReturn {
  const pages = computed(() => Math.max(1, Math.ceil(channels.value.length / PAGE_SIZE)));
  const turned = ref(0);
  const page = computed(() => turned.value % pages.value);
  let timer: ReturnType<typeof setInterval> | undefined;
  const restart = () => {
    clearInterval(timer);
    timer = setInterval(() => {
      if (pages.value > 1) turned.value = page.value + 1;
    }, seconds.value * 1000);
  };
  watch(seconds, restart, { immediate: true });
  const breaching = computed(() => channels.value.flatMap((channel) => (channel.status === 'breach' ? channel.id : [])).join());
  watch(breaching, (now, before) => {
    const fresh = now.split(',').find((id) => id !== '' && !before.split(',').includes(id));
    const at = channels.value.findIndex((channel) => channel.id === fresh);
    if (at < 0) return;
    turned.value = Math.floor(at / PAGE_SIZE);
    restart();
  });
  onScopeDispose(() => clearInterval(timer));
  const shown = computed(() => channels.value.slice(page.value * PAGE_SIZE, (page.value + 1) * PAGE_SIZE));
  return { shown, page, pages };
}
