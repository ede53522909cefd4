import { glossary as reportGlossary } from '../../report/glossary';
import type { GlossaryEntry } from '../../report/document';

/** Terms that a `Term` can explain: those of the report, and those that only the window uses. */
export const glossary = {
  ...reportGlossary,
  cell: {
    term: 'Cell',
    meaning: 'One model under one attack at one budget, on all samples of the study.',
    direction: 'context, neither',
    misreading: 'A cell is not a sample: it holds one record per sample.',
  },
  run: {
    term: 'Run',
    meaning: 'One execution of a study. It holds the plan, the records and where they were computed.',
    direction: 'context, neither',
    misreading: 'Two runs of the same plan on different devices agree within a tolerance, not bit for bit.',
  },
  selfTest: {
    term: 'Self-test',
    meaning: 'The device computes a small model and is compared with stored reference numbers before it is used.',
    direction: 'a smaller error is better',
    misreading: 'It shows that the device computes correctly, not that it is fast.',
  },
  abstention: {
    term: 'Abstention',
    meaning: 'The model, or its certificate, gives no answer because it is not sure enough.',
    direction: 'fewer is better at equal accuracy',
    misreading: 'An abstention is not a wrong answer, and not a right one.',
  },
  certifiedRadius: {
    term: 'Certified radius',
    meaning: 'Size of a change up to which the answer provably stays the same.',
    direction: 'higher is better',
    misreading: 'A lower bound: the answer may stay the same for larger changes as well.',
  },
  delta: {
    term: 'δ (perturbation)',
    meaning: 'What an attack adds to the input, or how much of it a certificate allows to be removed.',
    direction: 'context, neither',
    misreading: 'Its norm is not how visible it is to a person.',
  },
} as const satisfies Record<string, GlossaryEntry>;

export type TermId = keyof typeof glossary;
