import { defineConfig } from 'vitest/config';

/** Folders whose tests start the built program. */
const processes = ['test/cli/**/*.test.ts', 'test/host/**/*.test.ts', 'test/engine/server/**/*.test.ts'];
const long = ['test/long/**/*.test.ts', 'test/e2e/**/*.test.ts'];

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...processes, ...long],
          testTimeout: 60_000,
          pool: 'forks',
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'process',
          include: processes,
          globalSetup: ['test/build-once.ts'],
          testTimeout: 120_000,
          pool: 'forks',
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
          pool: 'forks',
          fileParallelism: false,
        },
      },
    ],
  },
});
