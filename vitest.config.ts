import { defineConfig } from 'vitest/config';

/** tfjs keeps its gradients as ES modules in a CommonJS package, which Node cannot load by itself. */
const server = { deps: { inline: [/@tensorflow\/tfjs-core\/dist\/(?!tf-core)/] } };

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: ['test/long/**', 'test/e2e/**'],
          globalSetup: ['test/build-once.ts'],
          testTimeout: 60_000,
          pool: 'forks',
          server,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'long',
          include: ['test/long/**/*.test.ts', 'test/e2e/**/*.test.ts'],
          globalSetup: ['test/build-once.ts'],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          pool: 'forks',
          server,
          fileParallelism: false,
        },
      },
    ],
  },
});
