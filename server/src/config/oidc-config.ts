import { ROLES, type Role } from '@tideboard/contracts';
import { ConfigError } from './config-error.js';

/** Sign-in at the company's identity provider, beside the accounts here. */
export interface OidcConfig {
  issuer: string;
  clientId: string;
  clientSecret: string;
  /** What people type into their browsers, without a slash at the end. */
  publicUrl: string;
  roleClaim: string;
  /** Value of the claim → role here. */
  roles: ReadonlyMap<string, Role>;
  channelsClaim: string | null;
}

type Env = Record<string, string | undefined>;

const LOOPBACK = new Set(['127.0.0.1', 'localhost', '[::1]']);
function secureUrl(text: string): string | undefined {
  if (!URL.canParse(text)) return undefined;
  const { protocol, hostname } = new URL(text);
  // In clear only to this very machine: whoever stands between could else sign in as anybody.
  return protocol === 'https:' || (protocol === 'http:' && LOOPBACK.has(hostname)) ? text.replace(/\/$/, '') : undefined;
}
const webUrl = (text: string): string | undefined =>
  URL.canParse(text) && /^https?:$/.test(new URL(text).protocol) ? text.replace(/\/+$/, '') : undefined;

function roleMap(text: string): ReadonlyMap<string, Role> | undefined {
  const pairs = text.split(',').map((pair) => /^(.+)=([a-z]+)$/.exec(pair.trim()));
  const known = pairs.filter((pair) => pair && pair[2] !== 'display' && (ROLES as readonly string[]).includes(pair[2]!));
  return known.length === pairs.length ? new Map(known.map((pair) => [pair![1]!.trim(), pair![2] as Role])) : undefined;
}

/** Null where no issuer is named; with one, everything that it needs. @throws ConfigError */
export function readOidc(env: Env): OidcConfig | null {
  if (!env['OIDC_ISSUER']) return null;
  const must = <T>(name: string, expected: string, parse: (text: string) => T | undefined, shown = true): T => {
    const text = env[name] === '' ? undefined : env[name];
    const value = text === undefined ? undefined : parse(text);
    if (value === undefined) throw new ConfigError(name, expected, text === undefined || shown ? text : '(hidden)');
    return value;
  };
  const any = (text: string): string => text;
  return {
    issuer: must('OIDC_ISSUER', 'an https:// URL', secureUrl),
    clientId: must('OIDC_CLIENT_ID', 'the id that the provider gave this service', any),
    clientSecret: must('OIDC_CLIENT_SECRET', 'the secret that belongs to it', any, false),
    publicUrl: must('PUBLIC_URL', 'the http(s):// URL that people open', webUrl),
    roleClaim: env['OIDC_ROLE_CLAIM'] || 'groups',
    roles: must('OIDC_ROLES', 'value=role pairs with commas between', roleMap),
    channelsClaim: env['OIDC_CHANNELS_CLAIM'] || null,
  };
}
