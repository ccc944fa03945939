import { Injectable } from '@nestjs/common';
import type { LoginAnswer } from '@tideboard/contracts';
import { ProblemError } from '../platform/http/problem.js';
import { hashPassword, verifyPassword } from './passwords.js';
import { Revocations } from './revocations.js';
import { Sessions } from './sessions.js';
import { Throttle } from './throttle.js';
import { hashToken } from './tokens.js';
import { UsersStore, foldName } from './users.store.js';
import { viewOf } from './users.service.js';

/** Sign-in, sign-out and one's own password. */
@Injectable()
export class AuthService {
  constructor(
    private readonly users: UsersStore,
    private readonly sessions: Sessions,
    private readonly throttle: Throttle,
    private readonly revocations: Revocations,
  ) {}

  /** The same answer after the same work, whether the name or the password is wrong. */
  async login(username: string, password: string, address: string): Promise<LoginAnswer> {
    const account = foldName(username);
    const user = await this.users.byName(username);
    const right = await verifyPassword(user?.passwordHash ?? null, password, async () => {
      await this.throttle.check('account', account);
      await this.throttle.check('address', address);
    });
    // Whoever is shut out learns nothing more than somebody who guesses.
    if (!user || !right || user.disabled) {
      await this.throttle.failed('account', account);
      await this.throttle.failed('address', address);
      throw new ProblemError(401, 'bad_credentials', 'The user name or the password is wrong.');
    }
    const { token, expiresAt } = await this.sessions.begin(user.id);
    const { id, name, role, channels } = viewOf(user);
    return { token, expiresAt: new Date(expiresAt).toISOString(), user: { id, username: user.username, name, role, channels } };
  }

  async logout(userId: string, token: string): Promise<void> {
    const hash = hashToken(token);
    await this.sessions.end(userId, hash);
    await this.revocations.revoke(hash);
  }

  /** Ends the person's other sessions: whoever had the old password may be in one of them. */
  async changePassword(userId: string, token: string, current: string, next: string): Promise<void> {
    const user = await this.users.get(userId);
    if (!user) throw new ProblemError(401, 'unauthenticated');
    const account = foldName(user.username);
    if (!(await verifyPassword(user.passwordHash, current, () => this.throttle.check('account', account)))) {
      await this.throttle.failed('account', account);
      throw new ProblemError(403, 'wrong_password', 'The current password is wrong.');
    }
    const written = await this.users.write(user, { ...user, passwordHash: await hashPassword(next) });
    if (written !== 'ok') throw new ProblemError(409, 'conflict', 'This account was changed just now; try again.');
    await this.revocations.revoke(...(await this.sessions.endAll(userId, hashToken(token))));
  }
}
