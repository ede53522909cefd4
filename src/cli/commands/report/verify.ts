import path from 'node:path';
import type { Command } from 'commander';
import { verifyReport } from '../../../host/report/verify';
import { visibleText } from '../../../shared/visible-text';
import type { CliEnvironment } from '../../environment';
import { ExitCode } from '../../exit-codes';
import { leaf } from '../../leaf';

export function addReportVerify(parent: Command, environment: CliEnvironment): void {
  leaf(
    parent,
    environment,
    {
      name: 'verify <file>',
      summary: 'compare a report with the lab folder',
      description:
        'Compares an HTML or PDF report with what it was made from: its own SHA-256 with the file beside it (FILE.sha256), and the hashes it carries of plans, records, data and models with the lab folder, where everything is read anew. Lists what differs and ends with 5 then.',
      examples: [
        ['muroan report verify report.pdf', 'is this still what was measured?'],
        ['muroan report verify report.pdf --lab archive/lab --json', 'against a copy of the lab folder, for a program'],
      ],
      uses: 'lab',
    },
    async ({ withEngine, show, terminal, environment: { workingDirectory } }, [given]) => {
      const file = path.resolve(workingDirectory, given);
      const compared = await withEngine((session) => verifyReport(session, file));
      const differing = compared.filter(({ difference }) => difference !== null);
      show({ file, agrees: differing.length === 0, compared }, () => {
        for (const { subject, difference } of compared) {
          const mark = difference === null ? terminal.out.green('agrees') : terminal.out.red('DIFFERS');
          terminal.print(`${mark}  ${visibleText(subject)}`);
          if (difference !== null) terminal.print(`         ${visibleText(difference)}`);
        }
        terminal.print();
        terminal.print(
          differing.length === 0
            ? 'The report is what was written, and the lab folder holds what it was made from.'
            : `${String(differing.length)} of ${String(compared.length)} comparisons differ.`,
        );
      });
      return differing.length === 0 ? undefined : ExitCode.damaged;
    },
  );
}
