import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

const ps = (pid: number, field: string) =>
  execFileSync('ps', ['-o', `${field}=`, '-p', String(pid)], { encoding: 'utf8' }).trim();

function attempt(first: () => string, second: () => string): string | null {
  for (const read of [first, second]) {
    try {
      return read() || null;
    } catch {
      // no /proc, no ps, or no such process: the next source, and in the end null
    }
  }
  return null;
}

/** When the process began, as an opaque text; null when there is none. A pid alone is given out again. */
export function startOf(pid: number): string | null {
  return attempt(
    () => {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      // A zombie holds its pid until the parent looks, but it holds nothing else.
      return fields[0] === 'Z' ? '' : (fields[19] ?? '');
    },
    () => ps(pid, 'lstart'),
  );
}

/** The command line of a process, or null. */
export const commandOf = (pid: number): string | null =>
  attempt(
    () => readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' '),
    () => ps(pid, 'command'),
  );
