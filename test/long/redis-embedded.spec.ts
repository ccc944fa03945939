import { execFileSync } from 'node:child_process';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from '@jest/globals';
import { api, cleanUp, eventually, runCli, startServer, tempDir } from '../support/server.js';

// at once: what idles beside the next test takes from it
afterEach(cleanUp);

const redisPid = (dataDir: string) => Number(readFileSync(join(dataDir, 'redis/redis.pid'), 'utf8'));
const alive = (pid: number) => {
  try {
    process.kill(pid, 0);
    return !readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ');
  } catch {
    return false;
  }
};
const put = (channels: ReturnType<typeof api>, id: string) =>
  channels.put(`/channels/${id}`, { id, name: { 'zh-CN': id, en: id }, type: 'email' });

describe('the Redis of our own', () => {
  it('is private and writes every change to disk before it answers', async () => {
    const server = await startServer();
    const socket = join(server.dataDir, 'redis/redis.sock');
    const ask = (...args: string[]) => execFileSync('redis-cli', ['-s', socket, ...args], { encoding: 'utf8' });
    for (const [setting, value] of [
      ['port', '0'],
      ['appendonly', 'yes'],
      ['appendfsync', 'always'],
      ['no-appendfsync-on-rewrite', 'no'],
      ['save', ''],
      ['maxmemory-policy', 'noeviction'],
    ] as const) {
      expect(ask('CONFIG', 'GET', setting)).toBe(`${setting}\n${value}\n`);
    }
    expect(statSync(join(server.dataDir, 'redis')).mode & 0o777).toBe(0o700);
    expect(statSync(socket).mode & 0o077).toBe(0);
    expect(statSync(join(server.dataDir, 'data.key')).mode & 0o777).toBe(0o600);
  });

  it('comes back with its data when it is killed; meanwhile the answer is 503 and Retry-After', async () => {
    const server = await startServer();
    const admin = api(server.url, await server.adminToken());
    expect((await put(admin, 'before')).status).toBe(201);
    const killed = redisPid(server.dataDir);
    process.kill(killed, 'SIGSTOP');
    const slow = await admin.get('/users');
    expect(slow).toMatchObject({ status: 503, body: { code: 'store_unavailable' } });
    expect(slow.headers.get('retry-after')).toBe('1');
    const [ready, health] = await Promise.all(['/readyz', '/healthz'].map((path) => fetch(`${server.url}${path}`)));
    expect([ready!.status, health!.status]).toEqual([503, 200]);
    process.kill(killed, 'SIGKILL');
    await eventually(async () => (await admin.get('/users')).status === 200, 5000);
    expect(redisPid(server.dataDir)).not.toBe(killed);
    expect((await admin.get('/channels/before')).status).toBe(200);
    expect((await put(admin, 'after')).status).toBe(201);
    await eventually(async () => (await fetch(`${server.url}/readyz`)).status === 200);
  });

  // Behind the first whole command and inside the next: at any other place Redis itself takes the whole transaction back.
  it('executes nothing of a write that was torn, not at the second start either', async () => {
    const first = await startServer();
    await first.stop();
    const folder = join(first.dataDir, 'redis/appendonlydir');
    const file = join(folder, readdirSync(folder).find((name) => name.endsWith('.incr.aof'))!);
    const torn = '*1\r\n$5\r\nMULTI\r\n*4\r\n$7\r\nHINCRBY\r\n$4\r\ntorn\r\n$1\r\na\r\n$1\r\n1\r\n*1\r\n$4\r\nEXEC\r\n';
    appendFileSync(file, torn.slice(0, 62));
    const server = await startServer({ dataDir: first.dataDir });
    const admin = api(server.url, await server.adminToken());
    expect((await put(admin, 'after')).status).toBe(201);
    process.kill(redisPid(server.dataDir), 'SIGKILL');
    await eventually(async () => (await admin.get('/channels/after')).status === 200);
    const kept = execFileSync('redis-cli', ['-s', join(server.dataDir, 'redis/redis.sock'), 'HGETALL', 'torn'], {
      encoding: 'utf8',
    });
    expect(kept.trim()).toBe('');
  });

  it('answers nothing but 200 and 503 while it is killed again and again', async () => {
    const server = await startServer();
    const admin = api(server.url, await server.adminToken());
    const seen = new Set<number>();
    const acknowledged: string[] = [];
    for (let round = 0; round < 3; round++) {
      process.kill(redisPid(server.dataDir), 'SIGKILL');
      for (let i = 0; i < 25; i++) {
        const id = `c${round}-${i}`;
        const { status } = await put(admin, id);
        seen.add(status);
        if (status === 201) acknowledged.push(id);
      }
      await eventually(async () => (await admin.get('/users')).status === 200, 8000);
    }
    expect([...seen].filter((status) => ![200, 201, 503].includes(status))).toEqual([]);
    const held = (await admin.get<{ id: string }[]>('/channels')).body.map(({ id }) => id);
    expect(held).toEqual(expect.arrayContaining(acknowledged));
  });

  it('is gone with the server after SIGTERM', async () => {
    const server = await startServer();
    const pid = redisPid(server.dataDir);
    const from = Date.now();
    expect(await server.stop()).toBe(0);
    // Asked, and not killed after ten seconds of patience.
    expect(Date.now() - from).toBeLessThan(8000);
    expect([alive(pid), alive(server.pid)]).toEqual([false, false]);
    expect(existsSync(join(server.dataDir, 'server.lock'))).toBe(false);
  });

  it('that a killed server left behind is stopped before another starts on its data', async () => {
    const dataDir = tempDir();
    const first = await startServer({ dataDir });
    await put(api(first.url, await first.adminToken()), 'kept');
    const orphan = redisPid(dataDir);
    await first.kill();
    expect(alive(orphan)).toBe(true);
    const second = await startServer({ dataDir });
    expect(alive(orphan)).toBe(false);
    expect((await api(second.url, await second.adminToken()).get('/channels/kept')).status).toBe(200);
    await second.stop();
  });

  it('finds another place for its socket where DATA_DIR is too long a path', async () => {
    const dataDir = join(tempDir(), 'd'.repeat(60), 'e'.repeat(60));
    mkdirSync(dataDir, { recursive: true });
    const server = await startServer({ dataDir });
    expect(await server.adminToken()).toBeTruthy();
    expect(await server.stop()).toBe(0);
  });
});

