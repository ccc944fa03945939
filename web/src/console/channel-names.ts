// What channels are called that are not on this person's board: people come from there, and are lent there.
import type { ChannelName, LocalisedText } from '@tideboard/contracts';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { useApi } from './api';
import { useDeskStore } from './desk-store';

export const useChannelNames = defineStore('channel-names', () => {
  const api = useApi();
  const desk = useDeskStore();
  const names = shallowRef<ReadonlyMap<string, LocalisedText>>(new Map());
  let asked = false;

  /** Once, and only for who does not see every channel. */
  async function ask() {
    if (asked || !desk.me?.channels) return;
    asked = true;
    const { body } = await api<ChannelName[]>('GET', '/channel-names');
    names.value = new Map(body?.map(({ id, name }) => [id, name]));
  }
  return { names, ask };
});
