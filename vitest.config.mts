import { defineConfig } from 'vitest/config';
import { BaseSequencer, type TestSpecification } from 'vitest/node';

/**
 * Files that take minutes, longest first: begun last, they would leave the other core idle at the end. Of the long tests,
 * accuracy and demo use both cores and are not begun together.
 */
const longest = [
  'test/e2e/pages.test.ts',
  'test/e2e/whole-path.test.ts',
  'test/e2e/interruptions.test.ts',
  'test/e2e/by-clicks.test.ts',
  'test/long/accuracy.test.ts',
  'test/long/kill.test.ts',
];

/** As Vitest orders files, with those first. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const rank = ({ moduleId }: TestSpecification): number => {
      const index = longest.findIndex((file) => moduleId.endsWith(file));
      return index < 0 ? longest.length : index;
    };
    return (await super.sort(files)).sort((a, b) => rank(a) - rank(b));
  }
}

/** Folders whose tests start the built program. */
const processes = [
  'test/cli/**/*.test.ts',
  'test/host/**/*.test.ts',
  'test/main/built/**/*.test.ts',
  'test/engine/server/**/*.test.ts',
  'test/engine/data/built/**/*.test.ts',
  'test/engine/devices/built/**/*.test.ts',
  'test/engine/predictors/built/**/*.test.ts',
];
/** Pure functions: their files share one loaded program, which takes most of the time of such tests. */
const pure = ['test/{shared,analysis,report}/**/*.test.{ts,tsx}'];
/** What computes shares the loaded tensor library likewise, but for a file that puts others in the place of modules. */
const computing = [
  'test/engine/{attacks,data,degradations,export,modalities,models,training,trust,worker}/**/!(lying-attacks).test.ts',
];
/** The window's share a DOM too, but for those that put others in the place of modules. */
const rendered = ['test/renderer/**/!(answer|noise-scores|page-host|rest-chart|rest-panel).test.{ts,tsx}'];
const long = ['test/long/**/*.test.ts'];
/** Tests in a real window and a real browser. */
const windows = ['test/e2e/**/*.test.ts'];

/**
 * tfjs keeps its gradients and the chained operations that its Node kernels use as ES modules in a CommonJS package,
 * which Node cannot load by itself. Bundled once for all files: hundreds of modules take each file three seconds.
 */
const core = '@tensorflow/tfjs-core/dist';
const deps = {
  optimizer: {
    ssr: {
      enabled: true,
      include: [
        `${core}/register_all_gradients`,
        ...['add', 'to_float', 'to_int'].map((operation) => `${core}/public/chained_ops/${operation}`),
      ],
    },
  },
};

/**
 * Tests do not depend on what was built beside the program, nor on what the person who runs them has chosen to compute
 * on; those of native TensorFlow build it themselves, those of the choice have a file of their own.
 */
const env = { MUROAN_NATIVE: '.cache/no-native', MUROAN_SETTINGS: '.cache/no-settings.json' };

/** What is waited for comes within a moment on free cores; a shared machine may take longer. */
const patience = { poll: { timeout: 20_000 } };
const common = { pool: 'forks', env, deps, expect: patience } as const;

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    projects: [
      {
        test: {
          name: 'unit',
          include: ['test/**/*.test.{ts,tsx}'],
          exclude: [...processes, ...pure, ...computing, ...rendered, ...long, ...windows],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          ...common,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'pure',
          include: pure,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          ...common,
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'computing',
          include: computing,
          exclude: processes,
          testTimeout: 60_000,
          hookTimeout: 60_000,
          ...common,
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'window',
          include: rendered,
          environment: 'happy-dom',
          setupFiles: ['test/renderer/indexed-db.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
          ...common,
          isolate: false,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'process',
          include: processes,
          globalSetup: ['test/build-once.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          ...common,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'long',
          include: long,
          globalSetup: ['test/build-once.ts', 'test/native-once.ts'],
          testTimeout: 900_000,
          hookTimeout: 900_000,
          ...common,
          maxWorkers: 2,
        },
      },
      {
        test: {
          name: 'e2e',
          include: windows,
          globalSetup: ['test/build-once.ts'],
          setupFiles: ['test/e2e/display.ts'],
          // Not promised times: machines that run this are shared.
          testTimeout: 360_000,
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
          deps,
          expect: patience,
          fileParallelism: false,
        },
      },
    ],
  },
});
