// What the dependency rule cannot see: words that must not stand in a file, and the shape of the tree.
import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const ROOT = resolve(import.meta.dirname, '../..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: ROOT, encoding: 'utf8' })
  .split('\n')
  .filter(Boolean);
const source = (path: string): string => readFileSync(join(ROOT, path), 'utf8');
const code = files.filter((path) => /^(libs|server|web)\/.*\.(ts|vue|lua|mjs)$/.test(path));
const without = (text: string): string => text.replace(/\/\*[\s\S]*?\*\/|(^|\s)\/\/.*$/gm, '');

const offenders = (paths: string[], forbidden: RegExp): string[] =>
  paths.flatMap((path) => {
    const found = forbidden.exec(without(source(path)));
    return found ? [`${path}: ${found[0]}`] : [];
  });

describe('the house', () => {
  it('keeps the top level that was fixed for it', () => {
    const top = new Set(files.filter((path) => !path.startsWith('.')).map((path) => path.split('/')[0]));
    expect([...top].sort()).toEqual([
      'LICENSE',
      'README.md',
      'libs',
      'nest-cli.json',
      'package-lock.json',
      'package.json',
      'server',
      'test',
      'tsconfig.json',
      'web',
    ]);
  });

  it('lets no lib read a clock, a die, a process or a file', () => {
    const libs = code.filter((path) => /^libs\/[^/]+\/src\//.test(path) && !path.endsWith('.spec.ts'));
    expect(libs.length).toBeGreaterThan(20);
    expect(
      offenders(libs, /\bDate\.now\b|new Date\(\)|\bMath\.random\b|\bprocess\.|\bperformance\.|\bsetTimeout\b|from 'node:/),
    ).toEqual([]);
  });

  it('spells keys of the store in one place', () => {
    expect(
      offenders(
        code.filter((path) => !path.endsWith('platform/redis/keys.ts') && !path.endsWith('.spec.ts')),
        /['"`]tb:/,
      ),
    ).toEqual([]);
  });

  it('renders text as text', () => {
    expect(
      offenders(
        code.filter((path) => path.startsWith('web/')),
        /v-html|innerHTML|\beval\(|new Function\(/,
      ),
    ).toEqual([]);
  });

  it('shows no zero for what is not known', () => {
    expect(
      offenders(
        code.filter((path) => /^web\/src\/(wall|stores|ui)\//.test(path) && !path.endsWith('.spec.ts')),
        /\?\? 0\b/,
      ),
    ).toEqual([]);
  });

  it('names no address of a registry in the lock file', () => {
    expect(source('package-lock.json')).not.toMatch(/"resolved":/);
  });

  it('holds its tail: 95 of 100 source files stay under 230 lines', () => {
    const lines = code
      .filter((path) => !path.endsWith('.spec.ts'))
      .map((path) => source(path).split('\n').length)
      .sort((a, b) => a - b);
    expect(lines[Math.floor(lines.length * 0.95)]).toBeLessThan(230);
  });
});
