// The board as this screen holds it. Time comes in as an argument (`now`, of performance.now()), so every rule here can be replayed.
import { applyDelta } from '@tideboard/board-sync';
import type { Board, BoardBeat, BoardDelta, BoardTrend } from '@tideboard/contracts';
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { type Connection, type ConnectionInput, FORGET_AFTER_MS, isSilent, nextConnection } from '../live/connection';
import { hear, type SiteClock, siteTime } from '../live/site-clock';

/** What the feed must do after a frame: nothing, or ask for a snapshot. */
export type Verdict = 'ok' | 'resync';

export const useBoardStore = defineStore('board', () => {
  // shallow: an unchanged channel keeps its identity through applyDelta, and only rows whose object changed render again
  const board = shallowRef<Board | null>(null);
  const trend = shallowRef<BoardTrend | null>(null);
  const clock = shallowRef<SiteClock | null>(null);
  const connection = ref<Connection>('connecting');
  const now = ref(0);
  /** When something last confirmed that the numbers on the screen are the present ones. */
  const heardAt = ref<number | null>(null);
  let awaitsSnapshot = false;
  let beatsAhead = 0;

  const enter = (input: ConnectionInput) => {
    connection.value = nextConnection(connection.value, input);
  };

  function confirm(input: 'snapshot' | 'beat', at: string, real: number) {
    now.value = Math.max(now.value, real);
    if (board.value) clock.value = hear(clock.value, { site: Date.parse(at), real, rate: board.value.site.clockRate });
    heardAt.value = real;
    enter(input);
  }

  function onSnapshot(next: Board, real: number) {
    if (board.value?.epoch !== next.epoch) clock.value = null;
    board.value = next;
    awaitsSnapshot = false;
    beatsAhead = 0;
    confirm('snapshot', next.at, real);
  }

  function onDelta(delta: BoardDelta): Verdict {
    const held = board.value;
    if (!held || awaitsSnapshot) return 'ok';
    // sent before the snapshot that overtook it
    if (delta.epoch === held.epoch && delta.rev <= held.rev) return 'ok';
    const next = applyDelta(held, delta);
    if (next === 'gap') return gap();
    board.value = next;
    beatsAhead = 0;
    return 'ok';
  }

  function gap(): Verdict {
    awaitsSnapshot = true;
    beatsAhead = 0;
    return 'resync';
  }

  /** A beat may overtake the delta that it counts, once; at the second one that is ahead, the delta is lost. */
  function onBeat(beat: BoardBeat, real: number): Verdict {
    const held = board.value;
    if (!held) return 'ok';
    const ahead = beat.epoch !== held.epoch || beat.rev > held.rev;
    beatsAhead = ahead ? beatsAhead + 1 : 0;
    if (!ahead) awaitsSnapshot = false;
    if (beatsAhead > 1) return gap();
    // while numbers are missing, a beat does not make those on the screen any younger
    if (!awaitsSnapshot) confirm('beat', beat.at, real);
    return 'ok';
  }

  function tick(real: number) {
    now.value = real;
    if (heardAt.value !== null && isSilent(heardAt.value, real)) enter('silence');
  }

  const ageMs = computed(() => (heardAt.value === null ? null : Math.max(0, now.value - heardAt.value)));
  /** The site clock; without feed it stands still, as the waits and countdowns that follow it do. */
  const siteNow = computed(() =>
    clock.value ? siteTime(clock.value, connection.value === 'live' ? now.value : (heardAt.value ?? now.value)) : null,
  );
  const forgotten = computed(() => ageMs.value !== null && connection.value !== 'live' && ageMs.value > FORGET_AFTER_MS);

  return {
    board,
    trend,
    connection,
    siteNow,
    ageMs,
    forgotten,
    onSnapshot,
    onDelta,
    onBeat,
    onTrend: (next: BoardTrend) => {
      trend.value = next;
    },
    onClosed: () => enter('closed'),
    onRefused: () => enter('refused'),
    restart: () => enter('restart'),
    /** Forgets what it held: the next page must not show it for a moment as its own. */
    clear: () => {
      board.value = null;
      trend.value = null;
      clock.value = null;
      heardAt.value = null;
      awaitsSnapshot = false;
      enter('restart');
    },
    tick,
  };
});
