import { Injectable } from '@nestjs/common';
import type { Role } from '@tideboard/contracts';
import { RedisConnections, Script, keys } from '../platform/redis/index.js';

/** A person as stored. */
export interface StoredUser {
  id: string;
  username: string;
  name: string;
  role: Role;
  channels: string[] | null;
  agent: string | null;
  /** Null for who signs in elsewhere. */
  passwordHash: string | null;
  disabled?: boolean;
  /** The identity provider's own name of the person. */
  oidc?: { issuer: string; subject: string };
  createdAt: number;
}

export type WriteResult = 'ok' | 'changed' | 'name_taken' | 'last_admin';
const write = new Script(import.meta.url, './users.lua', (raw) => raw as WriteResult);

/** Two names are one when they look alike: width, case and composition aside. */
export const foldName = (username: string): string => username.normalize('NFKC').toLowerCase().trim();

@Injectable()
export class UsersStore {
  constructor(private readonly redis: RedisConnections) {}

  async get(id: string): Promise<StoredUser | null> {
    return parse(await this.redis.main.hget(keys.users, id));
  }

  async byName(username: string): Promise<StoredUser | null> {
    const id = await this.redis.main.hget(keys.userNames, foldName(username));
    return id === null ? null : this.get(id);
  }

  async all(): Promise<StoredUser[]> {
    const users = (await this.redis.main.hvals(keys.users)).map((json) => parse(json)!);
    return users.sort((a, b) => a.createdAt - b.createdAt);
  }

  /** Replaces `before` by `after`, if nobody else did meanwhile; null on either side makes or deletes. */
  async write(before: StoredUser | null, after: StoredUser | null): Promise<WriteResult> {
    const rules = (user: StoredUser | null): boolean => user?.role === 'admin' && !user.disabled;
    const losesAdmin = rules(before) && !rules(after);
    return write.run(
      this.redis.main,
      [keys.users, keys.userNames],
      [
        (before ?? after)!.id,
        before ? JSON.stringify(before) : '',
        after ? JSON.stringify(after) : '',
        before ? foldName(before.username) : '',
        after ? foldName(after.username) : '',
        losesAdmin ? '1' : '0',
      ],
    );
  }
}

const parse = (json: string | null): StoredUser | null => (json === null ? null : (JSON.parse(json) as StoredUser));
