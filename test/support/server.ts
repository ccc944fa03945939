// Boots the built server as people run it: a process of its own, its own data, a real Redis, a free port.
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const ROOT = resolve(import.meta.dirname, '../..');
export const ADMIN_PASSWORD = 'correct-horse-1';
const CLI = join(ROOT, 'server/bin/tideboard.mjs');

export interface TestServer {
  url: string;
  dataDir: string;
  pid: number;
  /** All that was printed. */
  output(): string;
  adminToken(): Promise<string>;
  /** SIGTERM; resolves with the exit code. The data stays for a next start with the same `dataDir`. */
  stop(): Promise<number | null>;
  /** SIGKILL: the server has no say, and its Redis is left behind. */
  kill(): Promise<void>;
}

export interface StartOptions {
  env?: Record<string, string>;
  /** Data of an earlier start; without it a fresh directory, removed after `cleanUp`. */
  dataDir?: string;
}

const started = new Set<{ stop(): Promise<unknown> }>();
const directories: string[] = [];

export async function freePort(): Promise<number> {
  return new Promise((done, fail) => {
    const probe = createServer();
    probe.once('error', fail).listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => done(port));
    });
  });
}

export function tempDir(): string {
  const dir = mkdtempSync(join(tmpdir(), 'tideboard-test-'));
  directories.push(dir);
  return dir;
}

/** What a child gets: jest's own flags for node would break it. */
export const childEnv = (env: Record<string, string> = {}): NodeJS.ProcessEnv => ({
  PATH: process.env['PATH'],
  HOME: process.env['HOME'],
  TMPDIR: process.env['TMPDIR'],
  LANG: 'C.UTF-8',
  // where the Redis that the tests found was unpacked, it needs its libraries
  ...(process.env['LD_LIBRARY_PATH'] ? { LD_LIBRARY_PATH: process.env['LD_LIBRARY_PATH'] } : {}),
  NODE_OPTIONS: '',
  LOG_LEVEL: 'info',
  SITE_TIME_ZONE: 'UTC',
  ADMIN_PASSWORD,
  ...env,
});

export interface RunResult {
  code: number | null;
  stdout: string;
  stderr: string;
}

/** Runs the command to its end. */
export function runCli(args: string[], env: Record<string, string>, input = ''): Promise<RunResult> {
  return new Promise((done) => {
    const child = spawn(process.execPath, [CLI, ...args], { env: childEnv(env), cwd: ROOT });
    const result: RunResult = { code: null, stdout: '', stderr: '' };
    child.stdout.on('data', (chunk) => (result.stdout += String(chunk)));
    child.stderr.on('data', (chunk) => (result.stderr += String(chunk)));
    child.once('close', (code) => done({ ...result, code }));
    child.stdin.end(input);
  });
}

export async function startServer({ env = {}, dataDir = tempDir() }: StartOptions = {}): Promise<TestServer> {
  const port = Number(env['PORT'] ?? (await freePort()));
  const child = spawn(process.execPath, [CLI, 'serve'], {
    env: childEnv({ DATA_DIR: dataDir, ...env, PORT: String(port) }),
    cwd: ROOT,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)));
  const closed = new Promise<number | null>((done) => child.once('close', done));
  const url = `http://127.0.0.1:${port}`;
  const server: TestServer = {
    url,
    dataDir,
    pid: child.pid!,
    output: () => output,
    adminToken: () => login(url, 'admin', env['ADMIN_PASSWORD'] ?? ADMIN_PASSWORD),
    stop: () => end(child, 'SIGTERM', closed),
    kill: async () => void (await end(child, 'SIGKILL', closed)),
  };
  started.add(server);
  await untilReady(url, child, () => output);
  return server;
}

async function end(child: ChildProcess, signal: NodeJS.Signals, closed: Promise<number | null>): Promise<number | null> {
  if (child.exitCode === null && child.signalCode === null) child.kill(signal);
  return closed;
}

async function untilReady(url: string, child: ChildProcess, output: () => string): Promise<void> {
  const until = Date.now() + 50_000;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`the server ended with ${child.exitCode}:\n${output()}`);
    const answer = await fetch(`${url}/readyz`).catch(() => null);
    if (answer?.ok) return;
    await sleep(40);
  }
  throw new Error(`the server did not become ready:\n${output()}`);
}

export async function login(url: string, username: string, password: string): Promise<string> {
  const { status, body } = await api(url).post<{ token: string }>('/auth/login', { username, password });
  if (status !== 200) throw new Error(`login answered ${status}`);
  return body.token;
}

/** Stops what a spec has started and removes its data; for `afterAll`. */
export async function cleanUp(): Promise<void> {
  await Promise.all([...started].map((server) => server.stop()));
  started.clear();
  for (const dir of directories.splice(0)) rmSync(dir, { recursive: true, force: true });
}

export interface Answer<T> {
  status: number;
  headers: Headers;
  body: T;
}

type Json = Record<string, unknown>;

/** The API as a program uses it: JSON in and out, with a token or without. */
export function api(url: string, token = '') {
  async function send<T = Json>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> {
    const answer = await fetch(`${url}/api/v1${path}`, {
      method,
      headers: {
        ...(token ? { authorization: `Bearer ${token}` } : {}),
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await answer.text();
    return { status: answer.status, headers: answer.headers, body: (text ? JSON.parse(text) : null) as T };
  }
  return {
    send,
    get: <T = Json>(path: string, headers?: Record<string, string>) => send<T>('GET', path, undefined, headers),
    post: <T = Json>(path: string, body?: unknown) => send<T>('POST', path, body),
    put: <T = Json>(path: string, body?: unknown, headers?: Record<string, string>) => send<T>('PUT', path, body, headers),
    patch: <T = Json>(path: string, body?: unknown, headers?: Record<string, string>) => send<T>('PATCH', path, body, headers),
    delete: <T = Json>(path: string, headers?: Record<string, string>) => send<T>('DELETE', path, undefined, headers),
  };
}

/** Waits until `look` gives something, at most `ms`. */
export async function eventually<T>(look: () => Promise<T | null | undefined | false>, ms = 10_000): Promise<T> {
  const until = Date.now() + ms;
  for (;;) {
    const seen = await look();
    if (seen) return seen;
    if (Date.now() > until) throw new Error(`not seen within ${ms} ms`);
    await sleep(30);
  }
}
