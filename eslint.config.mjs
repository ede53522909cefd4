import eslint from '@eslint/js';
import { importX } from 'eslint-plugin-import-x';
import { createTypeScriptImportResolver } from 'eslint-import-resolver-typescript';
import tseslint from 'typescript-eslint';

/** Folder → the folders of src it may not import from. Imports point one way; see CONTRIBUTING. */
const direction = [
  { target: './src/shared', from: './src', except: ['./shared'], message: 'shared imports nothing of ours.' },
  {
    target: './src/analysis',
    from: './src',
    except: ['./analysis', './shared'],
    message: 'analysis may use shared only.',
  },
  {
    target: './src/report',
    from: './src',
    except: ['./report', './analysis', './shared'],
    message: 'report may use analysis and shared only.',
  },
  { target: './src/engine', from: './src', except: ['./engine', './shared'], message: 'engine may use shared only.' },
  {
    target: './src/host',
    from: './src',
    except: ['./host', './report', './analysis', './shared'],
    message: 'host never imports the engine: it starts it as a process.',
  },
  {
    target: './src/cli',
    from: './src',
    except: ['./cli', './host', './report', './analysis', './shared'],
    message: 'cli never imports the engine: it starts it as a process.',
  },
  // Inside the engine: modalities ← data ← models ← attacks, training; compute joins them; study and lab know no tfjs.
  {
    target: './src/engine/modalities',
    from: './src/engine',
    except: ['./modalities', './random.ts'],
    message: 'modalities are the ground of the engine.',
  },
  {
    target: './src/engine/data',
    from: './src/engine',
    except: ['./data', './modalities', './random.ts', './files'],
    message: 'data knows neither models nor attacks.',
  },
  {
    target: './src/engine/models',
    from: './src/engine',
    except: ['./models', './modalities', './random.ts', './files', './compute/kernels'],
    message: 'models know neither training nor attacks.',
  },
  {
    target: ['./src/engine/lab', './src/engine/study'],
    from: './src/engine',
    except: [
      './lab',
      './study',
      './data',
      './modalities',
      './random.ts',
      './files',
      './compute/pool.ts',
      './compute/job.ts',
      './models/baseline.ts',
      './models/recipe-check.ts',
      './models/title.ts',
      './training/version.ts',
      './attacks/versions.ts',
    ],
    message: 'the coordinator loads no tensor library: numeric work goes to device workers as jobs.',
  },
];

export default tseslint.config(
  { ignores: ['out', 'node_modules', 'resources', 'muroan-lab', '.cache', 'coverage'] },
  eslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { 'import-x': importX },
    settings: { 'import-x/resolver-next': [createTypeScriptImportResolver({ project: './tsconfig.json' })] },
    rules: {
      'import-x/no-restricted-paths': ['error', { zones: direction, basePath: import.meta.dirname }],
      'import-x/no-cycle': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true, allowBoolean: true }],
      // Indexing typed arrays in numeric code would need an assertion at every access.
      '@typescript-eslint/no-unnecessary-condition': ['error', { allowConstantLoopConditions: true }],
      'max-lines': ['warn', { max: 300, skipBlankLines: true, skipComments: true }],
      eqeqeq: 'error',
    },
  },
  {
    files: ['test/**/*.{ts,tsx}'],
    rules: {
      'max-lines': 'off',
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/unbound-method': 'off',
    },
  },
  {
    files: ['**/*.mjs'],
    languageOptions: { globals: { process: 'readonly', console: 'readonly', Buffer: 'readonly', URL: 'readonly' } },
  },
  {
    // zod idiom: a schema and its type share one name.
    files: ['src/shared/**/*.ts'],
    rules: { '@typescript-eslint/no-redeclare': 'off' },
  },
);
