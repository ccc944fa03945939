// Where each channel is heading, asked now and then: the server's prediction changes slower than its numbers.
import type { BoardForecast } from '@tideboard/contracts';
import { onScopeDispose, type Ref, shallowRef } from 'vue';
import { useApi } from '../api';

const EVERY_MS = 10_000;
export type Forecasts = ReadonlyMap<string, BoardForecast['channels'][number]>;

export function useForecast(): Ref<Forecasts> {
  const api = useApi();
  const forecasts = shallowRef<Forecasts>(new Map());
  let timer: ReturnType<typeof setTimeout> | undefined;
  let over = false;
  async function ask() {
    const { body } = await api<BoardForecast>('GET', '/board/forecast');
    // An old forecast is none: better a dash than a guess about what has long happened.
    forecasts.value = new Map((body?.channels ?? []).map((channel) => [channel.id, channel]));
    if (!over) timer = setTimeout(ask, EVERY_MS);
  }
  void ask();
  onScopeDispose(() => {
    over = true;
    clearTimeout(timer);
  });
  return forecasts;
}
