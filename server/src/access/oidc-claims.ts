// From what an identity provider says of somebody to an account here. Pure.
import { ROLES, type Role } from '@tideboard/contracts';
import type { OidcConfig } from '../config/oidc-config.js';

export interface OidcPerson {
  subject: string;
  username: string;
  name: string;
  role: Role;
  /** Undefined where the provider does not say: then an administrator does. */
  channels: string[] | undefined;
}

type Claims = Record<string, unknown>;
const text = (value: unknown): string | null =>
  typeof value === 'string' && value.trim() !== '' ? value.trim().slice(0, 120) : null;
const list = (value: unknown): string[] =>
  (Array.isArray(value) ? value : [value]).filter((one): one is string => typeof one === 'string');

/** A claim by its name, or by the way to it with dots, as in `realm_access.roles`. */
const claimOf = (claims: Claims, path: string): unknown =>
  claims[path] ?? path.split('.').reduce<unknown>((at, part) => (at as Claims | undefined)?.[part], claims);

/** Null for somebody who has none of the mapped roles: whoever can sign in at the company is not therefore somebody here. */
export function personOf(claims: Claims & { sub: string }, { roleClaim, roles, channelsClaim }: OidcConfig): OidcPerson | null {
  const told = list(claimOf(claims, roleClaim));
  const mine = ROLES.filter((role) => told.some((value) => roles.get(value) === role));
  // The roles stand from the most rights to the fewest: of several, the first counts.
  const [role] = mine;
  if (!role) return null;
  const username = text(claims['preferred_username']) ?? text(claims['email']) ?? claims.sub.slice(0, 120);
  return {
    subject: claims.sub,
    username,
    name: text(claims['name']) ?? username,
    role,
    channels: channelsClaim === null ? undefined : list(claimOf(claims, channelsClaim)),
  };
}
