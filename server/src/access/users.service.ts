import { Injectable } from '@nestjs/common';
import type { Role, UserBody, UserPatch, UserView } from '@tideboard/contracts';
import type { Type } from 'typebox';
import { ProblemError } from '../platform/http/problem.js';
import { hashPassword } from './passwords.js';
import { Revocations } from './revocations.js';
import { Sessions } from './sessions.js';
import { newId } from './tokens.js';
import { type StoredUser, UsersStore, type WriteResult } from './users.store.js';

type NewUser = Type.Static<typeof UserBody>;
type UserChange = Type.Static<typeof UserPatch>;

/** People: made, changed and removed by an administrator. Whatever takes a right away also ends what was open with it. */
@Injectable()
export class UsersService {
  constructor(
    private readonly store: UsersStore,
    private readonly sessions: Sessions,
    private readonly revocations: Revocations,
  ) {}

  async list(): Promise<UserView[]> {
    return (await this.store.all()).map(viewOf);
  }

  async create(body: NewUser): Promise<UserView> {
    const { username, password, role } = body;
    const user: StoredUser = {
      id: newId(),
      username,
      name: body.name ?? username,
      role: role as Role,
      channels: channelsFor(role as Role, body.channels),
      agent: body.agent ?? null,
      passwordHash: await hashPassword(password),
      createdAt: Date.now(),
    };
    accept(await this.store.write(null, user));
    return viewOf(user);
  }

  async change(id: string, patch: UserChange): Promise<UserView> {
    const before = await this.#get(id);
    const { password, ...fields } = patch;
    const role = (fields.role as Role | undefined) ?? before.role;
    const after: StoredUser = {
      ...before,
      ...fields,
      role,
      channels: channelsFor(role, fields.channels === undefined ? before.channels : fields.channels),
      agent: fields.agent === undefined ? before.agent : fields.agent,
      passwordHash: password === undefined ? before.passwordHash : await hashPassword(password),
    };
    accept(await this.store.write(before, after));
    // A password that somebody else has set is a password that may have been known to others.
    const ended = password === undefined && !after.disabled ? [] : await this.sessions.endAll(id);
    await this.revocations.revoke(id, ...ended);
    return viewOf(after);
  }

  /** Ends every session of the person, here and on every other node. */
  async signOut(id: string): Promise<void> {
    await this.#get(id);
    await this.revocations.revoke(id, ...(await this.sessions.endAll(id)));
  }

  async remove(id: string): Promise<void> {
    accept(await this.store.write(await this.#get(id), null));
    await this.revocations.revoke(id, ...(await this.sessions.endAll(id)));
  }

  async #get(id: string): Promise<StoredUser> {
    const user = await this.store.get(id);
    if (!user) throw new ProblemError(404, 'not_found', 'No such user.');
    return user;
  }
}

/** Who sees the whole floor has no list; who is bound to channels has none until they are named. */
export function channelsFor(role: Role, channels: string[] | null | undefined): string[] | null {
  if (role === 'admin' || role === 'operations' || role === 'manager') return null;
  return channels === undefined ? [] : channels;
}

const REFUSALS: Record<Exclude<WriteResult, 'ok'>, [number, string, string]> = {
  changed: [409, 'conflict', 'Somebody else changed this user just now; look again.'],
  name_taken: [409, 'username_taken', 'Somebody else has this user name.'],
  last_admin: [409, 'last_admin', 'The last administrator stays: make another one first.'],
};

function accept(result: WriteResult): void {
  if (result !== 'ok') throw new ProblemError(...REFUSALS[result]);
}

export const viewOf = ({ id, username, name, role, channels, agent, disabled, oidc, createdAt }: StoredUser): UserView => ({
  id,
  username,
  name,
  role,
  channels,
  agent,
  disabled: disabled ?? false,
  signIn: oidc ? 'oidc' : 'password',
  createdAt: new Date(createdAt).toISOString(),
});
