import path from 'node:path';
import type { Command } from 'commander';
import { countOf, decimal } from '../../../analysis/format';
import { bytes as bytesText } from '../../../analysis/quantities';
import {
  exportRecords,
  recordsFileName,
  RecordsFormat,
  type RecordsStep,
} from '../../../analysis/table/export-records';
import { writePiecewise } from '../../../host/files/piecewise-file';
import { LabError } from '../../../shared/errors';
import { findRun } from '../../../shared/lookup/runs';
import type { Result } from '../../../shared/protocol';
import { visibleText } from '../../../shared/text/visible-text';
import type { CliEnvironment } from '../../environment';
import { leaf } from '../../leaf';
import { fileName, oneOf } from '../../option-values';
import { addForce, refuseOverwriting, type Overwriting } from '../../overwriting';
import type { EngineSession } from '../../session';

interface ExportOptions extends Overwriting {
  readonly as: RecordsFormat;
  readonly out?: string;
  readonly allColumns?: boolean;
}

export function addRunsExport(group: Command, environment: CliEnvironment): void {
  leaf<ExportOptions>(
    group,
    environment,
    {
      name: 'export <runs...>',
      summary: 'write the records of runs as CSV, JSON or Parquet',
      description:
        'Writes one row for each sample and cell: what was asked, what was done to it, what came of it, raw and in its own units; several runs make one table. Columns that no record fills are left out. The others are told in docs/results.md, in the JSON itself and in the notes of the Parquet file. Runs of any size are written page by page. Without --out the file gets the name of the study and goes to the working directory.',
      examples: [
        ['muroan runs export last --as parquet', 'the newest run, for pandas'],
        ['muroan runs export 0199a2b3 0199b7c4 --as csv --out both.csv', 'two runs in one table'],
      ],
      uses: 'lab',
      configure: (command) => {
        addForce(command)
          .requiredOption(
            '--as <format>',
            `format of the file: ${RecordsFormat.options.join(', ')}`,
            oneOf(RecordsFormat.options),
          )
          .option('--out <file>', 'file to write', fileName)
          .option('--all-columns', 'with the columns that no record fills, so that files of all runs have the same');
      },
    },
    async ({ withEngine, show, terminal, options, environment: { workingDirectory } }, names) => {
      const { as, out, allColumns = false } = options;
      const written = await withEngine(async (session) => {
        const runs = await shownRuns(session, names);
        const file = path.resolve(workingDirectory, out ?? recordsFileName(runs, as));
        refuseOverwriting([file], options);
        const result = await writePiecewise(file, (write) =>
          exportRecords(session, runs, {
            as,
            allColumns,
            write,
            onRecords: (step, done, total) => {
              session.progress({ stage: 'data', label: labels[step], done, total, unit: 'records', ...unknown });
            },
          }),
        );
        return { file, runs: runs.map(({ summary }) => summary.id), ...result };
      });
      show(written, () => {
        const { records, columns, emptyColumns, bytes, file } = written;
        terminal.print(
          `Wrote ${visibleText(file)}: ${decimal(records)} records, ${countOf(columns, 'column')}, ${bytesText(bytes)}`,
        );
        if (emptyColumns > 0) {
          terminal.print(`Left out: ${countOf(emptyColumns, 'column')} that no record fills; --all-columns keeps them`);
        }
      });
      return undefined;
    },
  );
}

const labels: Readonly<Record<RecordsStep, string>> = { looking: 'Records, looked through', writing: 'Records' };
const unknown = { rate: null, remaining: null, detail: null, whole: null } as const;

/** @throws LabError `not-found`; `invalid` for a run that is named twice */
async function shownRuns(session: EngineSession, names: readonly string[]): Promise<readonly Result<'runs.show'>[]> {
  const runs: Result<'runs.show'>[] = [];
  for (const name of names) {
    const { id } = await findRun(session, name);
    if (runs.some(({ summary }) => summary.id === id)) {
      throw new LabError('invalid', 'is named twice.', { where: `run ${id}`, remedy: 'Name each run once.' });
    }
    runs.push(await session.request('runs.show', { run: id }));
  }
  return runs;
}
