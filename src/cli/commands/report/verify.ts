import path from 'node:path';
import type { Command } from 'commander';
import { verifyReportFile } from '../../../host/report/verify';
import { conclusionOf, outcomeOf, type Outcome } from '../../../report/verification/conclusion';
import { visibleText } from '../../../shared/text/visible-text';
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
        'Compares an HTML or PDF report with what it was made from: its own SHA-256 with the file beside it (FILE.sha256), and the hashes it carries of plans, run and data descriptions, events, records, data and models with the lab folder, where everything is read anew. Lists what differs and ends with 5 then. Where nothing differs but FILE.sha256 is missing, it cannot tell whether the report itself was changed: it says INCOMPLETE and ends with 9. It does not show that nobody changed the report: who can change the file can change the SHA-256 beside it.',
      examples: [
        ['muroan report verify report.pdf', 'is this still what was measured?'],
        ['muroan report verify report.pdf --lab archive/lab --json', 'against a copy of the lab folder, for a program'],
      ],
      uses: 'lab',
    },
    async ({ withEngine, show, terminal, environment: { workingDirectory } }, [given]) => {
      const file = path.resolve(workingDirectory, given);
      const verification = await withEngine((session) => verifyReportFile(session, file));
      const { compared, missingChecksum, unchecked } = verification;
      const outcome = outcomeOf(verification);
      show({ file, outcome, compared, missingChecksum, unchecked }, () => {
        if (missingChecksum !== null) {
          terminal.print(`not checked  ${visibleText(path.basename(file))}`);
          terminal.print(
            `             The file beside it is missing: its checksum is in ${visibleText(missingChecksum)}.`,
          );
        }
        for (const { subject, difference } of compared) {
          const mark = difference === null ? terminal.out.green('agrees') : terminal.out.red('DIFFERS');
          terminal.print(`${mark}  ${visibleText(subject)}`);
          if (difference !== null) terminal.print(`         ${visibleText(difference)}`);
        }
        for (const subject of unchecked) terminal.print(`not checked  ${visibleText(subject)}`);
        terminal.print();
        for (const sentence of conclusionOf(verification)) terminal.print(visibleText(sentence));
      });
      return exitCodes[outcome];
    },
  );
}

const exitCodes = {
  agrees: ExitCode.ok,
  differs: ExitCode.damaged,
  incomplete: ExitCode.incomplete,
} as const satisfies Record<Outcome, ExitCode>;
