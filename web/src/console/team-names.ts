// What teams are called, for pages that only show them; whoever may not read them sees their ids.
import type { LocalisedText, TeamView } from '@tideboard/contracts';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';
import { useApi } from './api';
import { useDeskStore } from './desk-store';
import { useDeskWords } from './words';

const FRESH_MS = 60_000;

const useTeamNames = defineStore('team-names', () => {
  const api = useApi();
  const desk = useDeskStore();
  const names = shallowRef<ReadonlyMap<string, LocalisedText>>(new Map());
  let readAt = -Infinity;

  async function refresh() {
    if (!desk.may('teams.read') || performance.now() - readAt < FRESH_MS) return;
    readAt = performance.now();
    const { body } = await api<TeamView[]>('GET', '/teams');
    if (body) names.value = new Map(body.map(({ id, name }) => [id, name]));
  }
  return { names, refresh };
});

/** The team's name; its id where nobody has registered it. */
export function useTeamName(): (id: string) => string {
  const store = useTeamNames();
  const { language } = useDeskWords();
  void store.refresh();
  return (id) => store.names.get(id)?.[language.value] ?? id;
}
