#!/usr/bin/env node
// The command: runs the built CLI, and builds it first where that has not happened yet.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const cli = join(root, 'dist/server/src/cli/cli.js');

if (!existsSync(cli)) {
  process.stderr.write('Tideboard is not built yet: building it (npm run build).\n');
  const built = spawnSync('npm', ['run', '--silent', 'build'], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (built.status !== 0 || !existsSync(cli)) {
    process.stderr.write('The build failed. Run `npm ci && npm run build` and look at what it says.\n');
    process.exit(1);
  }
}
await import(pathToFileURL(cli).href);
