import type { Command } from 'commander';
import { countOf, decimal } from '../../analysis/format';
import { DatasetName, Split, type DatasetManifest } from '../../shared/data/dataset';
import { importFormats } from '../../shared/data/import-formats';
import { classesIn } from '../../shared/data/class-map';
import { isPictureView, type SampleView } from '../../shared/samples/sample-view';
import { parse } from '../../shared/parse';
import { shortId } from '../../shared/identity';
import { stepsText, type ModalitySpec } from '../../shared/data/modality';
import { askedWords, rightWords, truthName } from '../../shared/data/target';
import { visibleText } from '../../shared/text/visible-text';
import { classLegendText, drawClasses } from '../drawing/class-map';
import { drawValue } from '../drawing/value';
import type { CliEnvironment } from '../environment';
import { findDataset } from '../../shared/lookup/datasets';
import { leaf } from '../leaf';
import { oneOf, wholeNumber } from '../option-values';
import { repeatedUnitsText } from '../../shared/data/repeated-units';
import { facts, table } from '../table';
import type { Terminal } from '../terminal';
import { wrap } from '../width';
import { addDataImport } from './data-import';
import { addDataInspect } from './data-inspect';

export function addDataCommands(program: Command, environment: CliEnvironment): void {
  const group = program
    .command('data')
    .summary('data sets: list, look at, import')
    .description('Data sets of the lab folder: what is there, what it looks like, and how to bring your own.');
  addList(group, environment);
  addShow(group, environment);
  addPrepare(group, environment);
  addDataInspect(group, environment);
  addDataImport(group, environment);
}

function addList(group: Command, environment: CliEnvironment): void {
  leaf<object>(
    group,
    environment,
    {
      name: 'list',
      summary: 'list the data sets',
      description: 'Lists the data sets of the lab folder, with their modalities, classes and splits.',
      examples: [['muroan data list', 'every data set, one per line']],
      uses: 'lab',
    },
    async ({ withEngine, show, terminal }) => {
      const manifests = await withEngine((session) => session.request('data.list', {}));
      show(manifests, () => {
        printList(manifests, terminal);
      });
      return undefined;
    },
  );
}

interface ShowOptions {
  readonly samples?: number;
  readonly split: Split;
}

function addShow(group: Command, environment: CliEnvironment): void {
  leaf<ShowOptions>(
    group,
    environment,
    {
      name: 'show <name>',
      summary: 'describe one data set and draw samples of it',
      description:
        'Prints what a data set asks of a model, its splits, licences and hash, and draws a few samples; where every pixel is labelled, its classes too.',
      examples: [
        ['muroan data show caption-match', 'the description and three samples'],
        ['muroan data show caption-match --samples 10 --split validation', 'ten samples of another split'],
      ],
      uses: 'lab',
      configure: (command) => {
        command
          .option('--samples <number>', 'samples to draw (default: 3)', wholeNumber(0, 1000))
          .option('--split <name>', `one of ${Split.options.join(', ')}`, oneOf(Split.options), 'test');
      },
    },
    async ({ withEngine, show, terminal, options }, [name]) => {
      const result = await withEngine(async (session) => {
        const manifest = await findDataset(session, name);
        const samples = await session.request('data.samples', {
          dataset: manifest.name,
          ids: [],
          split: options.split,
          limit: options.samples ?? 3,
        });
        return { manifest, samples };
      });
      show(result, () => {
        printManifest(result.manifest, terminal);
        if (result.samples.length > 0) {
          terminal.print();
          terminal.print(`First of the ${options.split} split:`);
          const { pixelClasses } = result.manifest;
          if (pixelClasses !== undefined) {
            terminal.print('The last picture of each says what every pixel shows:');
            terminal.print(classLegendText(pixelClasses, terminal.out));
          }
        }
        result.samples.forEach((sample) => {
          printSample(sample, result.manifest, terminal);
        });
      });
      return undefined;
    },
  );
}

function addPrepare(group: Command, environment: CliEnvironment): void {
  leaf<object>(
    group,
    environment,
    {
      name: 'prepare <name>',
      summary: 'write a data set that ships with the lab into the lab folder',
      description:
        'Writes a data set that ships with the lab into the lab folder. Does nothing when it is there already. Studies do this by themselves.',
      examples: [['muroan data prepare caption-match', 'garments with captions that fit or do not']],
      uses: 'lab',
    },
    async ({ withEngine, show, terminal }, [name]) => {
      const dataset = parse(DatasetName, name, 'name');
      const manifest = await withEngine((session) => session.request('data.prepare', { dataset }));
      show(manifest, () => {
        printManifest(manifest, terminal);
      });
      return undefined;
    },
  );
}

