import { onScopeDispose, type Ref, watch } from 'vue';

/** Calls `told` with an element's inner size now and whenever it changes. */
export function useResizeObserver(
  element: Readonly<Ref<HTMLElement | null>>,
  told: (size: { width: number; height: number }) => void,
): void {
  const observer = new ResizeObserver(([entry]) => entry && told(entry.contentRect));
  watch(
    element,
    (now, before) => {
      if (before) observer.unobserve(before);
      if (now) observer.observe(now);
    },
    { immediate: true, flush: 'post' },
  );
  onScopeDispose(() => observer.disconnect());
}
