import { glossary as reportGlossary, spellings } from '../../report/glossary';
import type { GlossaryEntry } from '../../report/document';

/** Terms that a `Term` can explain: those of the report, and those that only the window uses. */
export const glossary = {
  ...reportGlossary,
  cell: {
    term: 'Cell',
    meaning: 'One model under one attack at one budget, on all samples of the study.',
    direction: 'neither: it explains other numbers',
    beware: 'A cell is not a sample: it holds one record per sample.',
  },
  run: {
    term: 'Run',
    meaning: 'One execution of a study. It holds the plan, the records and where they were computed.',
    direction: 'neither: it explains other numbers',
    beware: 'Two runs of the same plan on different devices agree within a tolerance, not bit for bit.',
  },
  selfTest: {
    term: 'Self-test',
    meaning: 'The device computes a small model and is compared with stored reference numbers before it is used.',
    direction: 'a smaller error is better',
    beware: 'It shows that the device computes correctly, not that it is fast.',
  },
} as const satisfies Record<string, GlossaryEntry>;

export type TermId = keyof typeof glossary;

/** The term that a heading is one of the spellings of; null for other headings. */
export function termNamed(heading: string): TermId | null {
  const name = heading.toLowerCase();
  const ids = Object.keys(glossary) as TermId[];
  return ids.find((id) => spellings(glossary[id].term).includes(name)) ?? null;
}
