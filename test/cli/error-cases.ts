import type { StudyPlanInput } from '../../src/shared/plan/plan';

/** A command line that is refused. `<lab>` stands for the lab folder, `<folder>` for the working directory. */
export interface CommandCase {
  readonly title: string;
  readonly args: readonly string[];
  readonly code: number;
  /** The whole of the error stream, without the last line feed. */
  readonly error: string;
}

/** A plan that fits its schema and still cannot be run on the data set "tiny" (8×8 grey images, three words). */
export interface PlanCase {
  readonly title: string;
  readonly change: (plan: StudyPlanInput) => unknown;
  readonly error: string;
}

/** Files that the cases name, written into the working directory. */
export const files: Readonly<Record<string, string>> = {
  'broken.json': '{ "format": "muroan.study", }',
  'broken.onnx': '{ "format": "muroan.study", }',
  'ids.csv': `id\n${Array.from({ length: 12 }, (_, at) => `row-${String(at)}`).join('\n')}\n`,
  'deep.json': `${'['.repeat(200_000)}${']'.repeat(200_000)}`,
  'large.json': ' '.repeat(4_000_001),
  'other.json': '{ "format": "muroan.run", "formatVersion": 1 }',
  'newer.json': '{ "format": "muroan.study", "formatVersion": 2, "more": 1 }',
  'unfinished.json': '{\n  "format": "muroan.study",\n}\n',
  'nowhere.json': JSON.stringify({
    format: 'muroan.study',
    formatVersion: 1,
    name: 'Nowhere',
    data: { dataset: 'captionmatch' },
    subjects: [{ name: 'concat', recipe: { encoders: { image: { name: 'cnn' } }, fusion: { name: 'concat' } } }],
    attacks: [],
  }),
  'mapping.json': JSON.stringify({
    format: 'muroan.mapping',
    formatVersion: 1,
    source: { kind: 'files', parts: [{ files: ['none.csv'] }] },
    inputs: [{ kind: 'text', name: 'text', columns: ['text'] }],
    label: { kind: 'class', column: 'label' },
    split: { kind: 'drawn' },
  }),
  'remarks.json': JSON.stringify({
    format: 'muroan.remarks',
    formatVersion: 1,
    runs: [{ run: '0199', note: 'one', warnings: [{ flag: 'a', decision: 'acepted' }] }],
  }),
  'typo.json': JSON.stringify({
    format: 'muroan.study',
    formatVersion: 1,
    name: 'Typo',
    data: { dataset: 'tiny' },
    subjects: [
      {
        name: 'concat',
        recipe: { encoders: { image: { name: 'cnn' }, text: { name: 'mean-words' } }, fusion: { name: 'conact' } },
      },
    ],
    attacks: [
      { name: 'pgd', budgets: [{ image: 0.1 }], stesp: 5 },
      { name: 'pgd', budgets: [{ image: -1 }], steps: '20' },
    ],
  }),
};

