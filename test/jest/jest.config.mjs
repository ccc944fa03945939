import { resolve } from 'node:path';

const rootDir = resolve(import.meta.dirname, '../..');
const swc = [
  '@swc/jest',
  {
    swcrc: false,
    sourceMaps: 'inline',
    module: { type: 'es6' },
    jsc: {
      target: 'es2022',
      parser: { syntax: 'typescript', decorators: true },
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
      keepClassNames: true,
    },
  },
];
const node = {
  rootDir,
  testEnvironment: 'node',
  extensionsToTreatAsEsm: ['.ts'],
  transform: { '^.+\\.ts$': swc },
  moduleNameMapper: {
    '^@tideboard/(contracts|board-sync|domain|rebalance)$': '<rootDir>/libs/$1/src/index.ts',
    // nodenext source says './x.js' where the file is './x.ts'
    '^(\\.{1,2}/.*)\\.js$': '$1',
  },
  modulePathIgnorePatterns: ['<rootDir>/dist', '<rootDir>/web/dist', '<rootDir>/.cache', '<rootDir>/data'],
};
const web = {
  ...node,
  testEnvironment: 'jsdom',
  // without it jsdom takes the "browser" builds, which assume a bundler
  testEnvironmentOptions: { customExportConditions: ['node', 'node-addons'] },
  extensionsToTreatAsEsm: ['.ts', '.vue'],
  moduleFileExtensions: ['ts', 'js', 'mjs', 'cjs', 'json', 'vue'],
  transform: { '^.+\\.ts$': swc, '^.+\\.vue$': '<rootDir>/test/jest/vue-transform.mjs' },
};
const project = (displayName, glob, base = node) => ({ ...base, displayName, testMatch: [`<rootDir>/${glob}`] });

export default {
  rootDir,
  maxWorkers: 2,
  testTimeout: 60_000,
  projects: [
    project('unit', '{libs,server}/**/*.spec.ts'),
    project('web', 'web/src/**/*.spec.ts', web),
    project('architecture', 'test/architecture/**/*.spec.ts'),
    project('integration', 'test/integration/**/*.spec.ts'),
    project('e2e', 'test/e2e/**/*.spec.ts'),
    project('faults', 'test/faults/**/*.spec.ts'),
    project('long', 'test/long/**/*.spec.ts'),
  ],
};
