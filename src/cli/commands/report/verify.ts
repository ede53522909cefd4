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
        'Compares an HTML or PDF report with what it was made from: its own SHA-256 with the file beside it (FILE.sha256), and the hashes it carries of plans, run and data descriptions, events, records, data and models with the lab folder, where everything is read anew. Lists what differs and ends with 5 then. It does not show that nobody changed the report: who can change the file can change the SHA-256 beside it.',
      examples: [
        ['muroan report verify report.pdf', 'is this still what was measured?'],
        ['muroan report verify report.pdf --lab archive/lab --json', 'against a copy of the lab folder, for a program'],
      ],
      uses: 'lab',
    },
    async ({ withEngine, show, terminal, environment: { workingDirectory } }, [given]) => {
      const file = path.resolve(workingDirectory, given);
      const { compared, unchecked } = await withEngine((session) => verifyReport(session, file));
      const differing = compared.filter(({ difference }) => difference !== null);
      show({ file, agrees: differing.length === 0, compared, unchecked }, () => {
        for (const { subject, difference } of compared) {
          const mark = difference === null ? terminal.out.green('agrees') : terminal.out.red('DIFFERS');
          terminal.print(`${mark}  ${visibleText(subject)}`);
          if (difference !== null) terminal.print(`         ${visibleText(difference)}`);
        }
        for (const subject of unchecked) terminal.print(`not checked  ${visibleText(subject)}`);
        terminal.print();
        for (const sentence of conclusion(compared.length, differing.length, unchecked.length))
          terminal.print(sentence);
      });
      return differing.length === 0 ? undefined : ExitCode.damaged;
    },
  );
}

/** Says what was checked and no more: hashes do not tell who wrote the file, nor whether its text follows from them. */
function conclusion(compared: number, differing: number, unchecked: number): readonly string[] {
  return [
    differing === 0
      ? 'The file fits the SHA-256 beside it, and the lab folder fits every hash that the file carries.'
      : `${String(differing)} of ${String(compared)} comparisons differ.`,
    ...(unchecked === 0
      ? []
      : ['The report is of an older version: it carries no hashes of what was not checked, which may have changed.']),
    ...(differing === 0
      ? ['A file that was changed together with its SHA-256 looks the same; the text itself was not checked.']
      : []),
  ];
}
