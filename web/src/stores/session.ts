import { defineStore } from 'pinia';
import { ref } from 'vue';
import { readStored, writeStored } from '../ui/storage';

const KEY = 'tideboard.token';

/** The token of this screen or of the person at it. It lives in storage and in the socket's handshake, never in an address. */
export const useSessionStore = defineStore('session', () => {
  const token = ref<string | null>(readStored(KEY));
  function keep(next: string | null) {
    token.value = next;
    writeStored(KEY, next);
  }
  return { token, keep, drop: () => keep(null) };
});
