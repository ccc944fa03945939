import { execFile } from 'node:child_process';
import { accessSync, constants, existsSync, readdirSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { promisify } from 'node:util';
import { PROJECT_ROOT } from '../../config/project-root.js';
import { fetchRedis } from './fetch-redis.js';

const exec = promisify(execFile);

export interface RedisBinary {
  command: string;
  env: Record<string, string>;
}

/** No Redis here and no way to get one; `message` says what a person can do. */
export class RedisMissing extends Error {
  constructor(why: string) {
    super(
      `No redis-server on this machine (${why}). Install it: apt install redis-server · dnf install redis · apk add redis · ` +
        'pacman -S redis · brew install redis. Or point REDIS_URL at one.',
    );
  }
}

/** A redis-server that runs: on PATH, else unpacked before under `.cache/redis`, else fetched from the distribution's packages. */
export async function findRedis(cache = join(PROJECT_ROOT, '.cache', 'redis')): Promise<RedisBinary> {
  const found = onPath('redis-server') ?? unpacked(cache);
  if (found && (await runs(found))) return found;
  try {
    await fetchRedis(cache, (line) => process.stderr.write(`${line}\n`));
  } catch (error) {
    throw new RedisMissing(error instanceof Error ? error.message : String(error));
  }
  const fetched = unpacked(cache);
  if (!fetched || !(await runs(fetched))) throw new RedisMissing('the one from the distribution does not run here');
  return fetched;
}

function onPath(name: string): RedisBinary | null {
  for (const dir of (process.env['PATH'] ?? '').split(delimiter)) {
    const command = join(dir || '.', name);
    try {
      accessSync(command, constants.X_OK);
      if (statSync(command).isFile()) return { command, env: {} };
    } catch {
      // not there: the next one
    }
  }
  return null;
}

function unpacked(cache: string): RedisBinary | null {
  const command = join(cache, 'usr/bin/redis-server');
  if (!existsSync(command)) return null;
  const libraries = ['usr/lib', 'lib'].flatMap((dir) => libraryDirs(join(cache, dir)));
  const path = [...libraries, process.env['LD_LIBRARY_PATH']].filter(Boolean).join(':');
  return { command, env: path ? { LD_LIBRARY_PATH: path } : {} };
}

/** Every directory that holds a library: its name differs by architecture, and asking for the name would need another tool. */
function libraryDirs(root: string): string[] {
  if (!existsSync(root)) return [];
  const entries = readdirSync(root, { withFileTypes: true });
  const here = entries.some((entry) => entry.name.includes('.so')) ? [root] : [];
  return [...here, ...entries.filter((entry) => entry.isDirectory()).flatMap((entry) => libraryDirs(join(root, entry.name)))];
}

async function runs({ command, env }: RedisBinary): Promise<boolean> {
  try {
    const { stdout } = await exec(command, ['--version'], { env: { ...process.env, ...env } });
    return /server v=/.test(stdout);
  } catch {
    return false;
  }
}
