// Running times by the hundred. Written into the page by one timer, and only where somebody can see them: as many components that follow
// a clock would take a tenth of every second.
import { stopwatch } from '../../ui/format';

interface Time {
  since: number;
  now: () => number | null;
}

const times = new WeakMap<Element, Time>();
const seen = new Set<Element>();
let watcher: IntersectionObserver | undefined;
let timer: ReturnType<typeof setInterval> | undefined;

function write(element: Element) {
  const time = times.get(element);
  const now = time?.now() ?? null;
  const text = time && now !== null ? stopwatch((now - time.since) / 1000) : '';
  if (element.textContent !== text) element.textContent = text;
}

function watch(): IntersectionObserver {
  watcher ??= new IntersectionObserver((entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting || !times.has(target)) seen.delete(target);
      else {
        seen.add(target);
        write(target);
      }
    }
  });
  timer ??= setInterval(() => seen.forEach(write), 1000);
  return watcher;
}

/** Shows in `element` how long ago `since` (epoch ms, site clock) was, until the answer is called. */
export function tick(element: Element, since: number | null, now: () => number | null): () => void {
  if (since === null) {
    element.textContent = '';
    return () => {};
  }
  times.set(element, { since, now });
  write(element);
  watch().observe(element);
  return () => {
    watcher?.unobserve(element);
    times.delete(element);
    seen.delete(element);
  };
}
