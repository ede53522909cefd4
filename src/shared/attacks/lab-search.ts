import { z } from 'zod';
import { decoupling, DecouplingChoice, decouplingRequires, gridWords } from './decoupling';
import type { AttackFacts } from './facts';
import { fillWords } from '../data/modality';
import { gridParts, removalFacts } from './removal';
import { from } from '../papers/papers';

const asked = DecouplingChoice.shape;

/**
 * The lab's own search for a small removal, held to the queries of the decoupling attack. What decoupling is set to
 * (criterion, order, cap) says how many queries those are; the search itself reads none of it.
 */
export const LabSearchChoice = z.strictObject({
  name: z.literal('lab-search').meta({
    description: 'the lab’s own search for a small removal, with no more queries than the decoupling attack',
  }),
  modalities: asked.modalities,
  fills: asked.fills,
  stop: asked.stop,
  objective: z.enum(['mean-share', 'pooled-share']).default('mean-share').meta({
    description:
      'what is to be small: the removed share as a mean over the modalities searched, or that of all elements together',
  }),
  allowance: z.enum(['spent', 'worst-case', 'fixed']).default('spent').meta({
    description:
      'queries allowed on a sample: as many as decoupling spends on it, as many as decoupling could spend, or a fixed number',
  }),
  queries: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(1000)
    .meta({ description: 'of the allowance "fixed"', unit: 'queries per sample' }),
  criterion: asked.criterion.meta({ description: 'criterion of the decoupling attack whose queries are allowed' }),
  order: asked.order.meta({ description: 'order of the decoupling attack whose queries are allowed' }),
  maxQueries: asked.maxQueries.meta({
    description: 'cap of the decoupling attack whose queries are allowed',
    unit: 'queries per sample',
  }),
  randomRemovals: asked.randomRemovals,
  randomSearches: asked.randomSearches,
});
export type LabSearchChoice = z.infer<typeof LabSearchChoice>;

/** The decoupling attack whose queries are allowed. */
export function decouplingBeside(choice: LabSearchChoice): DecouplingChoice {
  const { modalities, fills, stop, criterion, order, maxQueries, randomRemovals, randomSearches } = choice;
  const settings = { modalities, fills, stop, criterion, order, maxQueries, randomRemovals, randomSearches };
  return { name: 'decoupling', ...settings };
}

function allowanceWords({ allowance, queries }: LabSearchChoice): string {
  switch (allowance) {
    case 'spent':
      return 'as many as the decoupling attack spends on the same sample';
    case 'worst-case':
      return 'as many as the decoupling attack could spend at most';
    case 'fixed':
      return `at most ${String(queries)} per sample`;
    default:
      return allowance satisfies never;
  }
}

export const labSearch: AttackFacts<LabSearchChoice> = {
  ...removalFacts,
  name: 'lab-search',
  label: 'Lab’s own search',
  version: 1,
  explanation:
    'The lab’s own search, published nowhere, looks for a small removal with no more queries than the decoupling attack and without anything that it found. It looks at parts by themselves, splitting those that weigh most; joins the most telling for their size until the answer changes; and then shrinks what it joined, by giving back every part that is not needed, by keeping of a part only the pieces that are, and by trying cheaper parts in the place of dear ones.',
  limits: [
    'The lab’s own search finds small removals, not the smallest: the share found is an upper bound on the least that would do.',
  ],
  shortTitle: () => 'Lab’s own search',
  title: ({ modalities }) => `Lab’s own search · ${modalities.join(' + ')}`,
  distinction: ({ allowance, objective, fills, stop }) =>
    `${gridWords(stop)}allowed ${allowance}, by ${objective}, filled with ${fillWords(fills)}`,
  requires: (choice) => [
    ...new Set([
      ...(['labels', 'scores'] as const),
      ...(choice.allowance === 'spent' ? decouplingRequires(choice) : []),
    ]),
  ],
  sees: (choice) => `sees the scores, and asks ${allowanceWords(choice)}; no gradients, no knowledge of the weights`,
  family: ({ name, fills, stop, objective, allowance, queries, criterion, order, maxQueries }) =>
    JSON.stringify([name, fills, stop, objective, allowance, queries, criterion, order, maxQueries]),
  acrossFusions: (choice) => (choice.allowance === 'spent' ? decoupling.acrossFusions(decouplingBeside(choice)) : null),
  heldTo: (choice) => ({ family: decoupling.family(decouplingBeside(choice)), modalities: choice.modalities }),
  fixedParts: ({ modalities, fills, stop }) => (stop.rule === 'grid' ? gridParts(modalities, fills, stop.cells) : null),
  shortest: (choice) => choice,
  source: () => ({
    title: 'Lab’s own search',
    ...from`none: made by this lab`,
    fidelity: 'own',
    difference: 'removes as decoupling does, from a cold start, with no more queries',
  }),
  check: (choice, where, specs) => {
    decoupling.check(decouplingBeside(choice), where, specs);
  },
};
