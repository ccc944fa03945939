import { Injectable } from '@nestjs/common';
import { ApiKeys } from './api-keys.js';
import { Displays } from './displays.js';
import type { Principal } from './principal.js';
import { Sessions } from './sessions.js';
import { hashToken, readToken } from './tokens.js';
import { type StoredUser, UsersStore } from './users.store.js';

/** Turns a token into who is asking. The HTTP guard and the socket gateway both ask here, so a right cannot differ between doors. */
@Injectable()
export class AccessService {
  constructor(
    private readonly users: UsersStore,
    private readonly sessions: Sessions,
    private readonly keys: ApiKeys,
    private readonly displays: Displays,
  ) {}

  /** Null for anything that does not open a door now: unknown, expired, revoked, or of a deleted person. */
  async authenticate(token: string): Promise<Principal | null> {
    const claim = readToken(token);
    if (!claim) return null;
    const hash = hashToken(token);
    if (claim.kind === 'session') return this.#person(hash);
    if (claim.kind === 'key') return this.keys.principal(claim.id, hash);
    if (claim.kind === 'display') return this.displays.principal(claim.id, hash);
    return null;
  }

  async #person(hash: string): Promise<Principal | null> {
    const userId = await this.sessions.userOf(hash);
    const user = userId === null ? null : await this.users.get(userId);
    return user && !user.disabled ? asPrincipal(user) : null;
  }
}

export function asPrincipal(user: StoredUser): Principal {
  const { id, name, role, channels, agent } = user;
  return { kind: 'user', id, name, role, channels, scopes: [], ...(agent === null ? {} : { agent }) };
}
