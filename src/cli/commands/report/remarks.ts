import path from 'node:path';
import type { Command } from 'commander';
import { countOf } from '../../../analysis/format';
import { writeWhole } from '../../../host/files/whole-file';
import { emptyRemarks } from '../../../report/remarks';
import { jsonText } from '../../../shared/json/json-text';
import { visibleText } from '../../../shared/text/visible-text';
import type { CliEnvironment } from '../../environment';
import { leaf, nextCommand } from '../../leaf';
import { addForce, refuseOverwriting, type Overwriting } from '../../overwriting';
import { readRuns } from './read-runs';

export function addReportRemarks(parent: Command, environment: CliEnvironment): void {
  leaf<Overwriting>(
    parent,
    environment,
    {
      name: 'remarks <file> <runs...>',
      summary: 'write a file for notes and decisions on warnings',
      description:
        'Writes a JSON file with every warning and note of the runs, to fill in: under `notes` a text per paragraph, at each warning or note a `decision`, which is open, accepted or refused, and its `reason`. The report prints what it says when it is made with --remarks FILE.',
      examples: [['muroan report remarks remarks.json last', 'what there is to decide about the newest run']],
      uses: 'lab',
      configure: (command) => {
        addForce(command);
      },
    },
    async (
      { withEngine, show, terminal, options, labArgument, environment: { workingDirectory } },
      [file, ...names],
    ) => {
      const target = path.resolve(workingDirectory, file);
      refuseOverwriting([target], options);
      const remarks = emptyRemarks(await withEngine((session) => readRuns(session, names)));
      writeWhole(target, `${jsonText(remarks)}\n`);
      const count = remarks.runs.reduce((sum, { warnings }) => sum + warnings.length, 0);
      show({ file: target, remarks }, () => {
        terminal.print(
          `Wrote ${visibleText(file)}: ${countOf(count, 'warning or note', 'warnings and notes')} to decide about.`,
        );
        terminal.print(
          `Next, filled in: ${nextCommand(['report', ...names, '--html', 'report.html', '--remarks', file], labArgument)}`,
        );
      });
      return undefined;
    },
  );
}
