// One server to a DATA_DIR: two Redis processes that append to one file would leave neither's data readable.
import { linkSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { startOf } from './process-id.js';

export interface LockHolder {
  pid: number;
  startedAt: string | null;
  socket: string;
}

export class DataDirInUse extends Error {
  constructor(dataDir: string, holder: LockHolder | null) {
    super(
      `DATA_DIR ${dataDir} is in use by another Tideboard${holder ? ` (process ${holder.pid})` : ''}: stop it or choose another DATA_DIR`,
    );
  }
}

const lockPath = (dataDir: string) => join(dataDir, 'server.lock');

function read(path: string): LockHolder | null {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as LockHolder;
  } catch {
    return null;
  }
}

const lives = (holder: LockHolder) => {
  const start = startOf(holder.pid);
  return start !== null && start === holder.startedAt;
};

/** Who serves this directory now, or null. */
export function lockHolder(dataDir: string): LockHolder | null {
  const holder = read(lockPath(dataDir));
  return holder && lives(holder) ? holder : null;
}

/**
 * Takes the directory, also from a process that died with the lock in its hand; returns what gives it back. The file is made aside and
 * linked, so that nobody ever reads half of it.
 */
export function lockDataDir(dataDir: string, socket: string): () => void {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const path = lockPath(dataDir);
  const aside = `${path}.${process.pid}`;
  const mine: LockHolder = { pid: process.pid, startedAt: startOf(process.pid), socket };
  writeFileSync(aside, JSON.stringify(mine), { mode: 0o600 });
  try {
    if (!link(aside, path)) {
      dropStale(dataDir, path);
      if (!link(aside, path)) throw new DataDirInUse(dataDir, read(path));
    }
  } finally {
    rmSync(aside, { force: true });
  }
  return () => {
    if (read(path)?.pid === process.pid) rmSync(path, { force: true });
  };
}

function link(from: string, to: string): boolean {
  try {
    linkSync(from, to);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Moved away before it is judged: had we deleted by name, two starters could each delete the other's fresh lock. */
function dropStale(dataDir: string, path: string): void {
  const holder = read(path);
  if (holder && lives(holder)) throw new DataDirInUse(dataDir, holder);
  const moved = `${path}.stale.${process.pid}`;
  try {
    renameSync(path, moved);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const taken = read(moved);
  if (taken && lives(taken)) link(moved, path);
  rmSync(moved, { force: true });
}
