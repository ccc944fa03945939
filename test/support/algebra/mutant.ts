// A copy of the code with one fault in it, compiled beside the original and run in a process of its own.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { promisify } from 'node:util';
import { transformSync } from '@swc/core';
import { childEnv, ROOT } from '../server.js';

export interface Patch {
  file: string;
  find: string;
  replace: string;
}

const FOLDERS = ['libs', 'server/src', 'test/support'];
const exec = promisify(execFile);

/** The compiled code, once; every mutant is this with one file changed and changed back. */
export class MutantHouse {
  readonly dir = mkdtempSync(join(tmpdir(), 'tb-mutants-'));

  constructor() {
    writeFileSync(join(this.dir, 'package.json'), '{"type":"module"}');
    symlinkSync(join(ROOT, 'node_modules'), join(this.dir, 'node_modules'));
    for (const folder of FOLDERS)
      for (const entry of readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' })) {
        const file = join(folder, entry);
        if (file.endsWith('.spec.ts')) continue;
        if (file.endsWith('.ts')) this.write(file, readFileSync(join(ROOT, file), 'utf8'));
        else if (file.endsWith('.lua')) cpSync(join(ROOT, file), join(this.dir, file));
      }
  }

  /** Applies the patch, which must match in exactly one place, and runs one property on it; returns what it said. */
  async judge({ file, find, replace }: Patch, socket: string, property: string): Promise<string> {
    const source = readFileSync(join(ROOT, file), 'utf8');
    if (source.split(find).length !== 2) throw new Error(`${file}: the text of the patch must occur exactly once: ${find}`);
    this.write(
      file,
      source.replace(find, () => replace),
    );
    try {
      return await this.run(socket, property);
    } finally {
      this.write(file, source);
    }
  }

  private async run(socket: string, property: string): Promise<string> {
    const entry = join(this.dir, 'test/support/algebra/run.js');
    const { stdout } = await exec(process.execPath, [entry, socket, property], { env: childEnv() });
    return stdout;
  }

  remove(): void {
    rmSync(this.dir, { recursive: true, force: true });
  }

  private write(file: string, source: string): void {
    const target = join(this.dir, file.replace(/\.ts$/, '.js'));
    mkdirSync(dirname(target), { recursive: true });
    writeFileSync(target, file.endsWith('.ts') ? this.compile(file, source) : source);
  }

  private compile(file: string, source: string): string {
    const { code } = transformSync(source, {
      filename: file,
      swcrc: false,
      module: { type: 'es6' },
      jsc: {
        target: 'es2022',
        parser: { syntax: 'typescript', decorators: true },
        transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      },
    });
    const libs = relative(dirname(file), 'libs');
    return code.replaceAll(
      /(['"])@tideboard\/([a-z-]+)\1/g,
      (_, quote: string, lib: string) => `${quote}${libs}/${lib}/src/index.js${quote}`,
    );
  }
}
