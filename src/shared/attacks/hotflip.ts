import { z } from 'zod';
import { editFacts, editFields, editsText } from './edit';
import type { AttackFacts } from './facts';
import { from } from '../papers/papers';

/** HotFlip on words: puts other words of the model's vocabulary in, chosen by the gradient and looked at again. */
export const HotflipChoice = z.strictObject({
  name: z.literal('hotflip').meta({ description: 'puts other words in the place of words, chosen by the gradient' }),
  ...editFields,
  maxEdits: z.int().min(1).max(100).default(2).meta({
    description: 'words substituted at most',
    unit: 'edits',
  }),
  candidates: z.int().min(1).max(1000).default(8).meta({
    description: 'substitutions that the gradient promises most of, which the model is asked about at each step',
    unit: 'substitutions',
  }),
  beam: z.int().min(1).max(64).default(1).meta({
    description: 'changed texts that are carried on at each step; 1: only the best (greedy)',
    unit: 'texts',
  }),
});
export type HotflipChoice = z.infer<typeof HotflipChoice>;

const shortTitle = ({ maxEdits, beam }: HotflipChoice): string =>
  `HotFlip${beam === 1 ? '' : `, beam ${String(beam)}`}, ${editsText(maxEdits, 'word')}`;

export const hotflip: AttackFacts<HotflipChoice> = {
  ...editFacts,
  name: 'hotflip',
  label: 'HotFlip',
  version: 1,
  explanation:
    'HotFlip changes a text as a person could type it: it puts other words of the model’s vocabulary in the place of words. For every word the gradient says which substitution should raise the loss most; the best of these are put in and the model is asked again, word after word, until the answer changes or no more edits are allowed.',
  limits: [
    'HotFlip puts in whatever word the gradient points to: a changed text need not make sense, and a word put in may itself speak for another class.',
    'It looks at one substitution of each word to first order and keeps the best: what it does not break in so many edits another choice of words may break.',
  ],
  shortTitle,
  title: (choice) => `${shortTitle(choice)} · ${choice.modalities.join(' + ')}`,
  distinction: ({ candidates, beam }) =>
    `${String(candidates)} substitutions asked at each step, ${beam === 1 ? 'greedy' : `beam of ${String(beam)}`}`,
  requires: () => ['labels', 'scores', 'gradients'],
  shortest: (choice) => choice,
  gradientSteps: ({ maxEdits, beam }) => maxEdits * beam,
  mostAsked: () => null,
  sees: () => 'knows the model, its vocabulary and its gradients fully',
  family: ({ name, maxEdits, candidates, beam }) => JSON.stringify([name, maxEdits, candidates, beam]),
  source: ({ beam }) => ({
    title: `HotFlip on words, ${beam === 1 ? 'greedy' : 'beam search'}`,
    ...from`${'ebrahimi2018hotflip'}`,
    fidelity: 'variant',
    difference:
      'no condition on likeness of meaning or part of speech; one substitution of each word is asked about, the best to first order; a word is changed once; ends once the answer changes',
  }),
};
