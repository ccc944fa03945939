// The alarm's voice. A browser may forbid sound until somebody has touched the page: then the wall says so, instead of being trusted
// to ring.
import type { AlertView } from '@tideboard/contracts';
import { onScopeDispose, type Ref, ref, watch } from 'vue';
import { ringOf, type Rung } from './ring';

export type SoundState = 'off' | 'on' | 'quiet' | 'blocked';

const LOOK_MS = 500;
/** Two falling notes, twice: Hz, and seconds from the start. */
const NOTES = [
  [880, 0],
  [660, 0.22],
  [880, 0.6],
  [660, 0.82],
] as const;
const NOTE_SECONDS = 0.2;
const LOUDNESS = 0.35;

/** True when the notes were given to the speaker. */
function play(context: AudioContext): boolean {
  if (context.state !== 'running') return false;
  for (const [frequency, after] of NOTES) {
    const from = context.currentTime + after;
    const tone = new OscillatorNode(context, { frequency, type: 'triangle' });
    // Straight on and off would click.
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, from);
    gain.gain.linearRampToValueAtTime(LOUDNESS, from + 0.02);
    gain.gain.linearRampToValueAtTime(0, from + NOTE_SECONDS);
    tone.connect(gain).connect(context.destination);
    tone.start(from);
    tone.stop(from + NOTE_SECONDS);
  }
  return true;
}

interface AlarmInput {
  wanted: () => boolean;
  /** True in the hours in which it shall not ring. */
  quiet: () => boolean;
  alerts: () => readonly AlertView[];
  siteNow: () => number | null;
}

/** `test` rings once, whatever the board says; called from a click it also lifts the browser's ban. */
export function useAlarm({ wanted, quiet, alerts, siteNow }: AlarmInput): { state: Ref<SoundState>; test: () => Promise<void> } {
  const state = ref<SoundState>('off');
  let context: AudioContext | null = null;
  let rung: Rung = new Map();

  const note = () => {
    if (!wanted()) state.value = 'off';
    else if (context?.state !== 'running') state.value = 'blocked';
    else state.value = quiet() ? 'quiet' : 'on';
  };
  async function wake(): Promise<void> {
    if (!wanted()) return note();
    context ??= Object.assign(new AudioContext(), { onstatechange: note });
    // Never settles while the browser forbids it: nobody may wait for this.
    void context.resume().then(note, note);
    note();
  }
  function look() {
    const now = siteNow();
    note();
    // What still fires when the quiet hours end rings then.
    if (!wanted() || quiet() || !context || now === null) return;
    const answer = ringOf(alerts(), rung, { now: performance.now(), siteNow: now });
    if (!answer.ring || play(context)) rung = answer.rung;
  }

  watch(wanted, wake, { immediate: true });
  const timer = setInterval(look, LOOK_MS);
  const gestures = ['pointerdown', 'keydown'] as const;
  for (const gesture of gestures) window.addEventListener(gesture, wake);
  onScopeDispose(() => {
    clearInterval(timer);
    for (const gesture of gestures) window.removeEventListener(gesture, wake);
    void context?.close();
  });
  return {
    state,
    test: async () => {
      await wake();
      await context?.resume();
      if (context) play(context);
    },
  };
}
