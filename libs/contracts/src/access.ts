import { Type } from 'typebox';

export const ROLES = ['admin', 'operations', 'manager', 'supervisor', 'agent', 'display'] as const;
export type Role = (typeof ROLES)[number];

/** What an API key may do. */
export const SCOPES = ['events:write', 'board:read', 'registry:write'] as const;
export type Scope = (typeof SCOPES)[number];

const Name = Type.String({ minLength: 1, maxLength: 120 });
const Password = Type.String({ minLength: 8, maxLength: 256 });
const ChannelIds = Type.Union([Type.Array(Type.String({ maxLength: 64 }), { maxItems: 500 }), Type.Null()]);

export const LoginBody = Type.Object({ username: Name, password: Type.String({ maxLength: 256 }) });
export const PasswordBody = Type.Object({ current: Type.String({ maxLength: 256 }), next: Password });
export const UserBody = Type.Object({
  username: Name,
  password: Password,
  name: Type.Optional(Name),
  role: Type.Enum(ROLES.filter((role) => role !== 'display')),
  channels: Type.Optional(ChannelIds),
  agent: Type.Optional(Type.Union([Type.String({ maxLength: 256 }), Type.Null()])),
});
/** `disabled`: nobody gets in with the account, and who is in is put out; everything else of it stays. */
export const UserPatch = Type.Partial(Type.Object({ ...UserBody.properties, disabled: Type.Boolean() }));
export const ApiKeyBody = Type.Object({
  name: Name,
  scopes: Type.Array(Type.Enum([...SCOPES]), { minItems: 1, uniqueItems: true }),
});

/** A person as the product shows them; `channels` null means every channel. */
export interface User {
  id: string;
  username: string;
  name: string;
  role: Role;
  channels: string[] | null;
}

/** An account as an administrator sees it; `agent` is the id of their agent on the floor. Instants are RFC 3339, real time. */
export interface UserView extends User {
  agent: string | null;
  disabled: boolean;
  /** Signs in by a password of ours, or at the company's identity provider. */
  signIn: 'password' | 'oidc';
  createdAt: string;
}

/** A key as people may see it: the key itself is shown once, when it is made. */
export interface ApiKeyView {
  id: string;
  name: string;
  scopes: Scope[];
  createdAt: string;
}

/** Who a token is; `agent` is the id of their agent on the floor, `may` the names of what the policy table lets them do. */
export interface MeAnswer extends Omit<User, 'username'> {
  agent: string | null;
  may: string[];
}

export interface LoginAnswer {
  token: string;
  expiresAt: string;
  user: User;
}
