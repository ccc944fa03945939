// Any number of a report opens the card that says what it is. The page provides it once; whatever shows a number asks for it.
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
  definitions: string;
  /** Of a report that was kept: what the numbers meant then. */
  definitionSet?: DefinitionSet;
}

interface Provenance {
  origin: Ref<Origin | null>;
  ground: Ref<Ground | null>;
}
const KEY: InjectionKey<Provenance> = Symbol('provenance');

export function provideProvenance(): Provenance {
  const made: Provenance = { origin: ref(null), ground: ref(null) };
  provide(KEY, made);
  return made;
}

export const useProvenance = (): Provenance => inject(KEY) ?? { origin: ref(null), ground: ref(null) };
