// How far the set-up has come, kept by the server: a reload, another browser and another administrator go on where it was left.
import { SETUP_STEPS, type SetupMark, type SetupPatch, type SetupStep, type SetupView } from '@tideboard/contracts';
import { computed, type ComputedRef, onScopeDispose, type Ref, ref, shallowRef } from 'vue';
import { useRoute, useRouter } from 'vue-router';
import { useApi } from '../console/api';

export type Place = SetupStep | 'end';
const AGAIN_MS = 3000;

export interface UseSetupReturn {
  view: Ref<SetupView | null>;
  failed: Ref<boolean>;
  /** Where the reader is: as the address says, else the first step that is neither done nor skipped. */
  place: ComputedRef<Place>;
  go: (place: Place) => Promise<unknown>;
  /** Marks the step and goes to the one behind it. */
  leave: (step: SetupStep, mark: SetupMark) => Promise<void>;
  mark: (step: SetupStep, mark: SetupMark) => Promise<void>;
}

export const places: readonly Place[] = [...SETUP_STEPS, 'end'];
export const nextPlace = (place: Place, by: 1 | -1): Place =>
  places[Math.min(Math.max(places.indexOf(place) + by, 0), places.length - 1)]!;

/** The place that an address names, else the first that is open. */
export function placeOf(said: unknown, view: Pick<SetupView, 'steps'> | null): Place {
  const named = places.find((place) => place === said);
  return named ?? SETUP_STEPS.find((step) => (view?.steps[step] ?? null) === null) ?? 'end';
}

export function useSetup(): UseSetupReturn {
  const api = useApi();
  const route = useRoute();
  const router = useRouter();
  const view = shallowRef<SetupView | null>(null);
  const failed = ref(false);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const place = computed(() => placeOf(route.query['step'], view.value));

  async function change(patch: SetupPatch) {
    const reply = await api<SetupView>('PATCH', '/setup', patch);
    failed.value = !reply.ok;
    if (reply.body) view.value = reply.body;
    return reply.ok;
  }
  async function load() {
    if (!(await change({ opened: true }))) timer = setTimeout(load, AGAIN_MS);
    // Kept in the address from here on: a mark must not carry the reader off before they have seen what they did.
    else if (route.path === '/setup') void router.replace({ path: '/setup', query: { ...route.query, step: place.value } });
  }
  const go = (to: Place) => router.push({ path: '/setup', query: { step: to } });
  const mark = async (step: SetupStep, said: SetupMark) => void (await change({ steps: { [step]: said } }));
  async function leave(step: SetupStep, said: SetupMark) {
    const next = nextPlace(step, 1);
    await change({ steps: { [step]: said }, ...(next === 'end' ? { finished: true } : {}) });
    await go(next);
  }
  void load();
  onScopeDispose(() => clearTimeout(timer));
  return { view, failed, place, go, leave, mark };
}
