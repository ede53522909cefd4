import { utcTime } from '../../analysis/format';
import { requiredSections } from '../../shared/reports/report-sections';
import type { Section } from '../document';
import type { ReportInput } from '../input';
import type { Context } from './context';
import { decisionWords, restrictionsOf, undecidedWords } from './flags';

/** Who answers for the report, and how it can be checked. */
export function approvalSection(contexts: readonly Context[], { analyst, createdAt }: ReportInput): Section {
  const undecided = undecidedWords(contexts);
  return {
    id: 'approval',
    title: requiredSections.approval.title,
    blocks: [
      {
        kind: 'approval',
        plans: contexts.map(({ input: { run } }) => ({ name: run.plan.name, planHash: run.expansion.planHash })),
        analyst,
        // Dated by hand where it is signed by hand, and not before it can be approved.
        date: analyst === '' || undecided !== '' ? '' : utcTime(createdAt).slice(0, 10),
        decisions: decisionWords(contexts),
        undecided,
        restrictions: restrictionsOf(contexts),
      },
      {
        kind: 'text',
        text: 'This is a form to be signed by hand, not a cryptographic signature: it does not prove who made the file, nor that it was not changed. What was written can be checked. Beside the file stands another with its SHA-256, its name ending in “.sha256”; and the file carries the hashes of the plans, run and data descriptions, events, records, data and models that it was made from. “muroan report verify FILE” compares all of them with the file and the lab folder; a file that was changed together with its SHA-256 it cannot tell.',
      },
      { kind: 'facts', rows: [['Report made', `${utcTime(createdAt)} UTC`]] },
    ],
  };
}
