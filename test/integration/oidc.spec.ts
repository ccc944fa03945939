import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { AuditPage, LoginAnswer, UserView } from '@tideboard/contracts';
import { api, childEnv, cleanUp, freePort, ROOT, startServer, type TestServer } from '../support/server.js';

let provider: ChildProcess;
let server: TestServer;
let admin: ReturnType<typeof api>;
beforeAll(async () => {
  const [port, idp] = [await freePort(), await freePort()];
  const url = `http://127.0.0.1:${port}`;
  const args = [String(idp), `${url}/api/v1/auth/oidc/callback`];
  provider = fork(join(ROOT, 'test/support/oidc-provider.mjs'), args, { env: childEnv(), execArgv: [], silent: true });
  await once(provider, 'message');
  const env = {
    PORT: String(port),
    PUBLIC_URL: url,
    OIDC_ISSUER: `http://127.0.0.1:${idp}`,
    OIDC_CLIENT_ID: 'tideboard',
    OIDC_CLIENT_SECRET: 'a-secret-of-the-test',
    OIDC_ROLES: 'tb-operations=operations,tb-leads=supervisor',
  };
  server = await startServer({ env });
  admin = api(server.url, await server.adminToken());
});
afterAll(async () => {
  await cleanUp();
  provider.kill();
  await once(provider, 'exit');
});

/** A browser that follows redirects one by one and keeps its cookies, per host and port. */
function browser() {
  const jars = new Map<string, Map<string, string>>();
  async function open(url: string, method = 'GET'): Promise<Response> {
    const { host } = new URL(url);
    const jar = jars.get(host) ?? new Map<string, string>();
    jars.set(host, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { method, redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      jar.set(name!, value!);
    }
    return answer;
  }
  const from = (answer: Response, at: string): string => new URL(answer.headers.get('location')!, at).href;
  /** Signs in at the provider; returns the address that it sends the browser back to. */
  async function toCallback(as: string, next = '/console'): Promise<string> {
    let at = `${server.url}/api/v1/auth/oidc/start?next=${encodeURIComponent(next)}`;
    for (let hop = 0; hop < 12; hop++) {
      const shown = at.includes('/interaction/') ? `${at}?as=${as}` : at;
      at = from(await open(shown), at);
      if (at.startsWith(`${server.url}/api/v1/auth/oidc/callback`)) return at;
    }
    throw new Error(`never came back: ${at}`);
  }
  const come = async (callback: string): Promise<string> => from(await open(callback), callback).slice(server.url.length);
  const finish = () => open(`${server.url}/api/v1/auth/oidc/finish`, 'POST');
  return { open, toCallback, come, finish };
}
async function signIn(as: string): Promise<LoginAnswer> {
  const own = browser();
  await own.come(await own.toCallback(as));
  return (await (await own.finish()).json()) as LoginAnswer;
}
const users = async () => (await admin.get<UserView[]>('/users')).body;

describe('signing in at the identity provider', () => {
  it('is offered where there is one', async () => {
    expect((await api(server.url).get('/auth/methods')).body).toEqual({ password: true, oidc: true });
  });

  it('makes an account with the role that the claims give, and a session like any other', async () => {
    const own = browser();
    const callback = await own.toCallback('lina', '/console/displays');
    expect(await own.come(callback)).toBe('/login?oidc=done&next=%2Fconsole%2Fdisplays');
    const answer = await own.finish();
    const body = (await answer.json()) as LoginAnswer;
    expect({ status: answer.status, user: body.user }).toMatchObject({
      status: 200,
      user: { username: 'li.na', name: '李娜', role: 'operations', channels: null },
    });
    expect((await api(server.url, body.token).get('/auth/me')).body).toMatchObject({ id: body.user.id, role: 'operations' });
    expect((await own.finish()).status).toBe(401);
    expect((await users()).find(({ id }) => id === body.user.id)).toMatchObject({ signIn: 'oidc' });
    const [entry] = (await admin.get<AuditPage>('/audit?action=auth.oidc')).body.entries;
    expect(entry).toMatchObject({
      action: 'auth.oidc.callback',
      outcome: 'done',
      actor: { id: body.user.id },
      role: 'operations',
    });
  });

  it('never makes somebody out of a local account that has the same name', async () => {
    const { user } = await signIn('zhao');
    expect(user).toMatchObject({ username: 'admin@127.0.0.1', role: 'supervisor', channels: [] });
    expect((await signIn('zhao')).user.id).toBe(user.id);
  });

  it('follows the claims at the next sign-in, and ends what was open with other rights', async () => {
    const before = await signIn('lina');
    provider.send({ id: 'lina', to: ['tb-leads'] });
    await once(provider, 'message');
    const after = await signIn('lina');
    expect([before.user.id === after.user.id, after.user.role]).toEqual([true, 'supervisor']);
    expect((await api(server.url, before.token).get('/audit/verify')).status).toBe(403);
    expect((await api(server.url, before.token).get('/auth/me')).body).toMatchObject({ role: 'supervisor' });
  });

  it('lets nobody in without a role, or with a disabled account', async () => {
    const count = (await users()).length;
    const own = browser();
    expect(await own.come(await own.toCallback('guest'))).toBe('/login?problem=oidc_no_role');
    expect((await own.finish()).status).toBe(401);
    expect((await users()).length).toBe(count);
    const { user } = await signIn('zhao');
    await admin.patch(`/users/${user.id}`, { disabled: true });
    const again = browser();
    expect(await again.come(await again.toCallback('zhao'))).toBe('/login?problem=oidc_disabled');
    const { entries } = (await admin.get<AuditPage>('/audit?action=auth.oidc')).body;
    const refused = entries.filter(({ outcome }) => outcome === 'refused').map(({ code, status }) => `${status} ${code}`);
    expect(refused).toEqual(['403 oidc_disabled', '403 oidc_no_role']);
  });

  it.each<[string, (callback: URL) => void]>([
    ['another state', (callback) => callback.searchParams.set('state', 'x'.repeat(43))],
    ['no state', (callback) => callback.searchParams.delete('state')],
    ['a code of the attacker’s', (callback) => callback.searchParams.set('code', 'y'.repeat(43))],
    ['another issuer', (callback) => callback.searchParams.set('iss', 'https://evil.example.com')],
  ])('is refused with %s', async (_what, spoil) => {
    const own = browser();
    const callback = new URL(await own.toCallback('lina'));
    spoil(callback);
    expect(await own.come(callback.href)).toBe('/login?problem=oidc_refused');
    expect((await own.finish()).status).toBe(401);
  });

  it('is refused when the answer is used twice, or by another browser', async () => {
    const own = browser();
    const callback = await own.toCallback('lina');
    expect(await own.come(callback)).toContain('oidc=done');
    expect(await own.come(callback)).toBe('/login?problem=oidc_refused');
    const stolen = await browser().toCallback('lina');
    expect(await browser().come(stolen)).toBe('/login?problem=oidc_refused');
  });

  it('leads nowhere else afterwards', async () => {
    const own = browser();
    expect(await own.come(await own.toCallback('lina', '//evil.example.com/'))).toBe('/login?oidc=done&next=%2Fconsole');
  });
});
