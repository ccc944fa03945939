import { spawn } from 'node:child_process';
import { existsSync, openSync, readSync, closeSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import type { RedisBinary } from './find-redis.js';

const EXEC = Buffer.from('\r\n$4\r\nEXEC\r\n');

/**
 * Cuts a transaction that a kill tore in the middle of its write off the end of the append-only file; returns the bytes dropped.
 *
 * Redis does that itself, but only back to the last whole command *inside* the transaction (7.0: `loadSingleAppendOnlyFile`). What is
 * left is a MULTI without its EXEC; the next transaction is appended behind it, and the load after the next executes both: half a
 * commit that nobody was told of, counted twice. `redis-check-aof` knows the start of the transaction, and every Redis binary is one
 * under that name. What is torn was never acknowledged. Anything else that is wrong with the file is left for Redis to refuse.
 */
export async function mendTornTail(binary: RedisBinary, dir: string): Promise<number> {
  const folder = join(dir, 'appendonlydir');
  const manifest = join(folder, 'appendonly.aof.manifest');
  if (!existsSync(manifest)) return 0;
  const { code, output } = await check(binary, manifest);
  if (code === 0) return 0;
  const [, name, size, whole] = [...output.matchAll(/AOF analyzed: filename=(\S+), size=(\d+), ok_up_to=(\d+)/g)].at(-1) ?? [];
  if (!name?.endsWith('.incr.aof') || size === whole) return 0;
  const file = join(folder, name);
  const [from, to] = [Number(whole), Number(size)];
  if (tailOf(file, from, to).includes(EXEC)) return 0;
  truncateSync(file, from);
  return to - from;
}

function tailOf(file: string, from: number, to: number): Buffer {
  const fd = openSync(file, 'r');
  try {
    const tail = Buffer.alloc(to - from);
    readSync(fd, tail, 0, tail.length, from);
    return tail;
  } finally {
    closeSync(fd);
  }
}

function check({ command, env }: RedisBinary, manifest: string): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(command, [manifest], {
      argv0: 'redis-check-aof',
      stdio: ['ignore', 'pipe', 'ignore'],
      env: { ...process.env, ...env },
    });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => (output += text));
    // A binary that cannot check must not keep the service from starting: Redis has the last word on its own file.
    child.once('error', () => resolve({ code: 0, output }));
    child.once('close', (code) => resolve({ code, output }));
  });
}
