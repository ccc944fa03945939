import type { AdminWord } from './words';

export interface SettingsPart {
  to: string;
  word: AdminWord;
  /** Shown to whom the server's policy table allows it. */
  action: string;
}

/** The parts of the settings, in the order of their list; the first that somebody may see is where `/settings` leads. */
export const SETTINGS: readonly SettingsPart[] = [
  { to: '/settings/channels', word: 'admin.channels', action: 'board.read' },
  { to: '/settings/teams', word: 'admin.teams', action: 'teams.read' },
  { to: '/settings/agents', word: 'admin.agents', action: 'agents.read' },
  { to: '/settings/assignment', word: 'admin.assignment', action: 'assignment.read' },
  { to: '/settings/site', word: 'admin.site', action: 'board.read' },
  { to: '/settings/topics', word: 'admin.topics', action: 'board.read' },
  { to: '/settings/escalation', word: 'admin.escalation', action: 'escalation.read' },
  { to: '/settings/transfer', word: 'admin.transfer', action: 'registry.export' },
  { to: '/settings/people', word: 'admin.people', action: 'users.manage' },
  { to: '/settings/keys', word: 'admin.keys', action: 'keys.manage' },
  { to: '/settings/notifications', word: 'admin.notifications', action: 'notifications.read' },
  { to: '/settings/erasures', word: 'admin.erasures', action: 'erasures.read' },
  { to: '/settings/audit', word: 'admin.audit', action: 'audit.own' },
];
