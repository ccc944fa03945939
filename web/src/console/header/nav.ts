import type { DeskWord } from '../words';

export interface NavEntry {
  to: string;
  /** Another path whose pages belong to it. */
  also?: string;
  word: DeskWord;
  /** Shown to whom the server's policy table allows it. */
  action: string;
}

/** The pages of the desk, in the order of the header. */
export const NAV: readonly NavEntry[] = [
  { to: '/console', word: 'desk.floor', action: 'board.read' },
  { to: '/console/tickets', also: '/console/customers', word: 'desk.tickets', action: 'tickets.read' },
  { to: '/console/replay', word: 'desk.replay', action: 'board.replay' },
  { to: '/reports', word: 'app.reports', action: 'reports.read' },
  { to: '/console/displays', word: 'desk.displays', action: 'displays.manage' },
  { to: '/settings', word: 'desk.settings', action: 'audit.own' },
];