describe('a DATA_DIR', () => {
  it('has one server: the second is told so in one line and ends', async () => {
    const { dataDir, pid, adminToken } = await startServer();
    const second = await runCli(['serve'], { DATA_DIR: dataDir, PORT: '1' });
    expect(second).toMatchObject({
      code: 1,
      stderr: expect.stringMatching(/^DATA_DIR .+ is in use by another Tideboard \(process \d+\).*\n$/),
    });
    expect(second.stderr).toContain(String(pid));
    expect(await adminToken()).toBeTruthy();
  });
});

describe('the command', () => {
  it('ends with 2 and one line for an environment that cannot be used', async () => {
    expect(await runCli(['serve'], { PORT: 'abc' })).toEqual({
      code: 2,
      stdout: '',
      stderr: 'PORT: expected a port 1–65535, got "abc"\n',
    });
  });

  it('says what to install where there is no redis-server and no way to get one', async () => {
    const { code, stderr } = await runCli(['serve'], { PATH: '/nonexistent', DATA_DIR: tempDir() });
    if (existsSync(join(import.meta.dirname, '../../.cache/redis'))) return;
    expect({ code, lines: stderr.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(stderr).toMatch(/apt install redis-server .* dnf .* apk .* pacman .* brew /);
  });

  it.each([
    [['nope']],
    [['keys', 'create', 'x']],
    [['keys', 'create', 'x', '-s', 'all']],
    [['users', 'create', 'x', '-r', 'king']],
  ])('ends with 2 for bad usage: %j', async (args) => {
    expect((await runCli(args, { DATA_DIR: tempDir() })).code).toBe(2);
  });

  it.each([[['--help']], [['serve', '--help']], [['keys', '--help']], [['users', 'create', '--help']]])(
    'helps: %j',
    async (args) => {
      expect(await runCli(args, {})).toMatchObject({ code: 0, stdout: expect.stringContaining('Usage: tideboard') });
    },
  );

  it('makes a key beside the running server and without one', async () => {
    const dataDir = tempDir();
    const before = await runCli(['keys', 'create', 'early', '--scope', 'registry:write'], { DATA_DIR: dataDir });
    expect(before).toMatchObject({ code: 0, stdout: expect.stringMatching(/^tbk_\S+\n$/) });
    const server = await startServer({ dataDir });
    const beside = await runCli(['keys', 'create', 'late', '--scope', 'board:read'], { DATA_DIR: dataDir });
    for (const { stdout } of [before, beside]) expect((await api(server.url, stdout.trim()).get('/channels')).status).toBe(200);
    const list = await runCli(['keys', 'list'], { DATA_DIR: dataDir });
    expect(
      list.stdout
        .trim()
        .split('\n')
        .map((line) => line.split('\t')[1]),
    ).toEqual(['early', 'late']);
    expect((await runCli(['keys', 'revoke', list.stdout.split('\t')[0]!], { DATA_DIR: dataDir })).code).toBe(0);
    expect((await api(server.url, before.stdout.trim()).get('/channels')).status).toBe(401);
    expect((await runCli(['keys', 'revoke', 'nope'], { DATA_DIR: dataDir })).code).toBe(1);
    await server.stop();
  });

  it('makes people and gives them new passwords', async () => {
    const dataDir = tempDir();
    const server = await startServer({ dataDir });
    const made = await runCli(
      ['users', 'create', 'lin', '-r', 'supervisor', '-c', 'phone', '--password-stdin'],
      { DATA_DIR: dataDir },
      'lin-lin-lin\n',
    );
    expect(made.code).toBe(0);
    const signIn = (password: string) => api(server.url).post('/auth/login', { username: 'lin', password });
    expect((await signIn('lin-lin-lin')).body).toMatchObject({ user: { role: 'supervisor', channels: ['phone'] } });
    const { stdout } = await runCli(['users', 'passwd', 'lin'], { DATA_DIR: dataDir });
    expect((await signIn(stdout.trim())).status).toBe(200);
    expect((await runCli(['users', 'delete', 'lin'], { DATA_DIR: dataDir })).code).toBe(0);
    expect((await runCli(['users', 'delete', 'admin'], { DATA_DIR: dataDir })).code).toBe(1);
    await server.stop();
  });
});
