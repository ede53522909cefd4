import path from 'node:path';
import type { Command } from 'commander';
import { countOf } from '../../../analysis/format';
import { unusedText } from '../../../analysis/unused-columns';
import { LabError } from '../../../shared/errors';
import type { FolderInspection } from '../../../shared/mapping/guess';
import { parseMapping } from '../../../shared/mapping/mapping';
import { unusedColumns } from '../../../shared/mapping/unused';
import { visibleText } from '../../../shared/text/visible-text';
import { readJsonFile } from '../../../host/files/json-file';
import { writeWhole } from '../../../host/files/whole-file';
import { drawValue } from '../../drawing/value';
import type { CliEnvironment } from '../../environment';
import { leaf, nextCommand } from '../../leaf';
import { fileName, wholeNumber } from '../../option-values';
import { addForce, refuseOverwriting, type Overwriting } from '../../overwriting';
import { table } from '../../table';
import type { Terminal } from '../../terminal';
import { truthName } from '../../../shared/data/target';
import { wrap } from '../../width';

interface InspectOptions extends Overwriting {
  readonly map?: string;
  readonly out?: string;
  readonly samples?: number;
}

/** The command `data inspect`. */
export function addDataInspect(group: Command, environment: CliEnvironment): void {
  leaf<InspectOptions>(
    group,
    environment,
    {
      name: 'inspect <path>',
      summary: 'look at a folder or a file before it is imported',
      description:
        'Says which layout a folder has where the lab reads it as it is, such as KITTI-Road; of any other, shows the columns of a folder with data (CSV, TSV, JSON Lines, JSON, Parquet; arrays in NPY, NPZ, safetensors; or files in folders by class), or of one such file, what each is taken for and why, and the first samples as they would be imported. With --out, the mapping that follows becomes a file to edit, which `muroan data import --map` reads. Nothing in the folder changes.',
      examples: [
        ['muroan data inspect ./birds', 'the columns, and three samples'],
        ['muroan data inspect ./birds --out map.json', 'the mapping as a file to edit'],
        ['muroan data inspect ./birds --map map.json', 'the samples as the edited mapping makes them'],
      ],
      uses: 'lab',
      configure: (command) => {
        addForce(command)
          .option('--map <file>', 'a mapping to try, in place of a guessed one', fileName)
          .option('--out <file>', 'write the mapping into this file', fileName)
          .option('--samples <number>', 'samples to draw (default: 3)', wholeNumber(1, 24));
      },
    },
    async ({ withEngine, show, terminal, options, labArgument, environment: { workingDirectory } }, [folder]) => {
      const out = options.out === undefined ? null : path.resolve(workingDirectory, options.out);
      if (out !== null) refuseOverwriting([out], options);
      const given = options.map === undefined ? undefined : readJsonFile(path.resolve(workingDirectory, options.map));
      const mapping = given === undefined ? undefined : parseMapping(given, 'mapping');
      const inspection = await withEngine((session) =>
        session.request('data.inspect', {
          directory: path.resolve(workingDirectory, folder),
          ...(mapping === undefined ? {} : { mapping }),
          samples: options.samples ?? 3,
        }),
      );
      if (out !== null) writeWhole(out, `${JSON.stringify(inspection.mapping ?? noMapping(out), null, 2)}\n`);
      show(inspection, () => {
        if (inspection.layout === null) printInspection(inspection, terminal);
        else terminal.print(`Laid out as ${visibleText(inspection.layout.title)}.`);
        if (out !== null && options.out !== undefined) {
          terminal.print(`Written: ${visibleText(out)}`);
          terminal.print(
            `Next: look it over, then ${nextCommand(['data', 'import', folder, '--map', options.out], labArgument)}`,
          );
        } else if (inspection.layout !== null) {
          const asItIs = nextCommand(['data', 'import', folder, '--format', inspection.layout.format], labArgument);
          const byHand = nextCommand(['data', 'inspect', folder, '--out', 'map.json'], labArgument);
          terminal.print(`Next: ${asItIs}`);
          if (inspection.mapping !== null) terminal.print(`To map it by hand instead: ${byHand}`);
        }
      });
      return undefined;
    },
  );
}

/** Whoever asked for a file must not take an older one for it. */
function noMapping(where: string): never {
  throw new LabError('invalid', 'was not written: no mapping follows from what is there.', {
    where,
    remedy: 'Leave out --out to see what it is taken for and why.',
  });
}

function printInspection({ reason, columns, mapping, preview, problem }: FolderInspection, terminal: Terminal): void {
  terminal.print(visibleText(reason));
  const lines = table(
    [
      { title: 'column', text: ({ name }) => visibleText(name) },
      { title: 'taken for', text: ({ use }) => (use === 'none' ? 'nothing' : use) },
      { title: 'why', text: ({ reason: why }) => visibleText(why) },
      { title: 'first rows', text: ({ examples }) => visibleText(examples.slice(0, 2).join(' | ')) },
    ],
    columns.slice(0, mostColumns),
    { width: terminal.tableWidth, heading: terminal.out.dim },
  );
  lines.forEach(terminal.print);
  if (columns.length > mostColumns) terminal.print(`… and ${countOf(columns.length - mostColumns, 'column')} more`);
  const unused = mapping === null ? null : unusedText(unusedColumns(mapping, columns));
  if (unused !== null) {
    wrap(visibleText(unused), terminal.width).forEach(terminal.print);
    terminal.print('To use one all the same, name it in the mapping that --out writes.');
  }
  if (problem !== null) wrap(visibleText(problem), terminal.width).forEach(terminal.print);
  if (preview === null) return;
  const { manifest, samples, skipped, remarks } = preview;
  for (const remark of remarks) wrap(visibleText(remark), terminal.width).forEach(terminal.print);
  for (const { file, row, reason: why } of skipped.slice(0, 5)) {
    terminal.print(`Left out: ${visibleText(file)}${row === null ? '' : `:${String(row)}`}  ${visibleText(why)}`);
  }
  for (const sample of samples) {
    terminal.print();
    terminal.print(`${visibleText(sample.id)}: ${visibleText(truthName(manifest, sample))}`);
    for (const value of Object.values(sample.values))
      drawValue(value, Math.min(56, terminal.width), terminal).forEach(terminal.print);
  }
}

/** Columns that are listed. */
const mostColumns = 40;
