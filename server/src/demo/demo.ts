// `npm run demo`: a service of its own and a living floor, which speaks to it as any upstream would: over the public HTTP API.
import type { LoginAnswer } from '@tideboard/contracts';
import { randomBytes } from 'node:crypto';
import { resolve } from 'node:path';
import { Api } from '../api-client/api.js';
import { EventPoster } from '../api-client/event-poster.js';
import { perform, postAll } from '../api-client/perform.js';
import { type ServiceProcess, startService } from '../api-client/service-process.js';
import { SiteTime } from '../api-client/site-time.js';
import { startAcdServer } from './acd-server.js';
import { switchOnAutomation } from './automation.js';
import { prepareRegistry } from './registry.js';
import { Story } from './story.js';
import { workdayMorning, Zone } from './wall-time.js';
import { programme } from './words.js';

export interface DemoOptions {
  /** The file that starts the service. */
  command: string;
  env: NodeJS.ProcessEnv;
  /** Aborted by Ctrl-C. */
  signal: AbortSignal;
  say: (text: string) => void;
}

interface Settings {
  host: string;
  port: number;
  rate: number;
  timeZone: string;
  password: string;
  dataDir: string;
}

function readSettings(env: NodeJS.ProcessEnv): Settings {
  const port = Number(env['PORT'] || 3000);
  const rate = Number(env['DEMO_CLOCK_RATE'] || 20);
  if (!Number.isInteger(port) || port < 1 || port > 65_535) throw new Error('PORT: expected a port 1–65535');
  if (!(rate > 0)) throw new Error('DEMO_CLOCK_RATE: expected a number above 0');
  return {
    host: env['HOST'] || '127.0.0.1',
    port,
    rate,
    timeZone: env['SITE_TIME_ZONE'] || 'Asia/Shanghai',
    password: env['ADMIN_PASSWORD'] || 'tideboard-demo',
    // One for each port: a second demo beside this one must not empty the data under its feet.
    dataDir: resolve(env['DATA_DIR'] || './data', `demo-${port}`),
  };
}

/** Plays until Ctrl-C; rejects when the service could not be started or has died. */
export async function demo({ command, env, signal, say }: DemoOptions): Promise<void> {
  const settings = readSettings(env);
  const startsAt = workdayMorning(new Zone(settings.timeZone), Date.now());
  say(`Starting the service with data of its own in ${settings.dataDir} …`);
  const service = await startOwn(command, settings, { startsAt, env });
  try {
    await Promise.race([play(service, settings, { startsAt, signal, say }), death(service, signal)]);
  } catch (error) {
    if (!signal.aborted) throw error;
  } finally {
    await service.stop();
  }
}

/** Rejects when the service ends before anybody asked it to. */
async function death(service: ServiceProcess, signal: AbortSignal): Promise<void> {
  const why = await service.ended;
  if (!signal.aborted) throw new Error(`The service has ended (${why}), and the demo with it.`);
}

function startOwn(
  command: string,
  { host, port, rate, timeZone, password, dataDir }: Settings,
  { startsAt, env }: { startsAt: number; env: NodeJS.ProcessEnv },
): Promise<ServiceProcess> {
  return startService({
    command,
    host,
    port,
    dataDir,
    fresh: true,
    env: {
      ALLOW_TEST_CLOCK: '1',
      CLOCK_START: new Date(startsAt).toISOString(),
      CLOCK_RATE: String(rate),
      AUTO_PAIR_LOOPBACK: '1',
      ADMIN_PASSWORD: password,
      SITE_TIME_ZONE: timeZone,
      LOG_LEVEL: env['LOG_LEVEL'] || 'warn',
    },
  });
}

interface Evening {
  startsAt: number;
  signal: AbortSignal;
  say: (text: string) => void;
}

async function play({ url }: ServiceProcess, settings: Settings, { startsAt, signal, say }: Evening): Promise<void> {
  const { password, rate, timeZone } = settings;
  const { token } = await new Api(url).post<LoginAnswer>('/auth/login', { username: 'admin', password });
  const admin = new Api(url, token);
  await prepareRegistry(admin);
  const { key } = await admin.post<{ key: string }>('/api-keys', { name: 'demo', scopes: ['events:write', 'board:read'] });
  const api = new Api(url, key);
  const stage = { poster: new EventPoster(api, { signal }), time: new SiteTime(api), signal };
  const story = new Story({ timeZone, startsAt });
  // The morning first: a wall that opens at ten shows what has happened since midnight.
  const morning = story.advance(startsAt);
  await postAll(morning, stage);
  const secret = `whsec_${randomBytes(24).toString('base64')}`;
  const acd = await startAcdServer(secret, (command) => story.obey(command));
  try {
    await switchOnAutomation(admin, { url: acd.url, secret });
    say(programme({ url, password, rate, events: morning.length }));
    await perform(story, stage);
  } finally {
    await acd.stop();
  }
}
