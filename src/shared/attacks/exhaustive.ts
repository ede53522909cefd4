import { z } from 'zod';
import { LabError } from '../errors';
import { fillWords, planeOf, type ModalitySpec, type ModalitySpecs } from '../data/modality';
import { DecouplingChoice } from './decoupling';
import type { AttackFacts } from './facts';
import { LabSearchChoice } from './lab-search';
import { gridParts, removalFacts } from './removal';
import { from } from '../papers/papers';

/** A 3 × 3 grid and five words: 2^14 combinations. With every part more they double. */
export const mostParts = 14;

const asked = DecouplingChoice.shape;

/** All combinations of few parts, cheapest first: what other removal attacks on the same parts are measured by. */
export const ExhaustiveChoice = z.strictObject({
  name: z.literal('exhaustive').meta({
    description: 'all combinations of few parts, cheapest first: the smallest removal there is',
  }),
  modalities: asked.modalities,
  fills: asked.fills,
  cells: z
    .int()
    .min(1)
    .max(4)
    .default(3)
    .meta({ description: 'cells of the grid along each side of an input', unit: 'cells' }),
  objective: LabSearchChoice.shape.objective,
  randomRemovals: asked.randomRemovals,
  randomSearches: asked.randomSearches,
});
export type ExhaustiveChoice = z.infer<typeof ExhaustiveChoice>;

export const exhaustive: AttackFacts<ExhaustiveChoice> = {
  ...removalFacts,
  name: 'exhaustive',
  label: 'Exhaustive search',
  version: 1,
  explanation:
    'The exhaustive search cuts every input into a few parts, the cells of a coarse grid or the words of a text, and tries all combinations of them, cheapest first, until the answer changes. No smaller removal of these parts exists. It is feasible for few parts only, and there tells how far other searches on the same parts stay from the best.',
  limits: [
    'The exhaustive search is exact for the cells of its grid only: removals of smaller parts can be smaller still.',
  ],
  shortTitle: () => 'Exhaustive search',
  title: ({ modalities, cells }) =>
    `Exhaustive search · ${modalities.join(' + ')}, ${String(cells)} × ${String(cells)}`,
  distinction: ({ objective, fills }) => `by ${objective}, filled with ${fillWords(fills)}`,
  requires: () => ['labels'],
  sees: () => 'sees the labels only, and asks about every combination; no gradients, no knowledge of the weights',
  family: ({ name, fills, cells, objective }) => JSON.stringify([name, fills, cells, objective]),
  fixedParts: ({ modalities, fills, cells }) => gridParts(modalities, fills, cells),
  triesAll: true,
  shortest: (choice) => choice,
  source: () => ({
    title: 'Exhaustive search',
    ...from`none: all combinations are tried`,
    fidelity: 'own',
    difference: 'removes as decoupling does, from the cells of a grid',
  }),
  check: ({ modalities, cells }, where, specs) => {
    const parts = partsIn(specs, modalities, cells);
    if (parts <= mostParts) return;
    throw new LabError(
      'invalid',
      `makes up to ${String(parts)} parts of ${modalities.join(' + ')}, more than the ${String(mostParts)} of which all combinations can be tried.`,
      {
        where: `${where}.cells`,
        remedy:
          'Give fewer cells, search fewer modalities, or use "lab-search", which tries some combinations of any number.',
      },
    );
  },
};

/** Parts of the longest sample. */
function partsIn(specs: ModalitySpecs, modalities: readonly string[], cells: number): number {
  return modalities.reduce((sum, id) => sum + mostPartsOf(specs[id], cells), 0);
}

function mostPartsOf(spec: ModalitySpec, cells: number): number {
  switch (spec.kind) {
    case 'image':
    case 'audio':
    case 'sequence':
    case 'skeleton': {
      const { height, width } = planeOf(spec);
      return Math.min(cells, height) * Math.min(cells, width);
    }
    case 'tabular':
      return spec.columns.length;
    case 'text':
      return spec.maxWords;
    default:
      return spec satisfies never;
  }
}
