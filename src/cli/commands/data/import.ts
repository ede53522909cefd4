import path from 'node:path';
import type { Command } from 'commander';
import { countOf, decimal } from '../../../analysis/format';
import { DatasetName, DatasetTitle, type ImportReport } from '../../../shared/data/dataset';
import { importFormats, layoutsAsking, usualSideOf, type ImportFormat } from '../../../shared/data/import-formats';
import { LabError } from '../../../shared/errors';
import type { FolderInspection } from '../../../shared/mapping/guess';
import { parseMapping, type ColumnMapping } from '../../../shared/mapping/mapping';
import { readJsonFile } from '../../../host/files/json-file';
import { dataStem } from '../../../shared/mapping/row-files';
import { slug, titleFrom } from '../../../shared/text/naming';
import { parse } from '../../../shared/parse';
import { visibleText } from '../../../shared/text/visible-text';
import type { CliEnvironment } from '../../environment';
import { leaf, nextCommand } from '../../leaf';
import { fileName, oneOf, severalNames, twoNames, wholeNumber } from '../../option-values';
import type { Terminal } from '../../terminal';
import { wrap } from '../../width';

interface ImportOptions {
  readonly format?: ImportFormat;
  readonly name?: string;
  readonly title?: string;
  readonly classes: readonly [string, string];
  readonly side?: number;
  readonly pixelClasses?: readonly string[];
  readonly map?: string;
}

/** The command `data import`. */
export function addDataImport(group: Command, environment: CliEnvironment): void {
  leaf<ImportOptions>(
    group,
    environment,
    {
      name: 'import <path>',
      summary: 'bring your own data',
      description:
        'Copies a data set into the lab folder: a folder, or one file of rows by itself (then nothing beside it is read). Without --format and --map the layout is found out: one of those below, or a published one that `muroan data inspect` knows; what has neither is not imported. Layout "hateful-memes": train.jsonl, dev.jsonl (or dev_seen.jsonl) and test files, one JSON object per line with id, img (a path below the folder), text and label. Layout "table": data.csv, its first line naming the columns: label; if need be id, split (train, validation, test), group, and text, an input of words; columns NAME[0], NAME[1], … are one feature of a sequence, all others the columns of a table. Layout "pixel-maps": a folder of pictures for each sensor and the folder masks, with files of equal base names; masks are PNG whose values (indexed or grey) are classes; classes.txt names these, a line each; if need be train.txt, val.txt and test.txt list base names, and conditions.txt says what the ends of names tell (a line: ending, name). Layout "kitti-road": the folder data_road of KITTI-Road as it is published, or its training: image_2, gt_image_2 and, as SNE-RoadSeg adds it, depth_u16 (16 bits, millimetres); a fifth of the pictures tests. Layout "sequences": arrays of NumPy as CMU-MOSI and CMU-MOSEI are passed on: NAME.npy (rows × steps × features) for each input and labels.npy (from -3 to 3), in folders train, valid and test, or in one; if need be NAME.lengths.npy, without which steps of zeros before and behind a row are padding, and ids.txt and groups.txt, a line a row; a file train.npz may stand for a folder train. Layout "skeletons": clips of moving bodies as pre-processings of NTU RGB+D leave them: train_data.npy and val_data.npy (clips × coordinates × frames × joints × bodies; other orders are told by their sides) with train_label.npy and so on, a file .npz with x_train, y_train, x_test and y_test, or skeletons.npy with labels.npy; if need be train_num_frame.npy, train_names.txt, train_subjects.txt, classes.txt, and layout.json, which tells of other joints than the 25 of NTU RGB+D (joints, bones, coordinates, downwards, bodies, steps) and of the split (cross-subject, cross-view, cross-setup); pickles are never opened. With --map, any other layout: a mapping says which columns are which inputs and what is asked; `muroan data inspect` writes one to begin with. Rows that cannot be read are listed and left out.',
      examples: [
        [
          'muroan data import ./hateful_memes',
          'its layout is found out; the folder becomes the data set "hateful-memes"',
        ],
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
        ['muroan data import ./birds --map map.json', 'as a mapping says that `muroan data inspect` wrote'],
        ['muroan data import ./flowers.parquet --map map.json', 'one file, which holds all that is read'],
        ['muroan data import ./patients --format table', 'columns of numbers, sequences and text from data.csv'],
        [
          'muroan data import ./mosei --format sequences',
          'arrays of words, voice and face with a sentiment from -3 to 3',
        ],
        ['muroan data import ./ntu60-xsub --format skeletons', 'clips of skeletons with an action each'],
      ],
      uses: 'lab',
      configure: (command) => {
        command
          .option(
            '--format <name>',
            `layout of the folder: ${importFormats.join(', ')} (default: as it is found to be)`,
            oneOf(importFormats),
          )
          .option('--map <file>', 'a mapping of columns, in place of a layout', fileName)
          .option('--name <name>', 'name in the lab folder (default: from the folder)')
          .option('--title <text>', 'title in reports (default: from the name)')
          .option('--classes <a,b>', 'what the labels 0 and 1 mean', twoNames, ['not hateful', 'hateful'])
          .option('--pixel-classes <a,b,…>', 'what the values of masks stand for, from 0 on', severalNames)
          .option('--side <pixels>', sideWords(), wholeNumber(8, 512));
      },
    },
    async ({ withEngine, show, terminal, options, labArgument, environment: { workingDirectory } }, [folder]) => {
      const directory = path.resolve(workingDirectory, folder);
      const name = parse(DatasetName, options.name ?? slug(dataStem(directory)), '--name');
      const title = parse(DatasetTitle, options.title ?? titleFrom(name), '--title');
      const mapping =
        options.map === undefined
          ? null
          : parseMapping(readJsonFile(path.resolve(workingDirectory, options.map)), 'mapping');
      const { way, report } = await withEngine(async (session) => {
        const told = wayTold(options.format, mapping);
        const found = told ?? wayFound(folder, await session.request('data.inspect', { directory, samples: 1 }));
        const named = { directory, name, title };
        const asked =
          'mapping' in found
            ? session.request('data.importMapped', { ...named, mapping: found.mapping })
            : session.request('data.import', {
                ...named,
                format: found.format,
                classes: [...options.classes],
                ...(options.pixelClasses === undefined ? {} : { pixelClasses: [...options.pixelClasses] }),
                imageSide: options.side ?? usualSideOf(found.format),
              });
        return { way: found, report: await asked };
      });
      show(report, () => {
        if (way.layout !== null) terminal.print(`Laid out as ${visibleText(way.layout)}.`);
        printImport(report, labArgument, terminal);
      });
      return undefined;
    },
  );
}

