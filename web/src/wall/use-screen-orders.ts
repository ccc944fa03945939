// What the server tells this very screen: how to look, who it is, to load itself anew.
import type { ScreenSettings } from '@tideboard/contracts';
import { onScopeDispose, type Ref, ref } from 'vue';
import type { ScreenSink } from '../live/board-client';
import { type Settings, useSettingsStore } from '../stores/settings';

const IDENTIFY_MS = 10_000;

/** Only what somebody has chosen for it; the rest is the screen's own. */
export function chosenOf(told: ScreenSettings): Partial<Settings> {
  const { language, theme, distanceMetres, diagonalInches, rotateSeconds } = told;
  const chosen = { lang: language, theme, distance: distanceMetres, diagonal: diagonalInches, rotate: rotateSeconds };
  return Object.fromEntries(Object.entries(chosen).filter(([, value]) => value !== null)) as Partial<Settings>;
}

export function useScreenOrders(): { sink: ScreenSink; identified: Ref<string | null> } {
  const settings = useSettingsStore();
  const identified = ref<string | null>(null);
  let timer: ReturnType<typeof setTimeout> | undefined;
  onScopeDispose(() => clearTimeout(timer));
  const sink: ScreenSink = {
    settings: (told) => settings.obey(chosenOf(told)),
    identify: (name) => {
      identified.value = name;
      clearTimeout(timer);
      timer = setTimeout(() => {
        identified.value = null;
      }, IDENTIFY_MS);
    },
    reload: () => location.reload(),
  };
  return { sink, identified };
}
