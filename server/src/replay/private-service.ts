import type { LoginAnswer } from '@tideboard/contracts';
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DateTime } from 'luxon';
import { Api } from '../api-client/api.js';
import { type ServiceProcess, startService } from '../api-client/service-process.js';
import { PROJECT_ROOT } from '../config/project-root.js';
import type { Recording } from './recording.js';
import { prepareChannels, removeOtherChannels } from './registry.js';

/** A clock cannot stand still; at this rate it takes a week to the next minute, and the day that is shown stays the day. */
const STANDING = 0.0001;

export interface PrivateService {
  service: ServiceProcess;
  api: Api;
  password: string;
  close(): Promise<void>;
}

/** A service that only shows this recording: its clock begins with the file, or stands at its end when `rate` is null. */
export async function openPrivateService(
  recording: Recording,
  rate: number | null,
  env: NodeJS.ProcessEnv,
): Promise<PrivateService> {
  const temporary = env['DATA_DIR'] ? null : mkdtempSync(join(tmpdir(), 'tideboard-replay-'));
  const remove = (): void => (temporary ? rmSync(temporary, { recursive: true, force: true }) : undefined);
  const password = env['ADMIN_PASSWORD'] || randomBytes(9).toString('base64url');
  try {
    const service = await startService({
      command: join(PROJECT_ROOT, 'server/bin/tideboard.mjs'),
      host: env['HOST'] || '127.0.0.1',
      port: Number(env['PORT'] || 3000),
      dataDir: temporary ?? resolve(env['DATA_DIR']!),
      env: {
        ALLOW_TEST_CLOCK: '1',
        CLOCK_START: new Date(rate === null ? endOf(recording) : recording.events[0]!.at - 1000).toISOString(),
        CLOCK_RATE: String(rate ?? STANDING),
        SITE_TIME_ZONE: recording.timeZone,
        ADMIN_PASSWORD: password,
        LOG_LEVEL: env['LOG_LEVEL'] || 'warn',
      },
    });
    const close = async (): Promise<void> => {
      await service.stop();
      remove();
    };
    try {
      return { service, api: await signIn(service.url, password, recording), password, close };
    } catch (error) {
      await close();
      throw error;
    }
  } catch (error) {
    remove();
    throw error;
  }
}

/** The last second of the day on which the last ticket came in: what happens to old tickets in later years is not that file's board. */
function endOf({ lastCreatedAt, timeZone }: Recording): number {
  return DateTime.fromMillis(lastCreatedAt, { zone: timeZone }).endOf('day').startOf('second').toMillis();
}

async function signIn(url: string, password: string, recording: Recording): Promise<Api> {
  const { token } = await new Api(url).post<LoginAnswer>('/auth/login', { username: 'admin', password });
  const admin = new Api(url, token);
  await prepareChannels(admin, recording);
  await removeOtherChannels(admin, recording);
  const scopes = ['events:write', 'board:read', 'registry:write'];
  const { key } = await admin.post<{ key: string }>('/api-keys', { name: 'replay', scopes });
  return new Api(url, key);
}
