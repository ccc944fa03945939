// Jest transformer for Vue single-file components in <script setup> form. @vue/vue3-jest stops at Jest 29 and emits CommonJS only;
// the compiler that ships with Vue and the swc that compiles everything else here do the same work.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { transformSync } from '@swc/core';
import { compileScript, parse } from 'vue/compiler-sfc';

const sha1 = (...parts) => parts.reduce((hash, part) => hash.update(part), createHash('sha1')).digest('hex');
const self = readFileSync(new URL(import.meta.url));

export default {
  getCacheKey: (source, path) => sha1(self, source, path),
  process(source, path) {
    const { descriptor, errors } = parse(source, { filename: path });
    if (errors.length > 0) throw errors[0];
    if (!descriptor.scriptSetup) throw new Error(`${basename(path)}: use <script setup>`);
    // inlineTemplate compiles the template into setup(): one module, one source map
    const script = compileScript(descriptor, { id: sha1(path).slice(0, 8), inlineTemplate: true, genDefaultAs: 'component' });
    const { code, map } = transformSync(`${script.content}\nexport default component;\n`, {
      filename: path,
      swcrc: false,
      configFile: false,
      sourceMaps: true,
      module: { type: 'es6' },
      jsc: { target: 'es2022', parser: { syntax: 'typescript' } },
    });
    return { code, map };
  },
};
