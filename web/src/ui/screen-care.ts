// What a display that hangs on a wall for months needs and an office page does not.
import { onScopeDispose, type Ref, ref } from 'vue';

/** The size of the window, which a television box may change when it wakes. */
export function useViewport(): { width: Ref<number>; height: Ref<number> } {
  const width = ref(window.innerWidth);
  const height = ref(window.innerHeight);
  const read = () => {
    width.value = window.innerWidth;
    height.value = window.innerHeight;
  };
  window.addEventListener('resize', read);
  onScopeDispose(() => window.removeEventListener('resize', read));
  return { width, height };
}

const RING: readonly [number, number][] = [
  [0, 0],
  [1, 0],
  [1, 1],
  [0, 1],
  [-1, 1],
  [-1, 0],
  [-1, -1],
  [0, -1],
  [1, -1],
];

/** Against burn-in: a place of a small ring, another one each minute, as shares of the largest shift. */
export function useBurnInShift(everyMs = 60_000): Ref<readonly [number, number]> {
  const place = ref<readonly [number, number]>(RING[0]!);
  let i = 0;
  const timer = setInterval(() => {
    i = (i + 1) % RING.length;
    place.value = RING[i]!;
  }, everyMs);
  onScopeDispose(() => clearInterval(timer));
  return place;
}

/** True while the pointer has moved of late: a cursor at rest in the middle of a number is the commonest flaw of wall displays. */
export function usePointerAwake(restMs = 3_000): Ref<boolean> {
  const awake = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const wake = () => {
    awake.value = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      awake.value = false;
    }, restMs);
  };
  window.addEventListener('pointermove', wake);
  window.addEventListener('pointerdown', wake);
  onScopeDispose(() => {
    clearTimeout(timer);
    window.removeEventListener('pointermove', wake);
    window.removeEventListener('pointerdown', wake);
  });
  return awake;
}

/** Keeps the screen on where the browser lets a page ask; the lock ends whenever the page is hidden and is asked for again. */
export function useWakeLock(): void {
  let lock: { release(): Promise<void> } | null = null;
  const ask = async () => {
    if (document.hidden || !('wakeLock' in navigator)) return;
    lock = await navigator.wakeLock.request('screen').catch(() => null);
  };
  void ask();
  document.addEventListener('visibilitychange', ask);
  onScopeDispose(() => {
    document.removeEventListener('visibilitychange', ask);
    void lock?.release();
  });
}
