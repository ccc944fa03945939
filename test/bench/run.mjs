#!/usr/bin/env node
// `npm run bench -- <name>`: compiles the benchmark and what it needs, and runs it. Figures come one JSON line each.
import { spawnSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { transformSync } from '@swc/core';

const root = resolve(import.meta.dirname, '../..');
const names = readdirSync(import.meta.dirname)
  .filter(
    (file) =>
      file.endsWith('.ts') && readFileSync(join(import.meta.dirname, file), 'utf8').includes('export async function run('),
  )
  .map((file) => file.slice(0, -3));
const [name, ...rest] = process.argv.slice(2);
if (!names.includes(name)) {
  console.error(`bench: expected one of ${names.join(', ')}, got ${JSON.stringify(name ?? '')}`);
  process.exit(2);
}

const needsServer = ['ingest', 'fanout', 'latency', 'alerts'].includes(name);
if (needsServer) {
  const { status } = spawnSync('npm', ['run', '--silent', 'build:server'], { cwd: root, stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) process.exit(1);
}

// Under the root, so that packages are found as usual.
mkdirSync(join(root, '.cache'), { recursive: true });
const out = mkdtempSync(join(root, '.cache', 'bench-'));
process.on('exit', () => rmSync(out, { recursive: true, force: true }));
writeFileSync(join(out, 'package.json'), '{"type":"module"}');
for (const folder of ['libs', 'server/src', 'test/support', 'test/bench'])
  for (const entry of readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })) {
    const file = join(folder, entry);
    if (file.endsWith('.lua')) copy(file);
    else if (file.endsWith('.ts') && !file.endsWith('.spec.ts')) compile(file);
  }
for (const shared of ['server/bin', 'dist', 'package.json'])
  if (existsSync(join(root, shared)) && !existsSync(join(out, shared))) symlinkSync(join(root, shared), join(out, shared));

const { run } = await import(join(out, 'test/bench', `${name}.js`));
await run(rest);
process.exit(0);

function copy(file) {
  mkdirSync(dirname(join(out, file)), { recursive: true });
  cpSync(join(root, file), join(out, file));
}

function compile(file) {
  const { code } = transformSync(readFileSync(join(root, file), 'utf8'), {
    filename: file,
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'es6' },
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
  });
  const libs = relative(dirname(file), 'libs');
  const target = join(out, file.replace(/\.ts$/, '.js'));
  mkdirSync(dirname(target), { recursive: true });
  writeFileSync(
    target,
    code.replaceAll(/(['"])@tideboard\/([a-z-]+)\1/g, (_, quote, lib) => `${quote}${libs}/${lib}/src/index.js${quote}`),
  );
}
