import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lockDataDir, lockHolder } from './data-dir-lock.js';
import { socketPath } from './socket-path.js';

let dir = '';
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'tideboard-lock-'));
});
afterEach(() => rmSync(dir, { recursive: true }));

describe('the lock on DATA_DIR', () => {
  it('has one holder at a time, and names it', () => {
    const unlock = lockDataDir(dir, '/s');
    expect(lockHolder(dir)).toMatchObject({ pid: process.pid, socket: '/s' });
    expect(() => lockDataDir(dir, '/s')).toThrow(`in use by another Tideboard (process ${process.pid})`);
    unlock();
    expect(lockHolder(dir)).toBeNull();
    expect(readdirSync(dir)).toEqual([]);
  });

  it.each([
    ['a process that is gone', JSON.stringify({ pid: 4_000_000, startedAt: '1', socket: '/s' })],
    ['a pid that was given out again', JSON.stringify({ pid: process.pid, startedAt: 'another life', socket: '/s' })],
    ['half a file', '{"pid":'],
  ])('is taken over from %s', (_case, content) => {
    writeFileSync(join(dir, 'server.lock'), content);
    expect(lockHolder(dir)).toBeNull();
    const unlock = lockDataDir(dir, '/mine');
    expect(lockHolder(dir)?.socket).toBe('/mine');
    unlock();
    expect(readdirSync(dir)).toEqual([]);
  });
});

describe('the socket', () => {
  it('lies beside the data where the path is short enough, else in a private place', () => {
    expect(socketPath('/srv/tideboard/redis')).toBe('/srv/tideboard/redis/redis.sock');
    const long = socketPath(`/${'a'.repeat(120)}/redis`);
    expect(Buffer.byteLength(long)).toBeLessThan(104);
    expect(socketPath(`/${'a'.repeat(120)}/redis`)).toBe(long);
    rmSync(join(long, '..'), { recursive: true });
  });
});
