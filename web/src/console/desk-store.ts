// Who sits at this console, and which parts of it the server has.
import { defineStore } from 'pinia';
import { computed, ref, shallowRef } from 'vue';
import { useSessionStore } from '../stores/session';
import { useApi } from './api';
import { type Rights, rightsOf } from './rights';
import type { Me } from './wire';

export type Entry = 'asking' | 'in' | 'no_console' | 'unreachable';
export type Part = 'policy' | 'reassignments' | 'displays';

const PROBES: Record<Part, { path: string; action: string }> = {
  policy: { path: '/policy', action: 'policy.read' },
  reassignments: { path: '/reassignments?state=proposed', action: 'reassignments.read' },
  displays: { path: '/displays', action: 'displays.manage' },
};

export const useDeskStore = defineStore('desk', () => {
  const api = useApi();
  const session = useSessionStore();
  const me = shallowRef<Me | null>(null);
  const entry = ref<Entry>('asking');
  const parts = ref<Partial<Record<Part, boolean>>>({});
  /** Dialogs and half-filled forms: while there are any, the page does not load itself anew. */
  const busy = ref(0);
  const rights = computed<Rights>(() => rightsOf(me.value?.may ?? []));
  /** True when the server's policy table lets this person do it. */
  const may = (action: string): boolean => me.value?.may.includes(action) ?? false;

  async function enter() {
    entry.value = 'asking';
    me.value = null;
    const reply = await api<Me>('GET', '/auth/me');
    if (reply.body) {
      me.value = reply.body;
      entry.value = rights.value.enter ? 'in' : 'no_console';
      if (entry.value === 'in') await probe();
      return;
    }
    // A screen's token is nobody's account: it is refused, not unknown.
    if (reply.status === 403) entry.value = 'no_console';
    else if (reply.status !== 401) entry.value = 'unreachable';
  }

  /** A part that the server does not have is not shown; a refusal is no proof of that, a 404 is. Who may not ask is not shown it either. */
  async function probe() {
    const found = await Promise.all(
      (Object.keys(PROBES) as Part[]).map(
        async (part) => [part, may(PROBES[part].action) && (await api('GET', PROBES[part].path)).status !== 404] as const,
      ),
    );
    parts.value = Object.fromEntries(found);
  }

  async function leave() {
    await api('POST', '/auth/logout');
    session.signOut();
  }

  return { me, entry, parts, busy, rights, may, enter, leave };
});
