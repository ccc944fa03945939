import { defineStore } from 'pinia';
import { computed, ref } from 'vue';
import { readStored, writeStored } from '../ui/storage';

const SCREEN = 'tideboard.token';
const PERSON = 'tideboard.person';

/**
 * Whom this browser speaks for: a paired screen, a person, or both. They are kept apart because a desk may show the wall in one tab and
 * the console in another, and signing out of the one must not darken the other. Tokens live in storage and in the socket's handshake,
 * never in an address.
 */
export const useSessionStore = defineStore('session', () => {
  const token = ref<string | null>(readStored(SCREEN));
  const person = ref<string | null>(readStored(PERSON));
  function keep(next: string | null) {
    token.value = next;
    writeStored(SCREEN, next);
  }
  function signIn(next: string | null) {
    person.value = next;
    writeStored(PERSON, next);
  }
  return {
    token,
    person,
    /** A wall also opens for a person who has no paired screen. */
    wallToken: computed(() => token.value ?? person.value),
    keep,
    signIn,
    signOut: () => signIn(null),
    /** The wall's token was refused or given up. */
    drop: () => (token.value ? keep(null) : signIn(null)),
  };
});
