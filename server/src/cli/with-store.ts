import { ApiKeys } from '../access/api-keys.js';
import { Revocations } from '../access/revocations.js';
import { Sessions } from '../access/sessions.js';
import { UsersService } from '../access/users.service.js';
import { UsersStore } from '../access/users.store.js';
import { AuditLog } from '../audit-log/audit-log.js';
import { parseConfig } from '../config/app-config.js';
import { createLog } from '../platform/logging/log.js';
import type { RedisConnections } from '../platform/redis/index.js';
import { openStoreBeside } from '../platform/redis/open-store.js';

export interface StoreTools {
  apiKeys: ApiKeys;
  users: UsersService;
  /** Puts what was done here into the audit log. */
  record: (action: string, object: string, fields?: string[]) => Promise<void>;
}

/** Whoever has a shell on this machine: who that is, the machine knows. */
const BY_HAND = {
  actor: { kind: 'cli', id: null },
  role: null,
  address: null,
  outcome: 'done',
  status: 200,
  code: null,
  reason: null,
} as const;
const quiet = createLog('fatal');

/** Runs `work` on the store: that of the server which runs on this DATA_DIR, or one started for the moment. */
export async function withConnections<T>(work: (connections: RedisConnections) => Promise<T>): Promise<T> {
  const store = await openStoreBeside(parseConfig(process.env), quiet);
  try {
    return await work(store.redis);
  } finally {
    await store.close();
  }
}

/** The same, with the tools that people and keys are managed with. */
export function withStore(work: (tools: StoreTools) => Promise<void>): Promise<void> {
  return withConnections(async (redis) => {
    const revocations = new Revocations(redis, quiet);
    const users = new UsersService(new UsersStore(redis), new Sessions(redis), revocations);
    const auditLog = new AuditLog(redis);
    const record: StoreTools['record'] = (action, object, fields = []) => auditLog.record({ ...BY_HAND, action, object, fields });
    await work({ apiKeys: new ApiKeys(redis, revocations), users, record });
  });
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Columns that a person can read and `cut` can take apart. */
export function table(rows: string[][]): void {
  for (const row of rows) say(row.join('\t'));
}
