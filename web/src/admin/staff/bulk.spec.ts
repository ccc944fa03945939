import { expect, it } from '@jest/globals';
import type { AgentView } from '@tideboard/contracts';
import { bulkChanges } from './bulk';

const agents = [
  { id: 'a', team: 'day', home: 'phone', skills: ['phone'] },
  { id: 'b', team: null, home: 'phone', skills: ['phone', 'refund'] },
] as AgentView[];

it.each([
  ['team', 'day', [{ id: 'b', patch: { team: 'day' } }], [{ id: 'b', patch: { team: null } }]],
  ['team', '', [{ id: 'a', patch: { team: null } }], [{ id: 'a', patch: { team: 'day' } }]],
  ['home', 'phone', [], []],
  ['addSkill', 'refund', [{ id: 'a', patch: { skills: ['phone', 'refund'] } }], [{ id: 'a', patch: { skills: ['phone'] } }]],
  ['removeSkill', 'refund', [{ id: 'b', patch: { skills: ['phone'] } }], [{ id: 'b', patch: { skills: ['phone', 'refund'] } }]],
] as const)('%s %j is a patch for whom it changes, and one back', (field, value, changes, back) => {
  expect(bulkChanges(agents, field, value)).toEqual({ changes, back });
});
