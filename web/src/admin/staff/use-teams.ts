// Teams as the settings show them: what they are called, and those that agents name although nobody has registered them.
import type { TeamView } from '@tideboard/contracts';
import { computed, type ComputedRef } from 'vue';
import { useAgentsStore } from '../../stores/agents';
import { useList, type UseListReturn } from '../use-list';
import { useStaffWords } from './words';

export interface UseTeamsReturn extends UseListReturn<TeamView> {
  /** The team's name; its id where it is not registered. */
  name: (id: string) => string;
  /** Ids that agents name and nobody has registered. */
  unregistered: ComputedRef<string[]>;
}

export function useTeams(): UseTeamsReturn {
  const { t, language } = useStaffWords();
  const list = useList<TeamView>('/teams');
  const people = useAgentsStore();
  const names = computed(() => new Map((list.items.value ?? []).map(({ id, name }) => [id, name])));
  const unregistered = computed(() => {
    if (!list.items.value) return [];
    const named = [...(people.agents?.values() ?? [])].flatMap(({ team }) =>
      team === null || names.value.has(team) ? [] : [team],
    );
    return [...new Set(named)].sort();
  });
  const name = (id: string) => {
    const known = names.value.get(id);
    return known ? known[language.value] : list.items.value ? t('teams.unnamed', { id }) : id;
  };
  return { ...list, name, unregistered };
}