function printList(manifests: readonly DatasetManifest[], terminal: Terminal): void {
  if (manifests.length === 0) {
    terminal.print('No data sets in this lab folder yet. Write one of those that ship with the lab:');
    terminal.print('  muroan data prepare caption-match');
    return;
  }
  const lines = table<DatasetManifest>(
    [
      { title: 'name', text: (manifest) => manifest.name, style: terminal.out.bold },
      { title: 'title', text: (manifest) => visibleText(manifest.title) },
      { title: 'modalities', text: (manifest) => Object.keys(manifest.modalities).map(visibleText).join(' + ') },
      { title: 'asks for', text: (manifest) => visibleText(askedWords(manifest)) },
      { title: 'train', text: (manifest) => decimal(manifest.splits.train), align: 'right' },
      { title: 'validation', text: (manifest) => decimal(manifest.splits.validation), align: 'right' },
      { title: 'test', text: (manifest) => decimal(manifest.splits.test), align: 'right' },
      { title: 'hash', text: (manifest) => shortId(manifest.hash), style: terminal.out.dim },
    ],
    manifests,
    { width: terminal.tableWidth, heading: terminal.out.dim },
  );
  lines.forEach(terminal.print);
}

/** What the values of a modality are. */
function valueWords(spec: ModalitySpec): string {
  switch (spec.kind) {
    case 'image':
      return `${String(spec.height)}×${String(spec.width)} pixels, ${spec.channels === 1 ? 'grey' : 'colour'}`;
    case 'text':
      return `up to ${countOf(spec.maxWords, 'word')}`;
    case 'audio':
      return `sound of ${String(Number(spec.seconds.toPrecision(3)))} s, ${String(spec.height)} bands × ${String(spec.width)} frames`;
    case 'tabular':
      return countOf(spec.columns.length, 'column');
    case 'sequence':
      return `${stepsText(spec)} of ${countOf(spec.features.length, 'feature')}`;
    case 'skeleton':
      return `${countOf(spec.joints.length, 'joint')} over ${countOf(spec.steps, 'step')}`;
    default:
      return spec satisfies never;
  }
}

/** None of what is not to be said of the data. */
function row(title: string, text: string | null): readonly (readonly [string, string])[] {
  return text === null ? [] : [[title, visibleText(text)]];
}

function printManifest(manifest: DatasetManifest, terminal: Terminal): void {
  terminal.print(terminal.out.bold(visibleText(manifest.title)));
  wrap(visibleText(manifest.task), terminal.width).forEach(terminal.print);
  terminal.print();
  const modalities = Object.entries(manifest.modalities).map(
    ([id, spec]) => `${visibleText(id)} (${valueWords(spec)})`,
  );
  facts([
    ['name', manifest.name],
    ['modalities', modalities.join(', ')],
    ['asks for', visibleText(askedWords(manifest))],
    ...row('right', rightWords(manifest.target)),
    ['classes', manifest.classes.map(visibleText).join(', ')],
    [
      'rows',
      `${decimal(manifest.splits.train)} train, ${decimal(manifest.splits.validation)} validation, ${decimal(manifest.splits.test)} test`,
    ],
    ['intervals by', visibleText(manifest.unit)],
    ...row('note', repeatedUnitsText(manifest)),
    ['origin', visibleText(originOf(manifest))],
    [
      'label oracle',
      manifest.oracle === null ? 'none: label preservation is not checked' : visibleText(manifest.oracle.statement),
    ],
    ['licences', manifest.licences.map(visibleText).join('; ')],
    ['hash', manifest.hash],
  ]).forEach(terminal.print);
}

/** Where the rows come from: a layout that was imported, or a preparation that draws them by a seed. */
function originOf({ preparation: { name, version, seed } }: DatasetManifest): string {
  return importFormats.some((format) => format === name)
    ? `imported in the layout ${name}, version ${String(version)} of the importer`
    : `prepared by ${name}, version ${String(version)}, seed ${String(seed)}`;
}

function printSample(sample: SampleView, manifest: DatasetManifest, terminal: Terminal): void {
  terminal.print();
  const label = visibleText(truthName(manifest, sample));
  // Where every sample is a unit of its own, its unit is its id.
  const unit =
    sample.group === sample.id ? '' : `  ${terminal.out.dim(`${manifest.unit}: ${visibleText(sample.group)}`)}`;
  terminal.print(`${terminal.out.bold(visibleText(sample.id))}  ${label}${unit}`);
  const limit = Math.min(56, terminal.width);
  for (const value of Object.values(sample.values)) drawValue(value, limit, terminal).forEach(terminal.print);
  const picture = Object.values(sample.values).find(isPictureView);
  if (sample.mask === undefined || picture === undefined) return;
  const classes = classesIn(sample.mask, picture.height * picture.width);
  drawClasses(classes, picture, terminal.out, limit).forEach(terminal.print);
}