export const commandCases: readonly CommandCase[] = [
  {
    title: 'an unknown command',
    args: ['dmo'],
    code: 2,
    error: "error: unknown command 'dmo'\n(Did you mean demo?)\nSee muroan --help.",
  },
  {
    title: 'an unknown command of a group',
    args: ['study', 'chekc', 'x.json'],
    code: 2,
    error: "error: unknown command 'chekc'\n(Did you mean check?)\nSee muroan study --help.",
  },
  {
    title: 'an unknown option',
    args: ['demo', '--quik'],
    code: 2,
    error: "error: unknown option '--quik'\n(Did you mean --quick?)\nSee muroan demo --help.",
  },
  {
    title: 'a field of the training as an option',
    args: ['model', 'train', '--data', 'tiny', '--batch-size', '8'],
    code: 2,
    error:
      "error: unknown option '--batch-size'\n(Did you mean --set training.batchSize=VALUE?)\nSee muroan model train --help.",
  },
  {
    title: 'a modality as an option',
    args: ['model', 'train', '--data', 'tiny', '--image', 'patch-tokens'],
    code: 2,
    error: "error: unknown option '--image'\n(Did you mean --encoder image=NAME?)\nSee muroan model train --help.",
  },
  {
    title: 'a command that resembles none',
    args: ['nonsense'],
    code: 2,
    error: "error: unknown command 'nonsense'\nSee muroan --help.",
  },
  {
    title: 'two options that exclude each other',
    args: ['demo', '--quick', '--full'],
    code: 2,
    error: "error: option '--quick' cannot be used with option '--full'\nSee muroan demo --help.",
  },
  {
    title: 'a missing argument',
    args: ['runs', 'compare', 'last'],
    code: 2,
    error: "error: missing required argument 'b'\nSee muroan runs compare --help.",
  },
  {
    title: 'too many arguments',
    args: ['runs', 'show', 'a', 'b'],
    code: 2,
    error: "error: too many arguments for 'show'. Expected 1 argument but got 2.\nSee muroan runs show --help.",
  },
  {
    title: 'an unknown device',
    args: ['demo', '--device', 'wsam'],
    code: 2,
    error:
      "error: option '--device <kind>' argument 'wsam' is invalid. Did you mean wasm? Give one of tensorflow-gpu, webgpu, tensorflow-cpu, wasm, webgpu-software, cpu.\nSee muroan demo --help.",
  },
  {
    title: 'a model to import without its data',
    args: ['model', 'import', 'none.onnx', '--map', 'map.json'],
    code: 2,
    error: 'error: --data: No data set is named. Give --data NAME.',
  },
  {
    title: 'a map to write without its data',
    args: ['model', 'inspect', 'none.onnx', '--out', 'new.json'],
    code: 2,
    error: 'error: --data: No data set is named, and a map tells how its samples reach the model. Give --data NAME.',
  },
  {
    title: 'a look at weights as at a whole model',
    args: ['model', 'inspect', 'ours.safetensors'],
    code: 2,
    error: 'error: ours.safetensors: holds weights, which need no map of samples. Bring them with muroan model import.',
  },
  {
    title: 'a model to look at that is not there',
    args: ['model', 'inspect', 'none.onnx', '--data', 'tiny', '--out', 'new.json'],
    code: 3,
    error: 'error: <folder>/none.onnx: is not there. Check the path.',
  },
  {
    title: 'a model to look at that is no graph',
    args: ['model', 'inspect', 'broken.onnx', '--data', 'tiny', '--out', 'new.json'],
    code: 5,
    error:
      'error: <folder>/broken.onnx: is no ONNX model, or a damaged one: it holds a field of the unknown kind 3. Export the model again, and copy the whole file.',
  },
  {
    title: 'a model of TensorFlow.js to look at whose description is no JSON',
    args: ['model', 'inspect', 'broken.json', '--data', 'tiny', '--out', 'new.json'],
    code: 2,
    error:
      'error: <folder>/broken.json: is not JSON. Line 1, column 29: Expected double-quoted property name, in “{ "format": "muroan.study", }”. Correct it; every text and name in JSON stands in double quotes, and no comma ends a list.',
  },
  {
    title: 'a program to ask while none may be asked',
    args: ['model', 'inspect', 'http://127.0.0.1:9/', '--data', 'tiny', '--out', 'new.json'],
    code: 2,
    error:
      'error: predictor: Programs of your own are not asked: that is off. Turn it on in the settings of the window, or with "muroan model predictors on"; only this machine itself is ever asked.',
  },
  {
    title: 'neither on nor off',
    args: ['model', 'predictors', 'yes'],
    code: 2,
    error: 'error: on-or-off: is "yes". Give "on" or "off".',
  },
  {
    title: 'no workers at all',
    args: ['study', 'run', 'x.json', '--workers', '0'],
    code: 2,
    error:
      "error: option '--workers <number>' argument '0' is invalid. Give a whole number of at least 1 and at most 256.\nSee muroan study run --help.",
  },
  {
    title: 'a study without a plan',
    args: ['study', 'run'],
    code: 2,
    error:
      'error: file: There is no plan to run. Name a plan file (muroan study init writes one), or give --reference.',
  },
  {
    title: 'the reference study and another plan',
    args: ['study', 'run', 'typo.json', '--reference'],
    code: 2,
    error:
      'error: --reference: goes without a plan file. Leave the file out to run the reference study, or --reference to run the file.',
  },
  {
    title: 'a plan that is not there',
    args: ['study', 'check', 'none.json'],
    code: 3,
    error: 'error: <folder>/none.json: There is no such file. Correct the path.',
  },
  {
    title: 'a plan that is a folder',
    args: ['study', 'check', '.'],
    code: 2,
    error: 'error: <folder>: is a folder. Give a file.',
  },
  {
    title: 'a plan that is a device without an end',
    args: ['study', 'run', '/dev/zero'],
    code: 2,
    error: 'error: /dev/zero: has more than 4000000 bytes. Give a smaller JSON file.',
  },
  {
    title: 'a plan that is nested by the ten thousand',
    args: ['study', 'check', 'deep.json'],
    code: 2,
    error: 'error: <folder>/deep.json: is nested more than 64 levels deep. Nest its lists and objects less deeply.',
  },
  {
    title: 'a plan that is too large',
    args: ['study', 'check', 'large.json'],
    code: 2,
    error: 'error: <folder>/large.json: has more than 4000000 bytes. Give a smaller JSON file.',
  },
  {
    title: 'a number that is not written in digits',
    args: ['study', 'init', 'new.json', '--samples', '1e9'],
    code: 2,
    error:
      "error: option '--samples <number>' argument '1e9' is invalid. Give, in digits only, a whole number of at least 1.\nSee muroan study init --help.",
  },
  {
    title: 'a file of another kind',
    args: ['study', 'check', 'other.json'],
    code: 2,
    error: [
      'error: plan.format: is "muroan.run". Give "muroan.study".',
      '       plan.name: is missing. Give a string.',
      '       plan.data: is missing. Give an object.',
      '       plan.subjects: is missing. Give a list.',
      '       plan.attacks: is missing. Give a list.',
    ].join('\n'),
  },
  {
    title: 'misspelt names, unknown fields and wrong types, all at once',
    args: ['study', 'check', 'typo.json'],
    code: 2,
    error: [
      'error: plan.subjects[0].recipe.fusion.name: is "conact". Did you mean "concat"? Give one of "concat", "product", "gated", "low-rank-tensor", "token-transformer", "late", "qmf", "deq", "crmt", "mult", "mla", "unis-mmc", "imported".',
      '       plan.attacks[0].stesp: is not a field here. Did you mean "steps"?',
      '       plan.attacks[1].budgets[0].image: is -1. Give a number of at least 0.',
      '       plan.attacks[1].steps: is "20". Give a number.',
    ].join('\n'),
  },
  {
    title: 'an unknown data set',
    args: ['data', 'show', 'tinny'],
    code: 3,
    error: 'error: data set: There is no data set "tinny" in this lab folder. Did you mean "tiny"?',
  },
  {
    title: 'a data set that does not ship with the lab',
    args: ['data', 'prepare', 'captoin-match'],
    code: 3,
    error: 'error: dataset: No data set "captoin-match" ships with the lab. Did you mean "caption-match"?',
  },
  {
    title: 'a data set name that is a path',
    args: ['data', 'prepare', '../outside'],
    code: 2,
    error:
      'error: name: is "../outside". Use 1 to 64 lower-case letters, digits and hyphens, not starting with a hyphen.',
  },
  {
    title: 'an import in an unknown format',
    args: ['data', 'import', '.', '--format', 'coco'],
    code: 2,
    error:
      "error: option '--format <name>' argument 'coco' is invalid. Give one of hateful-memes, table, pixel-maps, kitti-road, sequences, skeletons.\nSee muroan data import --help.",
  },
  {
    title: 'an import by what is no mapping',
    args: ['data', 'import', '.', '--name', 'memes', '--map', 'other.json'],
    code: 2,
    error:
      'error: mapping.format: is "muroan.run". Give "muroan.mapping".\n       mapping.source: is missing. Give an object.\n       mapping.inputs: is missing. Give a list.\n       mapping.label: is missing. Give an object.\n       mapping.split: is missing. Give an object.',
  },
  {
    title: 'an import by a mapping of files that are not there',
    args: ['data', 'import', '.', '--name', 'memes', '--map', 'mapping.json'],
    code: 2,
    error: 'error: none.csv: The file "none.csv" is missing. Copy it there. Correct the mapping or the file.',
  },
  {
    title: 'a mapping to write where none follows',
    args: ['data', 'inspect', 'ids.csv', '--out', 'new.json'],
    code: 2,
    error:
      'error: <folder>/new.json: was not written: no mapping follows from what is there. Leave out --out to see what it is taken for and why.',
  },
  {
    title: 'a look at a folder without data',
    args: ['data', 'inspect', 'muroan-lab'],
    code: 2,
    error:
      'error: <lab>: This folder holds no list of samples, no arrays, and no files in folders by class. Put a list into it (CSV, TSV, JSON Lines, JSON or Parquet) with a row for each sample.',
  },
  {
    title: 'an import of a folder that is not there',
    args: ['data', 'import', 'nowhere', '--name', 'memes'],
    code: 3,
    error: 'error: <folder>/nowhere: There is no such folder or file. Give the folder that holds the data.',
  },
  {
    title: 'an import under a name that is taken',
    args: ['data', 'import', '.', '--format', 'hateful-memes', '--name', 'tiny'],
    code: 2,
    error:
      'error: name: There is a data set "tiny" already. Give another name, or delete the folder data/tiny of the lab first.',
  },
  {
    title: 'an import of skeletons from a folder that has none',
    args: ['data', 'import', '.', '--format', 'skeletons', '--name', 'moves'],
    code: 2,
    error:
      'error: folder: There is no array of clips: train_data.npy and val_data.npy, a file .npz with x_train and x_test, or skeletons.npy. Put the clips and their labels there as arrays of NumPy; `muroan data import --help` tells the rest.',
  },
  {
    title: 'an import with one class',
    args: ['data', 'import', '.', '--format', 'hateful-memes', '--classes', 'hateful'],
    code: 2,
    error:
      "error: option '--classes <a,b>' argument 'hateful' is invalid. Give two different names with a comma between them.\nSee muroan data import --help.",
  },
  {
    title: 'an import with an empty title',
    args: ['data', 'import', '.', '--format', 'hateful-memes', '--name', 'memes', '--title', ' '],
    code: 2,
    error: 'error: --title: is " ". Give at least 1 character.',
  },
  {
    title: 'training without data',
    args: ['model', 'train'],
    code: 2,
    error: 'error: --data: No data set is named. Give --data NAME or --spec FILE.',
  },
  {
    title: 'training on a data set that is nowhere',
    args: ['model', 'train', '--data', 'tinny'],
    code: 3,
    error: 'error: --data: There is no data set "tinny", in this lab folder or shipped with it. Did you mean "tiny"?',
  },
  {
    title: 'a plan on a data set that is nowhere',
    args: ['study', 'check', 'nowhere.json'],
    code: 3,
    error:
      'error: plan.data.dataset: There is no data set "captionmatch", in this lab folder or shipped with it. Did you mean "caption-match"?',
  },
  {
    title: 'a plan that is no JSON',
    args: ['study', 'check', 'unfinished.json'],
    code: 2,
    error:
      'error: <folder>/unfinished.json: is not JSON. Line 3, column 1: Expected double-quoted property name, in “}”. Correct it; every text and name in JSON stands in double quotes, and no comma ends a list.',
  },
  {
    title: 'one encoder as a graph',
    args: ['model', 'export', '3f9a', '--as', 'onnx', '--encoder', 'image', '--out', 'image.onnx'],
    code: 2,
    error:
      'error: --encoder: goes with safetensors only: one encoder by itself is no model that answers. Leave out --encoder or --as.',
  },
  {
    title: 'a model in no form',
    args: ['model', 'export', '3f9a', '--out', 'memes'],
    code: 2,
    error:
      'error: --as: No form is named, and the name of the file tells none. Give --as with one of "onnx", "tfjs", "safetensors".',
  },
  {
    title: 'a model over a file that is there',
    args: ['model', 'export', '3f9a', '--as', 'onnx', '--out', 'typo.json'],
    code: 2,
    error: 'error: <folder>/typo.json: is there already. Give another name, or --force to write over it.',
  },
  {
    title: 'an unknown encoder',
    args: ['model', 'train', '--data', 'tiny', '--encoder', 'image=cn'],
    code: 2,
    error:
      'error: recipe.encoders.image.name: is "cn". Did you mean "cnn"? Give one of "cnn", "patch-tokens", "mean-words", "word-transformer", "mlp", "step-tokens", "raw-steps", "gru", "temporal-cnn", "residual-cnn", "umurl", "imported".',
  },
  {
    title: 'an encoder for a modality that is not there',
    args: ['model', 'train', '--data', 'tiny', '--encoder', 'txt=mean-words'],
    code: 2,
    error: 'error: --encoder: The data set "tiny" has no modality "txt". Did you mean "text"?',
  },
  {
    title: 'an encoder of another modality',
    args: ['model', 'train', '--data', 'tiny', '--encoder', 'text=cnn'],
    code: 2,
    error:
      'error: recipe.encoders.text.name: is "cnn", which does not read text such as "text". Give one of "mean-words", "word-transformer".',
  },
  {
    title: 'a field that is out of range',
    args: ['model', 'train', '--data', 'tiny', '--set', 'training.epochs=0'],
    code: 2,
    error: 'error: training.epochs: is 0. Give a number of at least 1.',
  },
  {
    title: 'a file of weights that is not there',
    args: ['model', 'weights', 'gone.safetensors'],
    code: 3,
    error: 'error: <folder>/gone.safetensors: There is no such file. Correct the path.',
  },
  {
    title: 'a file of weights that is none',
    args: ['model', 'weights', 'broken.json'],
    code: 2,
    error:
      'error: broken.json: has a header of 7020393216920920187 bytes; at most 10000000 are read. Write the file again, with whole tensors.',
  },
  {
    title: 'an encoder of a model that is not there',
    args: ['model', 'export', 'abcdef', '--encoder', 'image', '--out', 'image.safetensors'],
    code: 3,
    error:
      'error: model: There is no model "abcdef" in this lab folder. There are no models yet: `muroan model train --data caption-match` trains one.',
  },
  {
    title: 'an unknown model',
    args: ['model', 'show', 'abcdef'],
    code: 3,
    error:
      'error: model: There is no model "abcdef" in this lab folder. There are no models yet: `muroan model train --data caption-match` trains one.',
  },
  {
    title: 'a model without the name it is to have',
    args: ['model', 'rename', 'abcdef'],
    code: 2,
    error: 'error: name: No name is given. Give a name, or --clear to take it away.',
  },
  {
    title: 'a name that is to be given and taken away',
    args: ['model', 'rename', 'abcdef', 'Baseline', '--clear'],
    code: 2,
    error: 'error: name: A name is given, and to be taken away. Give a name, or --clear to take it away.',
  },
  {
    title: 'a name of nothing but blanks',
    args: ['model', 'rename', 'abcdef', '  '],
    code: 2,
    error: 'error: name: is "  ". Give at least 1 character.',
  },
  {
    title: 'a name that a terminal would obey',
    args: ['model', 'rename', 'abcdef', 'bell\u0007'],
    code: 2,
    error:
      'error: name: holds a line break or an invisible character. Use letters, digits, blanks and signs that can be seen.',
  },
  {
    title: 'a name for an unknown model',
    args: ['model', 'rename', 'abcdef', 'Baseline'],
    code: 3,
    error:
      'error: model: There is no model "abcdef" in this lab folder. There are no models yet: `muroan model train --data caption-match` trains one.',
  },
  {
    title: 'an attack on an unknown model',
    args: ['attack', 'abcdef', '--sample', 'x'],
    code: 3,
    error:
      'error: model: There is no model "abcdef" in this lab folder. There are no models yet: `muroan model train --data caption-match` trains one.',
  },
  {
    title: 'an unknown run',
    args: ['runs', 'show', 'last'],
    code: 3,
    error:
      'error: run: There is no run "last" in this lab folder. There are no runs yet: `muroan study run PLAN` computes one, and so does `muroan demo --quick`.',
  },
  {
    title: 'nothing to resume',
    args: ['study', 'resume'],
    code: 3,
    error: 'error: run: No run in this lab folder is unfinished. See muroan runs list.',
  },
  {
    title: 'a plan file that is there already',
    args: ['study', 'init', 'typo.json'],
    code: 2,
    error: 'error: <folder>/typo.json: is there already. Give another name, or --force to write over it.',
  },
  {
    title: 'an unknown fusion',
    args: ['study', 'init', 'new.json', '--fusion', 'prodct'],
    code: 2,
    error:
      "error: option '--fusion <name>' argument 'prodct' is invalid. Did you mean product? Give one of concat, product, gated, low-rank-tensor, token-transformer, late, qmf, deq, crmt, mult, mla, unis-mmc.\nSee muroan study init --help.",
  },
  {
    title: 'a plan of an unknown model',
    args: ['study', 'init', 'new.json', '--model', 'abcdef'],
    code: 3,
    error:
      'error: model: There is no model "abcdef" in this lab folder. There are no models yet: `muroan model train --data caption-match` trains one.',
  },
  {
    title: 'a plan of models that are of other data than those named',
    args: ['study', 'init', 'new.json', '--model', 'abcdef', '--data', 'tiny'],
    code: 2,
    error: "error: option '--model <model>' cannot be used with option '--data <name>'\nSee muroan study init --help.",
  },
  {
    title: 'an option where a file name is missing',
    args: ['report', 'last', '--pdf', '--lab', 'x'],
    code: 2,
    error:
      "error: option '--pdf <file>' argument '--lab' is invalid. Give a name; one that begins with \"-\" as ./-name.\nSee muroan report --help.",
  },
  {
    title: 'a lab folder that is a file',
    args: ['runs', 'list', '--lab', 'typo.json'],
    code: 2,
    error: 'error: <folder>/typo.json/runs: leads through a file, where a folder is needed. Give a folder.',
  },
  {
    title: 'a plan of a newer program',
    args: ['study', 'check', 'newer.json'],
    code: 2,
    error:
      'error: plan: has format version 2, written by a newer MUROAN Lab; this one reads up to version 1. Update MUROAN Lab to use this plan.',
  },
  {
    title: 'records in a format that there is not',
    args: ['runs', 'export', 'last', '--as', 'xlsx'],
    code: 2,
    error:
      "error: option '--as <format>' argument 'xlsx' is invalid. Give one of csv, json, parquet.\nSee muroan runs export --help.",
  },
  {
    title: 'attacked samples into a folder that holds something',
    args: ['runs', 'samples', 'last', '--out', '.'],
    code: 2,
    error: 'error: <folder>: is there already, and not empty. Name a folder that is not there yet.',
  },
  {
    title: 'two outputs into one file',
    args: ['report', 'last', '--html', 'x', '--pdf', 'x'],
    code: 2,
    error: 'error: x: is named for two kinds of output. Give each its own file.',
  },
  {
    title: 'a report that is not there',
    args: ['report', 'verify', 'none.pdf'],
    code: 3,
    error: 'error: <folder>/none.pdf: There is no such file. Correct the path.',
  },
  {
    title: 'a report that is a folder',
    args: ['report', 'verify', '.'],
    code: 2,
    error: 'error: <folder>: is a folder. Give a file.',
  },
  {
    title: 'a report that is none',
    args: ['report', 'verify', 'other.json'],
    code: 2,
    error:
      'error: <folder>/other.json: carries no hashes of a report that this lab reads. Give a report as this lab wrote it, HTML or PDF; one printed by hand from a browser carries none.',
  },
  {
    title: 'a section of a report that cannot be left out',
    args: ['report', 'last', '--html', 'x', '--without', 'limits'],
    code: 2,
    error:
      "error: option '--without <section>' argument 'limits' is invalid. Give one of method, numbers, segmentation, samples, removal, inputs, degradations, certificates, comparisons, gradient, edit, details.\nSee muroan report --help.",
  },
  {
    title: 'remarks without a report to print them in',
    args: ['report', 'last', '--remarks', 'remarks.json'],
    code: 2,
    error: 'error: --remarks: is printed in reports only, and none is to be written. Give --html or --pdf as well.',
  },
  {
    title: 'remarks that say what no remark can',
    args: ['report', 'last', '--html', 'x', '--remarks', 'remarks.json'],
    code: 2,
    error:
      'error: remarks.runs[0].warnings[0].decision: is "acepted". Did you mean "accepted"? Give one of "open", "accepted", "refused".\n       remarks.runs[0].note: is not a field here. Did you mean "notes"?',
  },
  {
    title: 'remarks written over',
    args: ['report', 'remarks', 'remarks.json', 'last'],
    code: 2,
    error: 'error: <folder>/remarks.json: is there already. Give another name, or --force to write over it.',
  },
  {
    title: 'an analyst whose name is too long',
    args: ['report', 'last', '--html', 'x', '--analyst', 'a'.repeat(121)],
    code: 2,
    error: 'error: --analyst: has more than 120 characters. Give a shorter name.',
  },
];