function sideWords(): string {
  const [square] = layoutsAsking('side');
  const wide = layoutsAsking('height');
  return `side that images are resized to (default: ${String(usualSideOf(square))}); of ${wide.join(', ')} their height, 3.25 times as wide (default: ${String(usualSideOf(wide[0]))})`;
}

/** How a folder is imported, and the title of the layout where it was found out. */
type Way = { readonly layout: string | null } & (
  { readonly format: ImportFormat } | { readonly mapping: ColumnMapping }
);

function wayTold(format: ImportFormat | undefined, mapping: ColumnMapping | null): Way | null {
  if (mapping !== null) return { layout: null, mapping };
  return format === undefined ? null : { layout: null, format };
}

/** Only what is published is imported unseen: of columns that are guessed, a person says first what they are. */
function wayFound(folder: string, { layout, preset, mapping, reason }: FolderInspection): Way {
  if (layout !== null) return { layout: layout.title, format: layout.format };
  if (preset !== null && mapping !== null) return { layout: preset, mapping };
  throw new LabError('invalid', `It has no layout that the lab knows. It is taken for: ${reason}`, {
    where: folder,
    remedy:
      'Look at it with `muroan data inspect --out map.json`, correct what is taken for what, and give --map; or name its layout with --format.',
  });
}

function printImport(report: ImportReport, labArgument: string, terminal: Terminal): void {
  terminal.print(`Imported ${countOf(report.imported, 'row')} as "${report.dataset}".`);
  for (const remark of report.remarks ?? []) wrap(visibleText(remark), terminal.width).forEach(terminal.print);
  if (report.skipped.length > 0) {
    const all = report.skipped.length + (report.unlisted ?? 0);
    terminal.print(terminal.out.yellow(`Left out ${countOf(all, 'row')}:`));
    report.skipped.slice(0, 20).forEach(({ file, row, reason }) => {
      terminal.print(`  ${visibleText(file)}${row === null ? '' : `:${String(row)}`}  ${visibleText(reason)}`);
    });
    if (all > 20)
      terminal.print(
        `  … and ${decimal(all - 20)} more (--json lists ${all > report.skipped.length ? 'the first' : 'all'})`,
      );
  }
  terminal.print(`Next: ${nextCommand(['data', 'show', report.dataset], labArgument)}`);
}
