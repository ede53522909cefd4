import { defineConfig } from 'vitest/config';

/** Folders whose tests start the built program. */
const processes = [
  'test/cli/**/*.test.ts',
  'test/host/**/*.test.ts',
  'test/main/built/**/*.test.ts',
  'test/engine/server/**/*.test.ts',
  'test/engine/devices/built/**/*.test.ts',
];
const long = ['test/long/**/*.test.ts'];
/** Tests in a real window and a real browser. */
const windows = ['test/e2e/**/*.test.ts'];

/** tfjs keeps its gradients as ES modules in a CommonJS package, which Node cannot load by itself. */
const server = { deps: { inline: [/@tensorflow\/tfjs-core\/dist\/(?!tf-core)/] } };

/** Tests do not depend on what was built beside the program; those of native TensorFlow build it themselves. */
const env = { MUROAN_NATIVE: '.cache/no-native' };

/** What is waited for comes within a moment on free cores; a shared machine may take longer. */
const patience = { poll: { timeout: 20_000 } };
const common = { pool: 'forks', env, server, expect: patience } as const;

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...processes, ...long, ...windows],
          testTimeout: 60_000,
          ...common,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'process',
          include: processes,
          globalSetup: ['test/build-once.ts'],
          testTimeout: 120_000,
          ...common,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'long',
          include: long,
          globalSetup: ['test/build-once.ts'],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          ...common,
          fileParallelism: false,
        },
      },
      {
        test: {
          name: 'e2e',
          include: windows,
          globalSetup: ['test/build-once.ts'],
          setupFiles: ['test/e2e/display.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
          ...common,
          // Windows mostly wait.
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'pictures',
          include: ['test/e2e/**/*.screens.ts'],
          globalSetup: ['test/build-once.ts'],
          ...common,
        },
      },
      {
        test: {
          name: 'bench',
          include: ['test/bench/**/*.bench.ts'],
          globalSetup: ['test/build-once.ts'],
          testTimeout: 3_600_000,
          pool: 'forks',
          server,
          expect: patience,
          fileParallelism: false,
        },
      },
    ],
  },
});
