import { countOf, listOf } from '../../analysis/format';

/** Texts of the page Report. */
export const report = {
  lead: 'One document with the verdict, its numbers, its limits and where they come from, to be signed by name.',
  form: 'What the report says',
  noRuns: 'A report is about a run. Run the sample study first: it takes a few minutes.',
  runs: 'Runs',
  runsHint: 'Each becomes a part of one report.',
  analyst: 'Analyst',
  analystHint:
    'Who answers for the report. Without a name, or with a warning or note undecided, its approval block stays open.',
  notes: 'Notes',
  notesOn: (run: string): string => `Notes on ${run}`,
  notesHint: 'Printed after the verdict. An empty line begins a paragraph.',
  units: 'Shares are written as',
  unitsHint:
    'In PDF and HTML; as in Settings until chosen here. The numbers are the same; JSON holds them as they are.',
  files: 'Save as',
  kinds: { pdf: 'PDF', html: 'HTML', json: 'JSON' },
  save: (kind: string): string => `Save as ${kind}`,
  chooseFirst: 'Choose a run first.',
  noPrinter:
    'Nothing on this machine prints PDF. Install Chromium or Chrome, or save HTML and print it from a browser.',
  unsigned: {
    name: 'no analyst is named',
    open: (count: number): string =>
      `${countOf(count, 'warning or note', 'warnings and notes')} ${count === 1 ? 'is' : 'are'} undecided`,
    noReason: (count: number): string => `${countOf(count, 'decision')} ${count === 1 ? 'lacks' : 'lack'} a reason`,
    lead: (lacks: readonly string[]): string => `Saved now, the approval block stays open: ${listOf(lacks)}.`,
    decide: 'Decide',
  },
  signed: (name: string, all: number, refused: number): string =>
    `Will be signed by ${name} · ${
      all === 0
        ? 'no warnings or notes'
        : `${String(all)} of ${String(all)} decided${refused === 0 ? '' : `, ${String(refused)} not accepted`}`
    }.`,
  making: (kind: string): string => `Making the ${kind} file`,
  made: (name: string, size: string): string => `Saved ${name}, ${size}.`,
  checksum: (name: string): string => `SHA-256, also in ${name} beside it`,
  sections: {
    title: 'Sections',
    all: 'All are in the report.',
    leftOut: (count: number, all: number): string => `${String(count)} of ${String(all)} left out.`,
    always: 'Always in it, and why',
  },
  decisions: {
    tab: (open: number | null): string =>
      `Decide on warnings and notes${open === null || open === 0 ? '' : ` (${String(open)} open)`}`,
    lead: 'Found by automatic checks. Say of each whether the numbers may be used in spite of it, and why (a note that is accepted may do without); the report prints it. One that finds something else later is open again.',
    of: (run: string): string => `Warnings and notes of ${run}`,
    none: 'No warnings or notes.',
    decided: (count: number, all: number): string => `${String(count)} of ${String(all)} decided`,
    about: (warning: string): string => `Decision: ${warning}`,
    reasonFor: (warning: string): string => `Reason: ${warning}`,
    answers: { open: 'Not decided', accepted: 'Accepted', acknowledged: 'Acknowledged', refused: 'Not accepted' },
    reason: 'Reason',
    reasonNeeded: 'Give a reason: without one, this counts as not decided.',
    why: {
      accepted: 'Why the numbers may be used in spite of it',
      acknowledged: 'Why the report may be signed though these numbers must not be used',
    },
    whyRefused: 'What must not be concluded, or must be done first',
    required: ' (needed: without a reason this counts as not decided)',
  },
  edited: {
    analyst: 'Change of the analyst’s name.',
    notes: 'Change of the notes.',
    decision: 'Change of a decision.',
  },
  preview: 'Preview',
  previewing: 'Making the preview',
  stale: 'What it says has changed since.',
  update: 'Update preview',
  noneChosen: { title: 'No run chosen', text: 'Choose a run to see its report here before you save it.' },
} as const;
