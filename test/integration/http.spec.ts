import { connect } from 'node:net';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { type TestServer, api, cleanUp, startServer } from '../support/server.js';

let server: TestServer;
let token = '';
beforeAll(async () => {
  server = await startServer();
  token = await server.adminToken();
});
afterAll(cleanUp);

const json = { 'content-type': 'application/json' };
async function login(body: string | Buffer, headers: Record<string, string> = json) {
  const answer = await fetch(`${server.url}/api/v1/auth/login`, { method: 'POST', headers, body: body as never });
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    problem: (await answer.json()) as Record<string, unknown>,
  };
}

/** Speaks bytes instead of HTTP; resolves with all that came back when the server closes. */
function raw(text: string): Promise<string> {
  return new Promise((done) => {
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1', () => socket.write(text));
    let answer = '';
    socket.on('data', (chunk) => (answer += String(chunk)));
    socket.on('error', () => undefined).on('close', () => done(answer));
  });
}

describe('a body', () => {
  it.each<[string, string | Buffer, Record<string, string>, number, string]>([
    ['broken JSON', '{bad', json, 400, 'json_syntax'],
    ['no body', '', json, 400, 'json_syntax'],
    ['no UTF-8', Buffer.from([0x22, 0xff, 0xfe]), json, 400, 'utf8'],
    ['plain text', '{}', { 'content-type': 'text/plain' }, 415, 'content_type'],
    ['a form', 'a=b', { 'content-type': 'application/x-www-form-urlencoded' }, 415, 'content_type'],
    ['UTF-7', '{}', { 'content-type': 'application/json; charset=utf-7' }, 415, 'charset'],
    ['a forbidden key', '{"username":"a","password":{"__proto__":1}}', json, 422, 'key_forbidden'],
    ['half a surrogate pair', '{"username":"\\ud800","password":"x"}', json, 422, 'string_ill_formed'],
    ['40 levels', `${'['.repeat(40)}${']'.repeat(40)}`, json, 400, 'depth'],
    ['wrong fields', '{"username":1}', json, 422, 'invalid'],
    ['brotli', '{}', { ...json, 'content-encoding': 'br' }, 415, 'content_encoding'],
    ['corrupt gzip', 'nonsense', { ...json, 'content-encoding': 'gzip' }, 400, 'gzip_corrupt'],
    ['a gzip bomb', gzipSync(Buffer.alloc(50_000_000, 32)), { ...json, 'content-encoding': 'gzip' }, 413, 'body_too_large'],
    ['more than 8 MiB', Buffer.alloc(8 * 1024 * 1024 + 1, 32), json, 413, 'body_too_large'],
  ])('of %s is a problem with a code', async (_case, body, headers, status, code) => {
    const answer = await login(body, headers);
    expect(answer).toMatchObject({
      status,
      type: expect.stringContaining('application/problem+json'),
      problem: { status, code },
    });
    expect(JSON.stringify(answer.problem)).not.toMatch(/at position|Unexpected|node_modules|Error:/);
  });

  it('says which fields are wrong', async () => {
    const { problem } = await login('{"username":1}');
    expect(problem['errors']).toEqual([
      { path: '/password', message: 'is required', code: 'required' },
      { path: '/username', message: 'must be string', code: 'type' },
    ]);
  });

  it('may be gzip and may start with a byte order mark', async () => {
    const body = gzipSync(`\ufeff${JSON.stringify({ username: 'admin', password: 'wrong-password' })}`);
    expect(await login(body, { ...json, 'content-encoding': 'gzip' })).toMatchObject({
      status: 401,
      problem: { code: 'bad_credentials' },
    });
  });
});

describe('a route', () => {
  it('that is unknown is a 404 problem', async () => {
    expect(await api(server.url).get('/nope')).toMatchObject({
      status: 404,
      body: { code: 'not_found', type: 'urn:tideboard:problem:not_found' },
    });
  });
  it('asked with the wrong method names the right ones', async () => {
    const answer = await api(server.url, token).put('/users', {});
    expect(answer).toMatchObject({ status: 405, body: { code: 'method_not_allowed' } });
    expect(answer.headers.get('allow')).toBe('GET, HEAD, POST');
  });
  it.each(['/api/v1/%E0%A4%A', '/api/v1/users/%00', '//api/v1/users', '/API/v1/users', '/api/v1/users/'])(
    '%s opens nothing',
    async (path) => {
      const answer = await raw(`GET ${path} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n`);
      expect(answer).toMatch(/^HTTP\/1\.1 4\d\d /);
      expect(answer).toContain('application/problem+json');
    },
  );
  it('is guarded for HEAD as for GET', async () => {
    expect((await fetch(`${server.url}/api/v1/users`, { method: 'HEAD' })).status).toBe(401);
    expect(
      (await fetch(`${server.url}/api/v1/users`, { method: 'HEAD', headers: { authorization: `Bearer ${token}` } })).status,
    ).toBe(200);
  });
});

