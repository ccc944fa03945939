// Who may do what: the one table that the guard reads and that the tests are generated from. "Own" limits (a supervisor's channels,
// an agent's tickets) are the feature's to apply; here stands only who gets through the door.
import type { Role, Scope } from '@tideboard/contracts';

interface Rule {
  roles: readonly Role[];
  scopes: readonly Scope[];
}
const rule = (roles: readonly Role[], ...scopes: Scope[]): Rule => ({ roles, scopes });

const PEOPLE = ['admin', 'operations', 'manager', 'supervisor', 'agent'] as const;
const LEADS = ['admin', 'operations', 'manager', 'supervisor'] as const;
const DECIDERS = ['admin', 'operations', 'supervisor'] as const;
const OFFICE = ['admin', 'operations', 'manager'] as const;
const STEERING = ['admin', 'operations'] as const;

export const POLICY = {
  // one's own account
  'self.use': rule(PEOPLE),
  'self.work': rule(['agent']),
  // events in, board out
  'events.write': rule([], 'events:write'),
  'board.read': rule([...LEADS, 'display'], 'board:read'),
  'board.replay': rule(LEADS),
  // the registry
  'channels.read': rule([...PEOPLE, 'display'], 'board:read', 'registry:write'),
  'channels.names': rule(PEOPLE),
  'channels.write': rule(['admin'], 'registry:write'),
  'channels.patch': rule(STEERING, 'registry:write'),
  'site.read': rule([...PEOPLE, 'display'], 'board:read', 'registry:write'),
  'site.write': rule(['admin'], 'registry:write'),
  'agents.read': rule(PEOPLE, 'registry:write'),
  'agents.write': rule(['admin'], 'registry:write'),
  'teams.read': rule(LEADS, 'registry:write'),
  'teams.write': rule(STEERING, 'registry:write'),
  'assignment.read': rule(LEADS, 'registry:write'),
  'assignment.write': rule(STEERING, 'registry:write'),
  // the same as files; an import changes only what the caller may change by hand
  'registry.export': rule(STEERING, 'registry:write'),
  'registry.import': rule(STEERING, 'registry:write'),
  'setup.manage': rule(['admin']),
  // tickets and customers
  'tickets.read': rule(PEOPLE),
  'customers.read': rule(PEOPLE),
  'ratings.link': rule(DECIDERS, 'events:write'),
  'tickets.act': rule(['admin', 'operations', 'supervisor', 'agent']),
  'tickets.assign': rule(DECIDERS),
  'escalation.read': rule(LEADS),
  'escalation.write': rule(STEERING),
  'tickets.unmask': rule(['operations', 'supervisor', 'agent']),
  'customers.erase': rule(['operations']),
  'erasures.read': rule(STEERING),
  'erasures.decide': rule(['admin']),
  // alerts
  'alerts.read': rule(LEADS, 'board:read'),
  'alerts.act': rule(DECIDERS),
  'silences.read': rule(LEADS),
  'silences.write': rule(DECIDERS),
  'notifications.read': rule(STEERING),
  'notifications.write': rule(['admin']),
  // reassignments and automation
  'reassignments.read': rule(LEADS, 'board:read'),
  'reassignments.act': rule(DECIDERS),
  'reassignments.preview': rule(DECIDERS),
  'reassignments.answer': rule(['agent']),
  'policy.read': rule(LEADS),
  'policy.simulate': rule(STEERING),
  'policy.write': rule(STEERING),
  'automation.switch': rule(STEERING),
  'upstreams.read': rule(STEERING),
  'upstreams.write': rule(['admin']),
  'reports.read': rule(LEADS),
  'reports.own': rule(PEOPLE),
  // what was produced on schedule tells of the whole floor
  'reports.archive': rule(OFFICE),
  'exports.use': rule(LEADS),
  'audit.read': rule(OFFICE),
  'audit.own': rule(PEOPLE),
  'audit.verify': rule(['admin']),
  // people and machines
  'users.manage': rule(['admin']),
  'keys.manage': rule(['admin']),
  'displays.manage': rule(['admin', 'supervisor']),
} as const satisfies Record<string, Rule>;

export type Action = keyof typeof POLICY;
export const ACTIONS = Object.keys(POLICY) as Action[];

/** True when the table lets this principal do it; a key is asked for its scopes and never for a role. */
export function allows(action: Action, principal: { kind: string; role: Role | null; scopes: readonly Scope[] }): boolean {
  const { roles, scopes }: Rule = POLICY[action];
  if (principal.kind === 'key') return principal.scopes.some((scope) => scopes.includes(scope));
  return principal.role !== null && roles.includes(principal.role);
}
