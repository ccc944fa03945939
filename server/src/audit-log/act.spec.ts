import { describe, expect, it } from '@jest/globals';
import { ACTIONS } from '../access/policy.js';
import { actionOf, type Asked, fieldNames, isPrivileged, isRecorded, objectOf } from './act.js';

const asked = (method: string, route: string, more: Partial<Asked> = {}): Asked => ({
  method,
  route: `/api/v1/${route}`,
  params: {},
  query: {},
  ...more,
});

describe('what is recorded', () => {
  it('is every action of the table but reading and what is one’s own', () => {
    const plain = ACTIONS.filter((action) => !isPrivileged(action) && !action.endsWith('.read'));
    expect(plain).toEqual(['self.use', 'events.write', 'reassignments.preview', 'policy.simulate']);
  });

  it.each<[boolean, string, Asked]>([
    [true, 'users.manage', asked('POST', 'users')],
    [false, 'users.manage', asked('GET', 'users')],
    [false, 'self.use', asked('POST', 'auth/logout')],
    [true, 'reports.read', asked('GET', 'reports/channels', { query: { format: 'csv' } })],
    [false, 'reports.read', asked('GET', 'reports/channels', { query: { format: 'json' } })],
    [true, 'channels.read', asked('GET', 'registry/export')],
  ])('%s: %s %j', (expected, action, request) => {
    expect(isRecorded(action as 'self.use', request)).toBe(expected);
  });

  it.each<[string, Asked]>([
    ['users.change', asked('PATCH', 'users/:id')],
    ['reassignments.approve', asked('POST', 'reassignments/:id/approve')],
    ['reassignments.create', asked('POST', 'reassignments')],
    ['automation.pause', asked('POST', 'automation/pause')],
    ['policy.write', asked('PUT', 'policy')],
    ['reports.export', asked('GET', 'reports/agents', { query: { format: 'xlsx' } })],
  ])('is called %s', (name, request) => {
    expect(actionOf(request)).toBe(name);
  });

  it('names the object by its id, and nothing that a path was made to carry', () => {
    expect(objectOf(asked('POST', 'users'), { id: 'u1' })).toBe('users/u1');
    expect(objectOf(asked('DELETE', 'users/:id', { params: { id: 'u2' } }), null)).toBe('users/u2');
    expect(objectOf(asked('DELETE', 'users/:id', { params: { id: '李 138 0000' } }), null)).toBe('users');
    expect(objectOf(asked('PATCH', 'site'), { name: 'x' })).toBe('site');
  });

  it('names fields and never values', () => {
    expect(fieldNames({ role: 'admin', targets: { handleSeconds: { urgent: 1 } }, days: [{ a: 1 }], '13800005678': 1 })).toEqual([
      'role',
      'targets.handleSeconds.urgent',
      'days',
    ]);
    expect(fieldNames('text')).toEqual([]);
  });
});
