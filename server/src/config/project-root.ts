import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where package.json lies; the built files and the sources stand at different depths below it. */
export const PROJECT_ROOT = findUp(dirname(fileURLToPath(import.meta.url)));

function findUp(from: string): string {
  if (existsSync(join(from, 'package.json'))) return from;
  const parent = dirname(from);
  return parent === from ? process.cwd() : findUp(parent);
}
