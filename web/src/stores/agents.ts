// The people of the floor as this screen holds them.
import type { AgentsFrame, AgentView } from '@tideboard/contracts';
import { defineStore } from 'pinia';
import { shallowRef } from 'vue';

export const useAgentsStore = defineStore('agents', () => {
  /** By id; null until the server has told of anybody. An agent whom nothing has changed stays the same object. */
  const agents = shallowRef<ReadonlyMap<string, AgentView> | null>(null);

  function onFrame({ whole, agents: told, gone }: AgentsFrame) {
    const next = new Map(whole ? [] : agents.value);
    for (const agent of told) next.set(agent.id, agent);
    for (const id of gone) next.delete(id);
    agents.value = next;
  }
  return { agents, onFrame };
});
