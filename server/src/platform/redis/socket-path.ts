import { createHash } from 'node:crypto';
import { lstatSync, mkdirSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** What the shortest of the systems' `sun_path` takes, less its closing zero. */
const MAX_BYTES = 103;

/** Where the private Redis listens: beside its data, or in a private directory under the temporary one when that path is too long. */
export function socketPath(redisDir: string): string {
  const beside = join(redisDir, 'redis.sock');
  if (Buffer.byteLength(beside) <= MAX_BYTES) return beside;
  const id = createHash('sha256').update(redisDir).digest('hex').slice(0, 16);
  const short = join(tmpdir(), `tideboard-${id}`);
  try {
    mkdirSync(short, { mode: 0o700 });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  // The name can be guessed, so somebody else may have made it first, with themselves as the owner.
  return join(isPrivate(short) ? short : mkdtempSync(join(tmpdir(), 'tideboard-')), 'redis.sock');
}

function isPrivate(dir: string): boolean {
  const stat = lstatSync(dir);
  return stat.isDirectory() && stat.uid === process.getuid?.() && (stat.mode & 0o077) === 0;
}
