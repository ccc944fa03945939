// The environment, read once. Every variable is checked before anything starts, so that a typo is one line now and not a riddle later.
import { Buffer } from 'node:buffer';
import { resolve } from 'node:path';
import { ConfigError } from './config-error.js';
import { type OidcConfig, readOidc } from './oidc-config.js';

export { ConfigError };

export type LogLevel = 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent';
const LOG_LEVELS: readonly string[] = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'];

/** The site clock of a replay or a test: it starts at `start` (epoch ms) and runs at `rate` site seconds a second. */
export interface TestClock {
  start: number;
  rate: number;
}

/** What the process was told. A class, so that Nest can inject it by type. */
export class AppConfig {
  readonly port!: number;
  readonly host!: string;
  /** null: a private Redis under `dataDir`. */
  readonly redisUrl!: string | null;
  readonly redisWaitReplicas!: number;
  readonly redisFsync!: 'always' | 'everysec';
  readonly dataDir!: string;
  readonly autoPairLoopback!: boolean;
  readonly siteTimeZone!: string;
  readonly businessDayStart!: string;
  readonly adminPassword!: string | null;
  /** null: the key lies in `dataDir`, see `readDataKey`. */
  readonly dataKey!: Buffer | null;
  readonly logLevel!: LogLevel;
  readonly testClock!: TestClock | null;
  /** null: people sign in with passwords of ours only. */
  readonly oidc!: OidcConfig | null;
}

type Env = Record<string, string | undefined>;
type Parse<T> = (text: string) => T | undefined;

function read<T>(env: Env, name: string, fallback: T, expected: string, parse: Parse<T>): T {
  const text = env[name];
  // An empty value is what `FOO= npm start` and compose files without a value give: the same as unset.
  if (text === undefined || text === '') return fallback;
  const value = parse(text);
  // A secret must not end in a log because it was mistyped.
  if (value === undefined) throw new ConfigError(name, expected, SECRETS.has(name) ? '(hidden)' : text);
  return value;
}

const SECRETS = new Set(['ADMIN_PASSWORD', 'DATA_KEY', 'REDIS_URL']);

const integer =
  (min: number, max: number): Parse<number> =>
  (text) =>
    /^\d{1,9}$/.test(text) && Number(text) >= min && Number(text) <= max ? Number(text) : undefined;
const oneOf =
  <T extends string>(values: readonly string[]): Parse<T> =>
  (text) =>
    values.includes(text) ? (text as T) : undefined;
const flag: Parse<boolean> = (text) => ({ '0': false, '1': true, false: false, true: true })[text];

/**
 * A real IANA zone, or an alias of one. Offsets (`+08:00`) are refused although `Intl` takes them: a zone carries its own history of
 * changes, and a floor set to an offset would start its day an hour off after the next one.
 */
export function isTimeZone(zone: string): boolean {
  // Without a slash only plain words (UTC, Japan, PRC): `EST5EDT` is an offset with a rule of its own and no place.
  if (!/^([A-Za-z]+|[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)+)$/.test(zone)) return false;
  try {
    return Boolean(new Intl.DateTimeFormat('en', { timeZone: zone }));
  } catch {
    return false;
  }
}

const redisUrl: Parse<string> = (text) => {
  if (!URL.canParse(text)) return undefined;
  return ['redis:', 'rediss:', 'unix:'].includes(new URL(text).protocol) ? text : undefined;
};
const base64Key: Parse<Buffer> = (text) => {
  const bytes = Buffer.from(text, 'base64');
  return bytes.length === 32 && /^[A-Za-z0-9+/_-]{43}=?$/.test(text) ? bytes : undefined;
};

const RFC3339 = /^(\d{4})-(\d{2})-(\d{2})T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/i;
const instant: Parse<number> = (text) => {
  const parts = RFC3339.exec(text);
  if (!parts) return undefined;
  const at = Date.parse(text);
  const day = new Date(Date.UTC(Number(parts[1]), Number(parts[2]) - 1, Number(parts[3])));
  // Date.parse rolls 30 February over to March: the day has to survive the round trip.
  return Number.isNaN(at) || day.getUTCDate() !== Number(parts[3]) ? undefined : at;
};
const rate: Parse<number> = (text) => {
  const value = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  return value > 0 && Number.isFinite(value) ? value : undefined;
};

function testClock(env: Env): TestClock | null {
  const start = read<number | null>(env, 'CLOCK_START', null, 'an RFC 3339 instant with a zone', instant);
  const speed = read<number | null>(env, 'CLOCK_RATE', null, 'a number above 0', rate);
  if (start === null && speed === null) return null;
  const given = start === null ? 'CLOCK_RATE' : 'CLOCK_START';
  if (env['ALLOW_TEST_CLOCK'] !== '1') throw new ConfigError(given, 'no test clock unless ALLOW_TEST_CLOCK=1', env[given]);
  if (start === null) throw new ConfigError('CLOCK_START', 'an RFC 3339 instant beside CLOCK_RATE', undefined);
  return { start, rate: speed ?? 1 };
}

/** The checked environment; throws a `ConfigError` for the first variable that cannot be used. */
export function parseConfig(env: Env): AppConfig {
  const machineZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
  const values: AppConfig = {
    port: read(env, 'PORT', 3000, 'a port 1–65535', integer(1, 65_535)),
    host: read(env, 'HOST', '127.0.0.1', 'an address to listen on', (text) => (/^[\w.:-]+$/.test(text) ? text : undefined)),
    redisUrl: read<string | null>(env, 'REDIS_URL', null, 'a redis:// or rediss:// URL', redisUrl),
    redisWaitReplicas: read(env, 'REDIS_WAIT_REPLICAS', 0, 'a number of replicas 0–16', integer(0, 16)),
    redisFsync: read<'always' | 'everysec'>(env, 'REDIS_FSYNC', 'always', 'always or everysec', oneOf(['always', 'everysec'])),
    dataDir: resolve(read(env, 'DATA_DIR', './data', 'a directory', (text) => (text.includes('\0') ? undefined : text))),
    autoPairLoopback: read(env, 'AUTO_PAIR_LOOPBACK', false, '0 or 1', flag),
    siteTimeZone: read(env, 'SITE_TIME_ZONE', isTimeZone(machineZone) ? machineZone : 'UTC', 'an IANA time zone', (text) =>
      isTimeZone(text) ? text : undefined,
    ),
    businessDayStart: read(env, 'BUSINESS_DAY_START', '00:00', 'a time 00:00–23:59', (text) =>
      /^([01]\d|2[0-3]):[0-5]\d$/.test(text) ? text : undefined,
    ),
    adminPassword: read<string | null>(env, 'ADMIN_PASSWORD', null, '8–256 characters', (text) =>
      text.length >= 8 && text.length <= 256 ? text : undefined,
    ),
    dataKey: read<Buffer | null>(env, 'DATA_KEY', null, '32 bytes in base64', base64Key),
    logLevel: read<LogLevel>(env, 'LOG_LEVEL', 'info', `one of ${LOG_LEVELS.join(', ')}`, oneOf(LOG_LEVELS)),
    testClock: testClock(env),
    oidc: readOidc(env),
  };
  read(env, 'ALLOW_TEST_CLOCK', false, '0 or 1', flag);
  return Object.assign(new AppConfig(), values);
}
