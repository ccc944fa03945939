// What nearly every part of the console asks of the board: names, the site's time, and how far its numbers can be trusted.
import type { Board } from '@tideboard/contracts';
import { storeToRefs } from 'pinia';
import { computed, type ComputedRef, type Ref } from 'vue';
import { useBoardStore } from '../stores/board';
import { clockTime, UNKNOWN } from '../ui/format';
import type { Trust } from '../wall/channel-view';
import { useChannelNames } from './channel-names';
import { useDeskWords } from './words';

export interface UseSiteReturn {
  board: Ref<Board | null>;
  siteNow: Ref<number | null>;
  rate: ComputedRef<number>;
  trust: ComputedRef<Trust>;
  name: (channel: string) => string;
  /** Hours and minutes at the site; with seconds where asked for. */
  time: (instant: string | number | null | undefined, seconds?: boolean) => string;
}

export function useSite(): UseSiteReturn {
  const { board, siteNow, connection, forgotten } = storeToRefs(useBoardStore());
  const { language } = useDeskWords();
  const zone = computed(() => board.value?.timeZone ?? 'UTC');
  const others = useChannelNames();
  const names = computed(() => new Map((board.value?.channels ?? []).map((channel) => [channel.id, channel.name])));
  return {
    board,
    siteNow,
    rate: computed(() => board.value?.site.clockRate ?? 1),
    trust: computed<Trust>(() => (forgotten.value ? 'gone' : connection.value === 'live' ? 'live' : 'old')),
    name: (channel) => (names.value.get(channel) ?? others.names.get(channel))?.[language.value] ?? channel,
    time: (instant, seconds = false) => {
      const at = typeof instant === 'string' ? Date.parse(instant) : instant;
      if (at === null || at === undefined || Number.isNaN(at)) return UNKNOWN;
      const text = clockTime(at, zone.value);
      return seconds ? text : text.slice(0, 5);
    },
  };
}
