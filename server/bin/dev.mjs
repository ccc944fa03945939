#!/usr/bin/env node
// Watch mode: the server restarts and the web reloads at each save. One Ctrl-C ends both.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const bin = (name) => join(root, 'node_modules/.bin', name);
const children = new Set();
let stopping = false;

function stop() {
  stopping = true;
  for (const child of children) {
    try {
      // The whole group: `nest start` ends on a signal without a word to the server that it has started.
      process.kill(-child.pid, 'SIGTERM');
    } catch {
      // gone already
    }
  }
}

function run(name, args, env = {}) {
  // A group of its own: Ctrl-C would else reach the children a second time, directly, and cut their way down short.
  const child = spawn(bin(name), args, { cwd: root, stdio: 'inherit', detached: true, env: { ...process.env, ...env } });
  children.add(child);
  child.once('exit', (code) => {
    children.delete(child);
    if (!stopping) process.exitCode = code ?? 1;
    stop();
  });
}

process.on('SIGINT', stop);
process.on('SIGTERM', stop);

run('nest', ['start', 'server', '--watch', '--preserveWatchOutput']);
if (existsSync(join(root, 'web/index.html'))) {
  run('vite', ['--config', 'web/vite.config.ts'], { SERVER_URL: `http://127.0.0.1:${process.env['PORT'] ?? 3000}` });
}
