#!/usr/bin/env node
// `npm test`: gets what the tests need, checks, builds, runs every jest project, and ends with one plain line of sums.
// `node test/run.mjs unit integration` runs only these projects, `-- <jest arguments>` are passed on.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';
import { ensureChromium } from './support/ensure-chromium.mjs';

const root = resolve(import.meta.dirname, '..');
const PROJECTS = ['unit', 'web', 'architecture', 'integration', 'e2e', 'faults'];
/** Asked for by name only, minutes of both cores: seeded faults, recorded months, the private Redis and the automation at length. */
const APART = ['long'];
const NEEDS_BUILD = new Set(['architecture', 'integration', 'e2e', 'faults', 'long']);
const NEEDS_WEB = new Set(['e2e']);
/** These wait for processes, screens and clocks as much as they count: more at a time than there are cores, all in one run. */
const PATIENT = new Set(['integration', 'e2e', 'faults', 'long']);

const dashes = process.argv.indexOf('--');
const named = process.argv.slice(2, dashes === -1 ? undefined : dashes);
const extra = dashes === -1 ? [] : process.argv.slice(dashes + 1);
const unknown = named.find((name) => ![...PROJECTS, ...APART].includes(name));
if (unknown) {
  console.error(`test: expected one of ${[...PROJECTS, ...APART].join(', ')}, got "${unknown}"`);
  process.exit(2);
}
const projects = named.length > 0 ? named : PROJECTS;

const totals = { passed: 0, failed: 0 };
/** A step that is no test counts as a failed one when it fails, so that the last line cannot look green. */
function step(title, command, args, env = {}) {
  console.log(`\n— ${title}`);
  const { status } = spawnSync(command, args, { cwd: root, stdio: 'inherit', env: { ...process.env, ...env } });
  if (status !== 0) totals.failed += 1;
  return status === 0;
}

/** Steps that do not need each other: most of what a check does, it does on one core. */
const together = (...scripts) =>
  Promise.all(
    scripts.map(
      (script) =>
        new Promise((done) => {
          console.log(`\n— ${script}`);
          const child = spawn('npm', ['run', '--silent', script], { cwd: root, stdio: 'inherit' });
          child.once('error', () => done(1)).once('close', done);
        }),
    ),
  ).then((codes) => codes.forEach((code) => code !== 0 && (totals.failed += 1)));

const npm = (script) => step(script, 'npm', ['run', '--silent', script]);
const hasWeb = existsSync(join(root, 'web/index.html'));

function build() {
  if (!hasWeb) return npm('build:server');
  return npm('build');
}

async function prepare() {
  if (named.length === 0) {
    await together('lint', 'typecheck');
  }
  if (!projects.some((name) => NEEDS_BUILD.has(name))) return;
  if (!build()) throw new Error('the build failed');
  const { findRedis } = await import(new URL('../dist/server/src/platform/redis/find-redis.js', import.meta.url));
  const redis = await findRedis();
  // Some tests start a Redis and ask it by hand: the one that was just found, wherever that is.
  process.env.PATH = `${process.env.PATH}${delimiter}${dirname(redis.command)}`;
  Object.assign(process.env, redis.env);
  if (projects.some((name) => NEEDS_WEB.has(name)) && hasSpecs('test/e2e')) process.env.CHROMIUM = ensureChromium(root);
}

const hasSpecs = (dir) =>
  existsSync(join(root, dir)) &&
  readdirSync(join(root, dir), { recursive: true }).some((name) => String(name).endsWith('.spec.ts'));

function runJest(some, workers) {
  const out = mkdtempSync(join(tmpdir(), 'tideboard-jest-'));
  const file = join(out, 'result.json');
  const jest = join(root, 'node_modules/jest/bin/jest.js');
  const args = [
    jest,
    '-c',
    'test/jest/jest.config.mjs',
    '--selectProjects',
    ...some,
    `--maxWorkers=${workers}`,
    '--passWithNoTests',
    '--json',
    `--outputFile=${file}`,
    ...extra,
  ];
  const flags = `${process.env.NODE_OPTIONS ?? ''} --experimental-vm-modules --disable-warning=ExperimentalWarning`;
  // Without --json's own print: the readable report goes to stderr, the JSON only to the file.
  const { status } = spawnSync(process.execPath, args, {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
    env: { ...process.env, NODE_OPTIONS: flags.trim(), NODE_ENV: 'test' },
  });
  const result = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : null;
  rmSync(out, { recursive: true, force: true });
  totals.passed += result?.numPassedTests ?? 0;
  // A suite that does not load has no tests to fail; neither has a runner that fell over.
  const broken = (result?.numFailedTests ?? 0) + (result?.numRuntimeErrorTestSuites ?? 0);
  totals.failed += broken > 0 ? broken : status === 0 ? 0 : 1;
}

try {
  await prepare();
  const runs = [
    [projects.filter((name) => !PATIENT.has(name)), 2],
    [projects.filter((name) => PATIENT.has(name)), 3],
  ];
  for (const [some, workers] of runs) {
    if (some.length === 0) continue;
    console.log(`\n— ${some.join(', ')}`);
    runJest(some, workers);
  }
} catch (error) {
  totals.failed += 1;
  console.error(error instanceof Error ? error.message : error);
}
console.log(`\n${totals.passed} passed, ${totals.failed} failed`);
process.exit(totals.failed === 0 ? 0 : 1);