describe('what is no request', () => {
  it.each(['nonsense\r\n\r\n', 'GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n'])(
    'is refused by hand and cut: %j',
    async (text) => {
      const answer = await raw(text);
      expect(answer).toMatch(/^HTTP\/1\.1 400 /);
      expect(answer).toContain('application/problem+json');
    },
  );
  it('that has too many headers is a 431', async () => {
    expect(await raw(`GET / HTTP/1.1\r\nx: ${'a'.repeat(20_000)}\r\n\r\n`)).toMatch(/^HTTP\/1\.1 431 /);
  });
  it('that trickles is cut after five seconds', async () => {
    const from = Date.now();
    expect(await raw('GET / HTTP/1.1\r\nHost: x\r\nx-slow: ')).toMatch(/^HTTP\/1\.1 408 /);
    expect(Date.now() - from).toBeLessThan(8000);
  });
});

interface Operation {
  parameters?: { name: string; in: string; required: boolean }[];
  requestBody?: { content: Record<string, unknown> };
}
type Paths = Record<string, Record<string, Operation>>;

describe('operations', () => {
  it('are open: health, readiness, metrics, documentation', async () => {
    const get = async (path: string) => fetch(`${server.url}${path}`);
    expect(await (await get('/healthz')).json()).toEqual({ status: 'ok' });
    expect(await (await get('/readyz')).json()).toMatchObject({ status: 'ready', checks: { store: true } });
    expect(await (await get('/metrics')).text()).toContain('process_cpu_seconds_total');
    expect((await get('/api/docs')).headers.get('content-type')).toContain('text/html');
    const document = (await (await get('/api/openapi.json')).json()) as { openapi: string; paths: Paths };
    expect(document.openapi).toBe('3.1.0');
    expect(Object.keys(document.paths)).toEqual(expect.arrayContaining(['/api/v1/channels/{id}', '/api/v1/auth/login']));
    expect(JSON.stringify(document.paths['/api/v1/auth/login'])).toContain('"username"');
    expect(Object.keys(document.paths['/api/v1/events']!['post']!.requestBody!.content)).toHaveLength(3);
    // Nest takes every parameter that nobody tells of for required.
    const queries = Object.entries(document.paths).flatMap(([path, operations]) =>
      (operations['get']?.parameters ?? []).filter((asked) => asked.in === 'query').map((asked) => ({ path, ...asked })),
    );
    expect(queries.filter(({ required }) => required).map(({ path, name }) => `${path}?${name}`)).toEqual([
      '/api/v1/reports/compare?b',
      '/api/v1/reports/compare?a',
    ]);
    expect(queries.filter(({ path }) => path === '/api/v1/reports/channels').map(({ name }) => name)).toContain('grain');
  });
});

describe('every answer', () => {
  it.each(['/', '/healthz', '/api/v1/channels', '/nope'])('of %s carries headers that hold on plain http', async (path) => {
    const { headers } = await fetch(`${server.url}${path}`, { headers: { accept: 'text/html' } });
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toContain("script-src 'self';");
    expect(policy).toContain("connect-src 'self' ws: wss:");
    expect(policy).not.toContain('upgrade-insecure-requests');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    for (const name of ['strict-transport-security', 'x-powered-by', 'access-control-allow-origin'])
      expect(headers.get(name)).toBeNull();
  });
  it('of the API is kept by nobody', async () => {
    expect((await api(server.url, token).get('/users')).headers.get('cache-control')).toBe('no-store');
  });
});

describe('a page', () => {
  it.each(['/wall', '/console', '/reports', '/pair', '/login', '/wall/phone'])(
    '%s is the web app, or says that it is not built',
    async (path) => {
      const answer = await fetch(`${server.url}${path}`, { headers: { accept: 'text/html' } });
      expect([200, 503]).toContain(answer.status);
      expect(answer.headers.get('content-type')).toContain('text/html');
      expect(answer.headers.get('cache-control')).toBe('no-cache');
    },
  );
  it.each(['/api/v1/nope', '/socket.io/x', '/assets/nope.js', '/nope.png'])('%s is none', async (path) => {
    const answer = await fetch(`${server.url}${path}`, { headers: { accept: 'text/html' } });
    // The socket's own door refuses what is no handshake with 400.
    expect([400, 404]).toContain(answer.status);
    expect(answer.headers.get('content-type')).not.toContain('text/html');
  });
});
