// Any number opens the card that says what it is. A page provides it once; whatever shows a number asks for it.
import type { DefinitionSet, MetricId } from '@tideboard/contracts';
import { type InjectionKey, inject, provide, ref, type Ref } from 'vue';

export interface Origin {
  metric: MetricId;
  /** As it is shown, and of how many. */
  value?: string;
  n?: number | null;
}
/** What all numbers of the page have in common. */
export interface Ground {
  timeZone: string;
  asOf: string;
  /** Version of the set of definitions that they were computed by. */
  definitions: string;
  /** Earlier sets that some of its days were counted by. */
  earlierDefinitions?: string[];
  /** Of a report that was kept: what the numbers meant then. */
  definitionSet?: DefinitionSet;
}

interface Provenance {
  origin: Ref<Origin | null>;
  ground: Ref<Ground | null>;
}
const KEY: InjectionKey<Provenance> = Symbol('provenance');

/** @param ground where the page knows it from the start; a report says it when it has arrived */
export function provideProvenance(ground: Ref<Ground | null> = ref(null)): Provenance {
  const made: Provenance = { origin: ref(null), ground };
  provide(KEY, made);
  return made;
}

export const useProvenance = (): Provenance => inject(KEY, () => ({ origin: ref(null), ground: ref(null) }), true);
