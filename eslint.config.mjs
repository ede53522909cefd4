import eslint from '@eslint/js';
import reactHooks from 'eslint-plugin-react-hooks';
import tseslint from 'typescript-eslint';

/** Rooms of the coordinator, the engine's process that must not crash with a tensor library. */
const coordinator = 'archive|devices|lab|study|queue|progress|server';

/**
 * Imports point one way (see CONTRIBUTING). `room`: a folder or a file of src; `not`: what it may not import, as a
 * regular expression over the import's path behind its `./` or `../`.
 */
const direction = [
  ['shared', '(analysis|report|engine|host|main|preload|renderer|cli)/', 'shared imports nothing of ours.'],
  ['analysis', '(report|engine|host|main|preload|renderer|cli)/', 'analysis may use shared only.'],
  ['report', '(engine|host|main|preload|renderer|cli)/', 'report may use analysis and shared only.'],
  [
    'host',
    '(engine|main|preload|renderer|cli)/',
    'host is what command line and window share; it starts the engine as a process.',
  ],
  ['main', '(engine|preload|renderer|cli)/', 'main starts the engine as a process and serves the window as files.'],
  ['preload', '(analysis|report|engine|host|main|renderer|cli)/', 'preload is the bridge and nothing else.'],
  ['renderer', '(engine|host|main|preload|cli)/', 'renderer reaches everything else by LabApi.'],
  ['cli', '(engine|main|preload|renderer)/', 'cli never imports the engine: it starts it as a process.'],
  ['engine', '(analysis|report|host|main|preload|renderer|cli)/', 'engine may use shared only.'],
  // Inside the engine: modalities ← data ← models ← attacks ← training, attacks ← degradations and certificates ← evaluation;
  // worker joins them with a backend; export writes models down by a backend of its own.
  [
    'engine/files',
    `(modalities|data|models|training|attacks|degradations|certificates|evaluation|backends|worker|${coordinator})/`,
    'files know only the file system.',
  ],
  [
    'engine/modalities',
    `(data|models|training|attacks|degradations|certificates|evaluation|backends|worker|${coordinator})/`,
    'modalities are the ground.',
  ],
  [
    'engine/data',
    `(models|training|attacks|degradations|certificates|evaluation|backends|worker|${coordinator})/`,
    'data knows neither models nor attacks.',
  ],
  [
    'engine/models',
    `(training|attacks|degradations|certificates|evaluation|backends|export|worker|${coordinator})/`,
    'models know neither training nor attacks.',
  ],
  [
    'engine/formats',
    `(tensors$|(modalities|data|models|predictors|training|attacks|degradations|certificates|evaluation|backends|export|worker|${coordinator})/)`,
    'formats of models that were made elsewhere are bytes: what they say is run elsewhere.',
  ],
  [
    'engine/predictors',
    `(tensors$|(modalities|data|models|training|attacks|degradations|certificates|evaluation|backends|worker|${coordinator})/(?!last-words$))`,
    'what asks a model that was made elsewhere knows numbers only: the coordinator and a thread of its own load it.',
  ],
  [
    'engine/training',
    `(degradations|certificates|evaluation|backends|worker|${coordinator})/`,
    'training knows models and attacks, no studies.',
  ],
  [
    'engine/attacks',
    `(training|degradations|certificates|evaluation|backends|worker|${coordinator})/`,
    'attacks know models and data only, not how models are trained.',
  ],
  [
    'engine/degradations',
    `(training|certificates|evaluation|backends|worker|${coordinator})/`,
    'degradations know models and data, and what attacks share of running a model.',
  ],
  [
    'engine/certificates',
    `(training|degradations|evaluation|backends|worker|${coordinator})/`,
    'certificates know models and data, and what attacks share of running a model.',
  ],
  [
    'engine/evaluation',
    `(training|backends|worker|${coordinator})/`,
    'evaluation joins attacks, degradations and certificates; it knows neither training nor studies.',
  ],
  [
    'engine/backends',
    `(modalities|data|models|training|attacks|degradations|evaluation|export|worker|${coordinator})/`,
    'backends know no models, data or studies.',
  ],
  [
    'engine/export',
    `(data|training|attacks|degradations|certificates|evaluation|worker|${coordinator})/`,
    'export knows models and what they calculate with.',
  ],
  ['engine/worker', `(${coordinator})/`, 'a worker gets jobs; it knows neither the lab folder nor studies.'],
  [
    `engine/{main,${coordinator.replaceAll('|', ',')}}`,
    '(tensors$|(models|training|attacks|degradations|certificates|evaluation|backends|export|worker)/(?!(recipe-check|title|adapters/merge-again|brought-weights|brought-model|agreement|weights-file|identity|trained|job|messages|absence|degrade)$))',
    'the coordinator loads no tensor library: numeric work goes to device workers as jobs.',
  ],
].map(([room, not, message]) => {
  const engine = room.startsWith('engine/') ? '(analysis|report|host|main|preload|renderer|cli)/|' : '';
  return {
    files: [`src/${room}/**/*.{ts,tsx}`, `src/${room}.ts`],
    rules: {
      'no-restricted-imports': ['error', { patterns: [{ regex: `^(\\.{1,2}/)+(${engine}${not})`, message }] }],
    },
  };
});

export default tseslint.config(
  { ignores: ['out', 'node_modules', 'resources', 'muroan-lab', '.cache', '.native', 'coverage'] },
  eslint.configs.recommended,
  {
    files: ['**/*.{ts,tsx}'],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
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
    files: ['src/renderer/**/*.{ts,tsx}'],
    plugins: { 'react-hooks': reactHooks },
    rules: {
      'react-hooks/rules-of-hooks': 'error',
      'react-hooks/exhaustive-deps': 'error',
      'no-restricted-syntax': [
        'error',
        {
          selector: 'ImportSpecifier[imported.name="NumberInput"]',
          message: 'It changes what is typed (1e1 becomes 11). Numbers are typed into ui/NumberField.',
        },
      ],
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
  ...direction,
  {
    files: ['src/**/*.{ts,tsx}'],
    ignores: ['src/main/electron/**', 'src/preload/**'],
    rules: {
      '@typescript-eslint/no-restricted-imports': [
        'error',
        { name: 'electron', message: 'Only src/main/electron and src/preload run in Electron.' },
      ],
    },
  },
);
