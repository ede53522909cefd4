import path from 'node:path';
import type { Command } from 'commander';
import { countOf, decimal } from '../../analysis/format';
import { DatasetName, DatasetTitle, Split, type DatasetManifest, type ImportReport } from '../../shared/dataset';
import { importFormats, usualSides, type ImportFormat } from '../../shared/import-formats';
import { classesIn } from '../../shared/class-map';
import { isPictureView, type SampleView } from '../../shared/sample-view';
import { parse } from '../../shared/parse';
import { shortId } from '../../shared/identity';
import type { ModalitySpec } from '../../shared/modality';
import { askedWords, rightWords, truthName } from '../../shared/target';
import { visibleText } from '../../shared/visible-text';
import { classLegendText, drawClasses } from '../drawing/class-map';
import { drawValue } from '../drawing/value';
import type { CliEnvironment } from '../environment';
import { findDataset } from '../../shared/lookup/datasets';
import { leaf } from '../leaf';
import { oneOf, severalNames, twoNames, wholeNumber } from '../option-values';
import { slug, titleFrom } from '../../shared/naming';
import { repeatedUnitsText } from '../../shared/repeated-units';
import { facts, table } from '../table';
import type { Terminal } from '../terminal';
import { wrap } from '../width';

export function addDataCommands(program: Command, environment: CliEnvironment): void {
  const group = program
    .command('data')
    .summary('data sets: list, look at, import')
    .description('Data sets of the lab folder: what is there, what it looks like, and how to bring your own.');
  addList(group, environment);
  addShow(group, environment);
  addPrepare(group, environment);
  addImport(group, environment);
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

interface ImportOptions {
  readonly format: ImportFormat;
  readonly name?: string;
  readonly title?: string;
  readonly classes: readonly [string, string];
  readonly side?: number;
  readonly pixelClasses?: readonly string[];
}

function addImport(group: Command, environment: CliEnvironment): void {
  leaf<ImportOptions>(
    group,
    environment,
    {
      name: 'import <folder>',
      summary: 'bring your own data',
      description:
        'Copies a data set into the lab folder. Layout "hateful-memes": train.jsonl, dev.jsonl (or dev_seen.jsonl) and test files, one JSON object per line with id, img (a path below the folder), text and label. Layout "table": data.csv, its first line naming the columns: label; if need be id, split (train, validation, test), group, and text, an input of words; columns NAME[0], NAME[1], … are one feature of a sequence, all others the columns of a table. Layout "pixel-maps": a folder of pictures for each sensor and the folder masks, with files of equal base names; masks are PNG whose values (indexed or grey) are classes; classes.txt names these, a line each; if need be train.txt, val.txt and test.txt list base names, and conditions.txt says what the ends of names tell (a line: ending, name). Layout "kitti-road": the folder data_road of KITTI-Road as it is published, or its training: image_2, gt_image_2 and, as SNE-RoadSeg adds it, depth_u16 (16 bits, millimetres); a fifth of the pictures tests. Rows that cannot be read are listed and left out.',
      examples: [
        ['muroan data import ./hateful_memes', 'the folder becomes the data set "hateful-memes"'],
        ['muroan data import ./memes --name memes --side 96', 'another name, larger images'],
        [
          'muroan data import ./ads --title "Adverts of 2024" --classes honest,misleading',
          'other data in this layout: a title and what the labels 0 and 1 mean',
        ],
        [
          'muroan data import ./street --format pixel-maps --side 64 --pixel-classes road,car,person',
          'pictures of several sensors with the class of every pixel',
        ],
        [
          'muroan data import ./data_road --format kitti-road --name kitti-road',
          'roads of KITTI-Road in colour and depth, 32×104 pixels',
        ],
        ['muroan data import ./patients --format table', 'columns of numbers, sequences and text from data.csv'],
      ],
      uses: 'lab',
      configure: (command) => {
        command
          .option(
            '--format <name>',
            `layout of the folder: ${importFormats.join(', ')}`,
            oneOf(importFormats),
            importFormats[0],
          )
          .option('--name <name>', 'name in the lab folder (default: from the folder)')
          .option('--title <text>', 'title in reports (default: from the name)')
          .option('--classes <a,b>', 'what the labels 0 and 1 mean', twoNames, ['not hateful', 'hateful'])
          .option('--pixel-classes <a,b,…>', 'what the values of masks stand for, from 0 on', severalNames)
          .option(
            '--side <pixels>',
            `side that images are resized to (default: ${String(usualSides[importFormats[0]])}); of kitti-road their height, 3.25 times as wide (default: ${String(usualSides['kitti-road'])})`,
            wholeNumber(8, 512),
          );
      },
    },
    async ({ withEngine, show, terminal, options, environment: { workingDirectory } }, [folder]) => {
      const directory = path.resolve(workingDirectory, folder);
      const name = parse(DatasetName, options.name ?? slug(path.basename(directory)), '--name');
      const title = parse(DatasetTitle, options.title ?? titleFrom(name), '--title');
      const report = await withEngine((session) =>
        session.request('data.import', {
          directory,
          format: options.format,
          name,
          title,
          classes: [...options.classes],
          ...(options.pixelClasses === undefined ? {} : { pixelClasses: [...options.pixelClasses] }),
          imageSide: options.side ?? usualSides[options.format],
        }),
      );
      show(report, () => {
        printImport(report, terminal);
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
      return `${countOf(spec.steps, 'step')} of ${countOf(spec.features.length, 'feature')}`;
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

function printImport(report: ImportReport, terminal: Terminal): void {
  terminal.print(`Imported ${countOf(report.imported, 'row')} as "${report.dataset}".`);
  for (const remark of report.remarks ?? []) wrap(visibleText(remark), terminal.width).forEach(terminal.print);
  if (report.skipped.length > 0) {
    terminal.print(terminal.out.yellow(`Left out ${countOf(report.skipped.length, 'row')}:`));
    report.skipped.slice(0, 20).forEach(({ file, row, reason }) => {
      terminal.print(`  ${visibleText(file)}${row === null ? '' : `:${String(row)}`}  ${visibleText(reason)}`);
    });
    if (report.skipped.length > 20)
      terminal.print(`  … and ${decimal(report.skipped.length - 20)} more (--json lists all)`);
  }
  terminal.print(`Next: muroan data show ${report.dataset}`);
}
