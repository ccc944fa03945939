import { ApiKeys } from '../access/api-keys.js';
import { Revocations } from '../access/revocations.js';
import { Sessions } from '../access/sessions.js';
import { UsersService } from '../access/users.service.js';
import { UsersStore } from '../access/users.store.js';
import { parseConfig } from '../config/app-config.js';
import { createLog } from '../platform/logging/log.js';
import { openStoreBeside } from '../platform/redis/open-store.js';

export interface StoreTools {
  apiKeys: ApiKeys;
  users: UsersService;
}

/** Runs `work` on the store: that of the server which runs on this DATA_DIR, or one started for the moment. */
export async function withStore(work: (tools: StoreTools) => Promise<void>): Promise<void> {
  const log = createLog('fatal');
  const store = await openStoreBeside(parseConfig(process.env), log);
  try {
    const revocations = new Revocations(store.redis, log);
    const users = new UsersService(new UsersStore(store.redis), new Sessions(store.redis), revocations);
    await work({ apiKeys: new ApiKeys(store.redis, revocations), users });
  } finally {
    await store.close();
  }
}

export const say = (line: string): void => void process.stdout.write(`${line}\n`);

/** Columns that a person can read and `cut` can take apart. */
export function table(rows: string[][]): void {
  for (const row of rows) say(row.join('\t'));
}
