import { ROLES, type Role, type UserView } from '@tideboard/contracts';

/** Roles of people; a screen's is no account. */
export const PEOPLE_ROLES = ROLES.filter((role) => role !== 'display');

/** Roles that see only the channels they are given. */
export const isBound = (role: Role): boolean => role === 'supervisor' || role === 'agent';

export interface AccountDraft {
  username: string;
  name: string;
  role: Role;
  channels: string[];
  agent: string;
}

export const draftOf = (user: UserView | null): AccountDraft => ({
  username: user?.username ?? '',
  name: user?.name ?? '',
  role: user?.role ?? 'supervisor',
  channels: user?.channels ?? [],
  agent: user?.agent ?? '',
});

/** The body that makes or changes the account: only the fields that the role has. */
export const bodyOf = ({ username, name, role, channels, agent }: AccountDraft): Record<string, unknown> => ({
  username: username.trim(),
  name: name.trim() || username.trim(),
  role,
  agent: agent.trim() || null,
  ...(isBound(role) ? { channels } : {}),
});

/** Twenty signs that people can read to one another: no 0 and O, no 1, I and l. */
export function makePassword(): string {
  const signs = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789';
  return [...crypto.getRandomValues(new Uint32Array(20))].map((n) => signs[n % signs.length]).join('');
}