const first = (plan: StudyPlanInput): StudyPlanInput['subjects'][number] => plan.subjects[0];
const apart = (plan: StudyPlanInput, training: object): unknown => ({
  ...first(plan),
  recipe: { ...first(plan).recipe, fusion: { name: 'late' } },
  training,
});
const withAttack = (plan: StudyPlanInput, attack: unknown): unknown => ({ ...plan, attacks: [attack] });

export const planCases: readonly PlanCase[] = [
  {
    title: 'a data set that the lab does not hold',
    change: (plan) => ({ ...plan, data: { dataset: 'other' } }),
    error:
      'plan.data.dataset: is "other". This lab folder holds no data set of that name. Give "tiny", or prepare or import it first.',
  },
  {
    title: 'more samples than there are',
    change: (plan) => ({ ...plan, data: { dataset: 'tiny', selection: { count: 1000 } } }),
    error:
      'plan.data.selection.count: is 1000; the split "test" of "tiny" holds 40. Give at most 40, or leave it out to take them all.',
  },
  {
    title: 'a training seed given twice',
    change: (plan) => ({ ...plan, seeds: [3, 3] }),
    error: 'plan.seeds[1]: is 3 a second time. Give each training seed once.',
  },
  {
    title: 'two names for one model',
    change: (plan) => ({ ...plan, subjects: [first(plan), { ...first(plan), name: 'again' }] }),
    error:
      'plan.subjects[1]: trains the same model as "concat". Remove one of the two, or change its recipe or training.',
  },
  {
    title: 'weights that the lab does not have',
    change: (plan) => pretrained(plan, { image: { weights: 'a'.repeat(64) } }),
    error:
      'plan.subjects[0].training.pretrained.image.weights: is aaaaaaaaaaaa…, and this lab folder has no such weights. Add their file: muroan model weights FILE.safetensors.',
  },
  {
    title: 'weights of an input that is not read',
    change: (plan) => pretrained(plan, { sound: { weights: 'a'.repeat(64) } }),
    error:
      'plan.subjects[0].training.pretrained.sound: is no input that the recipe reads. Give one of "image", "text".',
  },
  {
    title: 'weights that no hash names',
    change: (plan) => pretrained(plan, { image: { weights: '../../lab.json' } }),
    error:
      'plan.subjects[0].training.pretrained.image.weights: is "../../lab.json". Give 64 hexadecimal digits, the SHA-256 of weights that `muroan model weights` lists.',
  },
  {
    title: 'adapters of a fusion whose inputs have no head of their own',
    change: (plan) => ({ ...plan, subjects: [{ ...first(plan), training: { method: 'adapters' } }] }),
    error:
      'plan.subjects[0].training.method: is "adapters", which needs two inputs or more with a head each, as the fusion “late” has them, and the fusion is "concat" of 2. Give the fusion "late" of two inputs or more, or the method "joint".',
  },
  {
    title: 'adapters over inputs that are trained separately for good',
    change: (plan) => ({
      ...plan,
      subjects: [
        {
          ...first(plan),
          recipe: { ...first(plan).recipe, fusion: { name: 'late', separate: true } },
          training: { method: 'adapters' },
        },
      ],
    }),
    error:
      'plan.subjects[0].training.method: is "adapters", which lets the inputs learn on together, and the fusion “late”, trained separately, keeps each to itself. Give the fusion "separate": false, or the method "ensemble".',
  },
  {
    title: 'an ensemble of shared encoders',
    change: (plan) => ({ ...plan, subjects: [apart(plan, { method: 'ensemble', encoders: 'shared' })] }),
    error:
      'plan.subjects[0].training.encoders: is "shared", but the method "ensemble" begins with encoders that are trained each by itself. Give "own"; all models of a study that go on from one ensemble share it anyway.',
  },
  {
    title: 'adapters of an input that is not there',
    change: (plan) => ({ ...plan, subjects: [apart(plan, { method: 'adapters', adapting: { adapted: 'third' } })] }),
    error:
      'plan.subjects[0].training.adapting.adapted: is "third", but the recipe reads 2 inputs. Give "all", or a place that an input has in the alphabet.',
  },
  {
    title: 'an encoder for a modality that is not there',
    change: (plan) => ({
      ...plan,
      subjects: [{ name: 'a', recipe: { encoders: { sound: { name: 'cnn' } }, fusion: { name: 'concat' } } }],
    }),
    error: 'plan.subjects[0].recipe.encoders.sound: is not a modality of the data set. Give one of "image", "text".',
  },
  {
    title: 'heads that do not divide the width',
    change: (plan) => ({
      ...plan,
      subjects: [
        {
          name: 'a',
          recipe: {
            encoders: { text: { name: 'word-transformer', width: 10, heads: 4 } },
            fusion: { name: 'concat' },
          },
        },
      ],
      attacks: [],
    }),
    error:
      'plan.subjects[0].recipe.encoders.text.heads: is 4, which does not divide the width 10. Give one of 1, 2, 5, 10.',
  },
  {
    title: 'a patch that does not divide the image',
    change: (plan) => ({
      ...plan,
      subjects: [
        {
          name: 'a',
          recipe: { encoders: { image: { name: 'patch-tokens', patch: 7 } }, fusion: { name: 'concat' } },
        },
      ],
      attacks: [],
    }),
    error: `plan.subjects[0].recipe.encoders.image.patch: is 7, which does not divide the image’s 8×8 pixels. Give one of 1, 2, 4, 8.`,
  },
  {
    title: 'an attack on a modality that is not there',
    change: (plan) => withAttack(plan, { name: 'decoupling', modalities: ['image', 'sound'] }),
    error: 'plan.attacks[0].modalities: names "sound", which is not a modality of "tiny". Give one of "image", "text".',
  },
  {
    title: 'a modality attacked twice',
    change: (plan) => withAttack(plan, { name: 'decoupling', modalities: ['text', 'text'] }),
    error: 'plan.attacks[0].modalities: names "text" a second time. Name each modality once.',
  },
  {
    title: 'a budget without a radius',
    change: (plan) => withAttack(plan, { name: 'pgd', budgets: [{ image: 0.1 }, {}] }),
    error: 'plan.attacks[0].budgets[1]: names no modality. Give a radius for one of "image", "text".',
  },
  {
    title: 'one ball of all modalities in another norm than l2',
    change: (plan) =>
      withAttack(plan, { name: 'pgd', norm: 'l1', share: 'joint', budgets: [{ image: 0.1, text: 0.1 }] }),
    error:
      'plan.attacks[0].share: is "joint", but the norm is "l1". Give "norm": "l2": only there do all modalities share one ball.',
  },
  {
    title: 'a stop rule that leaves nothing to search',
    change: (plan) =>
      withAttack(plan, { name: 'decoupling', modalities: ['image'], stop: { rule: 'literal', pixels: 10 } }),
    error:
      'plan.attacks[0].stop.pixels: is 10; "image" is 8 pixels wide, so no part of it would be searched. Give less than 8, or use the rule "relative".',
  },
  {
    title: 'more parts than all combinations can be tried of',
    change: (plan) => withAttack(plan, { name: 'exhaustive', modalities: ['image', 'text'], cells: 4 }),
    error:
      'plan.attacks[0].cells: makes up to 19 parts of image + text, more than the 14 of which all combinations can be tried. Give fewer cells, search fewer modalities, or use "lab-search", which tries some combinations of any number.',
  },
  {
    title: 'a budget given twice',
    change: (plan) => withAttack(plan, { name: 'pgd', budgets: [{ image: 0.1 }, { image: 0.2 }, { image: 0.1 }] }),
    error:
      'plan.attacks[0].budgets[2]: is {"image":0.1}, the same attack as plan.attacks[0].budgets[0]. Remove one of the two, or change its parameters.',
  },
  {
    title: 'an attack given twice, once with its defaults written out',
    change: (plan) => ({
      ...plan,
      attacks: [
        { name: 'decoupling', modalities: ['image'] },
        { name: 'decoupling', modalities: ['image'], order: 'size', criterion: { name: 'score-drop', tau: 0.02 } },
      ],
    }),
    error:
      'plan.attacks[1]: is "decoupling", the same attack as plan.attacks[0]. Remove one of the two, or change its parameters.',
  },
  {
    title: 'a requirement on an unknown subject',
    change: (plan) => ({
      ...plan,
      requirements: [{ subject: 'cnocat', measure: 'accuracy', comparison: 'at-least', threshold: 0.5 }],
    }),
    error:
      'plan.requirements[0].subject: is "cnocat", which is not a subject of this plan. Give one of "concat", "product", or leave it out to mean them all.',
  },
  {
    title: 'a requirement on an attack that the plan does not have',
    change: (plan) => ({
      ...plan,
      requirements: [{ measure: 'accuracy', attack: 99, removedAtMost: 0.1, comparison: 'at-least', threshold: 0.5 }],
    }),
    error: 'plan.requirements[0].attack: is 99. Give the index of an attack of this plan, counted from 0: 0 to 1.',
  },
  {
    title: 'mistakes asked of data that cannot tell them',
    change: (plan) => ({
      ...plan,
      requirements: [
        { measure: 'label-preserving-robust-accuracy', attack: 0, comparison: 'at-least', threshold: 0.5 },
      ],
    }),
    error:
      'plan.requirements[0].measure: is "label-preserving-robust-accuracy", but "tiny" cannot tell whether a label can still be decided after a removal. Give "robust-accuracy", which counts every changed answer.',
  },
  {
    title: 'a removed share asked of an attack that removes nothing',
    change: (plan) => ({
      ...plan,
      requirements: [
        {
          measure: 'attack-success-rate',
          attack: 1,
          removedAtMost: 0.1,
          comparison: 'at-most',
          threshold: 0.5,
        },
      ],
    }),
    error:
      'plan.requirements[0].removedAtMost: is 0.1, but only removal attacks remove anything. Remove it, or name a removal attack.',
  },
];

/** The plan, its first subject starting from such weights. */
function pretrained(plan: StudyPlanInput, encoders: object): unknown {
  return { ...plan, subjects: [{ ...first(plan), training: { pretrained: encoders } }] };
}
