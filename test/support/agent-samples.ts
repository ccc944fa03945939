// People for tests of pages.
import type { AgentView } from '@tideboard/contracts';

export const sampleAgent = (id: string, channel: string, change: Partial<AgentView> = {}): AgentView => ({
  id,
  name: id,
  team: null,
  home: channel,
  channel,
  state: 'available',
  stateSince: null,
  skills: [],
  speeds: {},
  tier: null,
  capacity: 1,
  conversations: 0,
  load: 0,
  onLoanSince: null,
  movesToday: 0,
  lastMoveAt: null,
  shiftEndsAt: null,
  assists: [],
  newcomer: false,
  loans: true,
  reassignment: null,
  ...change,
});
