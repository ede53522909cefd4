import path from 'node:path';
import type { Command } from 'commander';
import { verifyReport, type Verification } from '../../../host/report/verify';
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
        'Compares an HTML or PDF report with what it was made from: its own SHA-256 with the file beside it (FILE.sha256), and the hashes it carries of plans, run and data descriptions, events, records, data and models with the lab folder, where everything is read anew. Lists what differs and ends with 5 then. Where nothing differs but FILE.sha256 is missing, it cannot tell whether the report itself was changed: it says INCOMPLETE and ends with 9. It does not show that nobody changed the report: who can change the file can change the SHA-256 beside it.',
      examples: [
        ['muroan report verify report.pdf', 'is this still what was measured?'],
        ['muroan report verify report.pdf --lab archive/lab --json', 'against a copy of the lab folder, for a program'],
      ],
      uses: 'lab',
    },
    async ({ withEngine, show, terminal, environment: { workingDirectory } }, [given]) => {
      const file = path.resolve(workingDirectory, given);
      const verification = await withEngine((session) => verifyReport(session, file));
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
        for (const sentence of conclusion(verification)) terminal.print(sentence);
      });
      return exitCodes[outcome];
    },
  );
}

type Outcome = keyof typeof exitCodes;

const exitCodes = { agrees: ExitCode.ok, differs: ExitCode.damaged, incomplete: ExitCode.incomplete } as const;

function outcomeOf({ compared, missingChecksum }: Verification): Outcome {
  if (compared.some(({ difference }) => difference !== null)) return 'differs';
  return missingChecksum === null ? 'agrees' : 'incomplete';
}

/** Says what was checked and no more: hashes do not tell who wrote the file, nor whether its text follows from them. */
function conclusion(verification: Verification): readonly string[] {
  const { unchecked } = verification;
  return [
    ...found(verification),
    ...(unchecked.length === 0
      ? []
      : ['The report is of an older version: it carries no hashes of what was not checked, which may have changed.']),
  ];
}

function found({ compared, missingChecksum }: Verification): readonly string[] {
  const differing = compared.filter(({ difference }) => difference !== null).length;
  if (differing > 0) {
    return [
      `${String(differing)} of ${String(compared.length)} comparisons differ.`,
      ...(missingChecksum === null ? [] : ['Whether the report itself was changed could not be checked.']),
    ];
  }
  if (missingChecksum !== null) {
    return [
      'INCOMPLETE: the lab folder fits every hash that the file carries, but whether the file itself was changed could not be checked.',
      `Put ${visibleText(missingChecksum)} beside it, as it was written with the report, and verify again.`,
    ];
  }
  return [
    'The file fits the SHA-256 beside it, and the lab folder fits every hash that the file carries.',
    'A file that was changed together with its SHA-256 looks the same; the text itself was not checked.',
  ];
}
