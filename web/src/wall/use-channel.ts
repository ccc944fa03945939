import type { ChannelBoard } from '@tideboard/contracts';
import { computed, type ComputedRef } from 'vue';
import {
  type FigureView,
  figureView,
  isPlain,
  type Mark,
  markOf,
  type PendingView,
  type PlainFigure,
  pendingView,
} from './channel-view';
import type { Figure } from './density';
import { useWall } from './wall-context';

export interface UseChannelReturn {
  mark: ComputedRef<Mark>;
  pending: ComputedRef<PendingView>;
  views: ComputedRef<{ [F in PlainFigure]?: FigureView }>;
}

/** A channel's row as text; computed once per changed channel, whatever else the wall does. */
export function useChannel(channel: () => ChannelBoard, figures: () => readonly Figure[]): UseChannelReturn {
  const { trust } = useWall();
  return {
    mark: computed(() => markOf(channel(), trust.value)),
    pending: computed(() => pendingView(channel(), trust.value)),
    views: computed(() =>
      Object.fromEntries(
        figures()
          .filter(isPlain)
          .map((figure) => [figure, figureView(channel(), figure, trust.value)]),
      ),
    ),
  };
}
