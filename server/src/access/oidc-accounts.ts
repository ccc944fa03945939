import { Injectable } from '@nestjs/common';
import type { LoginAnswer } from '@tideboard/contracts';
import { AppConfig } from '../config/app-config.js';
import { ProblemError } from '../platform/http/problem.js';
import type { OidcPerson } from './oidc-claims.js';
import { Revocations } from './revocations.js';
import { Sessions } from './sessions.js';
import { newId } from './tokens.js';
import { channelsFor } from './users.service.js';
import { type StoredUser, UsersStore } from './users.store.js';

/** The accounts of people who sign in at the identity provider: what it says of role and name counts, at each sign-in anew. */
@Injectable()
export class OidcAccounts {
  constructor(
    private readonly store: UsersStore,
    private readonly sessions: Sessions,
    private readonly revocations: Revocations,
    private readonly config: AppConfig,
  ) {}

  /** The account of the person, made or brought up to date. @throws ProblemError 403 `oidc_disabled`, 409 */
  async accountOf(person: OidcPerson): Promise<StoredUser> {
    const issuer = this.config.oidc!.issuer;
    const known = (await this.store.all()).find(({ oidc }) => oidc?.issuer === issuer && oidc.subject === person.subject);
    if (known?.disabled) throw new ProblemError(403, 'oidc_disabled', 'This account is disabled.');
    const told = { name: person.name, role: person.role, channels: channelsFor(person.role, person.channels ?? known?.channels) };
    if (
      known &&
      JSON.stringify([known.name, known.role, known.channels]) === JSON.stringify([told.name, told.role, told.channels])
    )
      return known;
    const user: StoredUser = known
      ? { ...known, ...told }
      : {
          id: newId(),
          username: await this.#freeName(person, issuer),
          ...told,
          agent: null,
          passwordHash: null,
          oidc: { issuer, subject: person.subject },
          createdAt: Date.now(),
        };
    if ((await this.store.write(known ?? null, user)) !== 'ok') throw new ProblemError(409, 'conflict', 'Try again.');
    await this.revocations.revoke(user.id);
    return user;
  }

  /** @throws ProblemError 401 for somebody who is gone meanwhile */
  async signIn(userId: string): Promise<LoginAnswer> {
    const user = await this.store.get(userId);
    if (!user || user.disabled) throw new ProblemError(401, 'unauthenticated', 'Sign in again.');
    const { token, expiresAt } = await this.sessions.begin(user.id);
    const { id, username, name, role, channels } = user;
    return { token, expiresAt: new Date(expiresAt).toISOString(), user: { id, username, name, role, channels } };
  }

  /** A local account of the same name is somebody else until an administrator says otherwise: names can be chosen. */
  async #freeName({ username, subject }: OidcPerson, issuer: string): Promise<string> {
    const names = [username, `${username}@${new URL(issuer).hostname}`, `${subject}@${new URL(issuer).hostname}`];
    for (const name of names.map((one) => one.slice(0, 120))) {
      // oxlint-disable-next-line no-await-in-loop -- the first is nearly always free
      if (!(await this.store.byName(name))) return name;
    }
    return newId();
  }
}
