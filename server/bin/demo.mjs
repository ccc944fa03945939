#!/usr/bin/env node
// The demo: builds what is missing or older than its sources, then plays. See server/src/demo/.
import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, statSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');

/** Time of the latest change below the paths. */
function latest(...paths) {
  const files = paths.flatMap((path) => {
    if (!existsSync(path)) return [];
    if (statSync(path).isFile()) return [path];
    return readdirSync(path, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile() && !entry.name.endsWith('.spec.ts'))
      .map((entry) => join(entry.parentPath, entry.name));
  });
  return Math.max(0, ...files.map((file) => statSync(file).mtimeMs));
}

function build(script, product, ...sources) {
  const made = join(root, product);
  if (existsSync(made) && statSync(made).mtimeMs >= latest(...sources.map((source) => join(root, source)))) return;
  process.stdout.write(`Building (npm run ${script}) …\n`);
  const built = spawnSync('npm', ['run', '--silent', script], { cwd: root, stdio: ['ignore', 'inherit', 'inherit'] });
  if (built.status === 0 && existsSync(made)) return;
  if (!built.signal) process.stderr.write(`The build failed. Run \`npm ci && npm run ${script}\` and look at what it says.\n`);
  process.exit(1);
}

build('build:server', 'dist/server/src/demo/main.js', 'server/src', 'libs');
if (existsSync(join(root, 'web/index.html'))) {
  build('build:web', 'web/dist/index.html', 'web/src', 'web/index.html', 'web/vite.config.ts', 'web/public', 'libs');
}
const { main } = await import(pathToFileURL(join(root, 'dist/server/src/demo/main.js')).href);
process.exit(await main(join(root, 'server/bin/tideboard.mjs')));
