import { z } from 'zod';
import { editFacts, editFields, editsText } from './edit';
import type { AttackFacts } from './facts';
import { from } from '../papers/papers';

/** Misspells the words that matter most, letter by letter, by scores alone. */
export const MisspellChoice = z.strictObject({
  name: z.literal('misspell').meta({ description: 'misspells the words that matter most, by scores alone' }),
  ...editFields,
  maxEdits: z.int().min(1).max(100).default(2).meta({
    description: 'letters swapped with the next, left out, added or changed at most',
    unit: 'edits',
  }),
  tries: z.int().min(1).max(1000).default(12).meta({
    description: 'misspellings of a word that the model is asked about each time',
    unit: 'misspellings',
  }),
  keepEnds: z.boolean().default(true).meta({
    title: 'keep first and last letter',
    description: 'the first and the last letter of a word stay, as people read over what is wrong inside',
  }),
});
export type MisspellChoice = z.infer<typeof MisspellChoice>;

const shortTitle = ({ maxEdits }: MisspellChoice): string => `Misspelling, ${editsText(maxEdits, 'letter')}`;

export const misspell: AttackFacts<MisspellChoice> = {
  ...editFacts,
  name: 'misspell',
  label: 'Misspelling',
  version: 1,
  explanation:
    'Misspelling changes letters inside words. It first hides each word to see how much the answer depends on it; then it misspells the words that matter most, one edit at a time: two letters swapped, a letter left out, added or changed. Of several misspellings the one that hurts most stays. A model that knows whole words mostly does not know a misspelt one.',
  limits: [
    'Misspelling looks at the words in the order of their importance and keeps the best of a few misspellings of each: others may break what it does not.',
  ],
  shortTitle,
  title: (choice) => `${shortTitle(choice)} · ${choice.modalities.join(' + ')}`,
  distinction: ({ tries, keepEnds }) =>
    `${String(tries)} misspellings of a word asked about${keepEnds ? '' : ', first and last letters too'}`,
  requires: () => ['labels', 'scores'],
  shortest: (choice) => choice,
  gradientSteps: () => 0,
  mostAsked: () => null,
  sees: () => 'sees the scores; no gradients, no knowledge of the weights',
  family: ({ name, maxEdits, tries, keepEnds }) => JSON.stringify([name, maxEdits, tries, keepEnds]),
  source: () => ({
    title: 'Misspelling by importance',
    ...from`${'pruthi2019combating'}; order of words as ${'li2019textbugger'}`,
    fidelity: 'variant',
    difference:
      'some misspellings of a word are drawn, not all tried; letters are drawn from a to z; importance is the loss with the word unknown; ends once the answer changes',
  }),
};
