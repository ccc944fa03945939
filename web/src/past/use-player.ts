import type { AlertView, PastExtent, ReassignmentView } from '@tideboard/contracts';
import { computed, onScopeDispose, ref, shallowRef } from 'vue';
import { useApi } from '../console/api';
import { type Mark, marksOf } from './marks';
import { usePast } from './use-past';

export const SPEEDS = [1, 5, 10, 20, 60] as const;
const HOUR_MS = 3600_000;
/** Ranges of the scrubber in hours; 0 is everything that is kept. */
export const RANGES = { hour: 1, shift: 8, day: 24, week: 168, all: 0 } as const;
export type Range = keyof typeof RANGES;
const FRAME_MS = 500;

/** A player of the board's past: one moment shown, moved by hand or by itself. All instants epoch ms of the site clock. */
export function usePlayer() {
  const call = useApi();
  const { past, trouble, show } = usePast();
  const kept = shallowRef<PastExtent | null>(null);
  const extent = computed(() => (kept.value?.from ? { from: Date.parse(kept.value.from), to: Date.parse(kept.value.to) } : null));
  const marks = shallowRef<Mark[]>([]);
  const at = ref(0);
  const playing = ref(false);
  const speed = ref<number>(10);
  const range = ref<Range>('hour');
  let shown = 0;
  let busy = false;

  const from = computed(() => {
    if (!extent.value) return 0;
    const { from: first, to: last } = extent.value;
    const hours = RANGES[range.value];
    return hours === 0 ? first : Math.max(first, last - hours * HOUR_MS);
  });
  const to = computed(() => extent.value?.to ?? 0);
  const within = computed(() => marks.value.filter((mark) => mark.at >= from.value && mark.at <= to.value));

  async function open() {
    const [reach, alerts, moves] = await Promise.all([
      call<PastExtent>('GET', '/board/past'),
      call<AlertView[]>('GET', '/alerts'),
      call<ReassignmentView[]>('GET', '/reassignments'),
    ]);
    kept.value = reach.body ?? null;
    if (!extent.value) return reach.ok;
    marks.value = marksOf(alerts.body ?? [], moves.body ?? []);
    seek(Math.max(extent.value.from, extent.value.to - HOUR_MS / 4));
    return true;
  }
  /** What is kept may have become less while somebody looked at it. */
  async function toEarliest() {
    kept.value = (await call<PastExtent>('GET', '/board/past')).body ?? kept.value;
    range.value = 'all';
    seek(from.value);
  }
  function seek(instant: number) {
    at.value = Math.round(Math.min(to.value, Math.max(from.value, instant)));
  }
  function leap(direction: 1 | -1) {
    const found =
      direction > 0
        ? within.value.find((mark) => mark.at > at.value)
        : within.value.findLast((mark) => mark.at < at.value - 1000);
    if (found) seek(found.at);
  }
  // One question at a time: a slow server makes the picture coarser and not the line longer.
  async function frame() {
    if (playing.value) seek(at.value + FRAME_MS * speed.value);
    if (at.value >= to.value) playing.value = false;
    if (busy || !extent.value || (shown === at.value && trouble.value !== 'unreachable')) return;
    busy = true;
    const wanted = at.value;
    await show(new Date(wanted).toISOString());
    shown = wanted;
    busy = false;
  }
  const timer = setInterval(() => void frame(), FRAME_MS);
  onScopeDispose(() => clearInterval(timer));
  return { past, trouble, extent, kept, marks: within, at, from, to, playing, speed, range, open, toEarliest, seek, leap };
}
