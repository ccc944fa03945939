import { randomBytes, randomUUID } from 'node:crypto';
import { linkSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { AppConfig } from './app-config.js';

const isMissing = (error: unknown) => (error as NodeJS.ErrnoException).code === 'ENOENT';

/**
 * The key that personal fields are encrypted with: `DATA_KEY`, else the one in `DATA_DIR`, made there at the first start. Written
 * aside and linked into place: two nodes that start together on one directory must not each keep a key of their own.
 */
export function readDataKey(config: Pick<AppConfig, 'dataKey' | 'dataDir'>): Buffer {
  if (config.dataKey) return config.dataKey;
  const path = join(config.dataDir, 'data.key');
  try {
    return load(path);
  } catch (error) {
    if (!isMissing(error)) throw error;
  }
  mkdirSync(config.dataDir, { recursive: true, mode: 0o700 });
  const aside = `${path}.${randomUUID()}`;
  writeFileSync(aside, `${randomBytes(32).toString('base64')}\n`, { mode: 0o600, flush: true });
  try {
    linkSync(aside, path);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  } finally {
    rmSync(aside, { force: true });
  }
  return load(path);
}

function load(path: string): Buffer {
  const key = Buffer.from(readFileSync(path, 'utf8').trim(), 'base64');
  if (key.length !== 32) throw new Error(`${path}: expected 32 bytes in base64; restore it from a backup or set DATA_KEY`);
  return key;
}
