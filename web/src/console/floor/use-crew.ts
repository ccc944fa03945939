// The people that a lead has picked, and what can be done with them: by mouse, by finger, by key.
import { computed, type ComputedRef, inject, type InjectionKey, provide, type Ref, ref, shallowRef } from 'vue';
import { storeToRefs } from 'pinia';
import { useAgentsStore } from '../../stores/agents';
import type { Wish } from '../people/people-view';
import { type Crew, crewsOf } from './crew-view';

export interface UseCrew {
  /** By channel; null while the server tells nothing of people. */
  crews: ComputedRef<Map<string, Crew> | null>;
  /** All of one channel. */
  picked: Ref<ReadonlySet<string>>;
  from: Ref<string | null>;
  mayMove: ComputedRef<boolean>;
  /** Picks or leaves; picking on another channel begins anew, as one reassignment has one donor. */
  toggle: (agent: string, channel: string) => boolean;
  clear: () => void;
  /** Whom a drag of this card takes along. */
  companions: (agent: string, channel: string) => string[];
  ask: (wish: Wish) => void;
}

const KEY: InjectionKey<UseCrew> = Symbol('crew');
export const useCrew = (): UseCrew => inject(KEY)!;

export function provideCrew(mayMove: ComputedRef<boolean>, ask: (wish: Wish) => void): UseCrew {
  const { agents } = storeToRefs(useAgentsStore());
  const crews = computed(() => (agents.value ? crewsOf(agents.value.values()) : null));
  const chosen = shallowRef<ReadonlySet<string>>(new Set());
  const from = ref<string | null>(null);
  // Who has gone, or gone off, since they were picked is picked no longer.
  const picked = computed(
    () =>
      new Set(
        [...chosen.value].filter(
          (id) => agents.value?.get(id)?.channel === from.value && agents.value.get(id)?.state !== 'offline',
        ),
      ),
  );
  const clear = () => {
    chosen.value = new Set();
  };
  const crew: UseCrew = {
    crews,
    picked,
    from,
    mayMove,
    toggle(agent, channel) {
      const next = new Set(from.value === channel ? picked.value : []);
      const added = !next.delete(agent);
      if (added) next.add(agent);
      from.value = channel;
      chosen.value = next;
      return added;
    },
    clear,
    companions: (agent, channel) => (from.value === channel && picked.value.has(agent) ? [...picked.value] : [agent]),
    ask,
  };
  provide(KEY, crew);
  return crew;
}
