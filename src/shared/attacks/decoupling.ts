import { z } from 'zod';
import type { Capability } from '../models/capability';
import { LabError } from '../errors';
import { fillWords, Fills, isPlane, planeOf } from '../data/modality';
import type { AttackFacts } from './facts';
import { gridParts, removalFacts } from './removal';
import { from } from '../papers/papers';

/** When a single removal counts as a candidate (MUROAN, stage A). */
export const Criterion = z.discriminatedUnion('name', [
  z.strictObject({
    name: z.literal('embedding-argmax').meta({ description: 'arg max of the fused embedding moves (2021)' }),
  }),
  z.strictObject({ name: z.literal('label').meta({ description: 'the predicted label changes (2022)' }) }),
  /**
   * `margin`: the drop of the logit margin as a share of the clean margin, so the scale of the logits is immaterial
   * (a drop above 1 changes the label). `probability`: the drop of p_y.
   */
  z.strictObject({
    name: z.literal('score-drop').meta({ description: 'the score of the predicted label falls by more than tau' }),
    score: z
      .enum(['margin', 'probability'])
      .default('margin')
      .meta({ description: 'what falls: the logit margin, as a share of the clean one, or the probability' }),
    tau: z
      .number()
      .min(0)
      .max(10)
      .default(0.02)
      .meta({ title: 'least drop of the score', description: 'drop that makes a candidate' }),
    keep: z
      .int()
      .min(1)
      .max(10_000)
      .default(24)
      .meta({ description: 'largest drops that stay candidates', unit: 'candidates' }),
  }),
]);
export type Criterion = z.infer<typeof Criterion>;

/**
 * Where halving ends: `relative`, at a fraction of the image side (1/32 is MUROAN's 7 px at 224); or at `pixels`. `grid`:
 * nothing is halved, the squares are those of an even grid, whose combinations can all be tried.
 */
export const StopRule = z.discriminatedUnion('rule', [
  z.strictObject({
    rule: z.literal('relative').meta({ description: 'halving ends at a fraction of the input’s longer side' }),
    fraction: z
      .number()
      .positive()
      .lt(1)
      .default(1 / 32)
      .meta({ description: 'side at which halving ends, as a share of the input’s longer side' }),
  }),
  z.strictObject({
    rule: z
      .literal('literal')
      .meta({ description: 'no halving of a side of so many elements or less (released code)' }),
    pixels: z
      .int()
      .positive()
      .default(10)
      .meta({ title: 'side', description: 'longest side that is not halved', unit: 'pixels, cells or steps' }),
  }),
  z.strictObject({
    rule: z.literal('grid').meta({ description: 'the cells of an even grid, none of them halved' }),
    cells: z.int().min(1).max(32).default(3).meta({ description: 'cells along each side', unit: 'cells' }),
  }),
]);
export type StopRule = z.infer<typeof StopRule>;

/** Decoupling attack (MUROAN, arXiv 2112.12792): the fewest elements whose removal changes the label. */
export const DecouplingChoice = z.strictObject({
  name: z.literal('decoupling').meta({ description: 'the fewest parts whose removal changes the answer (MUROAN)' }),
  modalities: z.array(z.string()).min(1).meta({ description: 'modalities to remove from' }),
  criterion: Criterion.prefault({ name: 'score-drop' }).meta({ description: 'what makes a removal a candidate' }),
  fills: Fills.prefault({}).meta({ description: 'what takes the place of removed parts' }),
  stop: StopRule.prefault({ rule: 'relative' }).meta({ description: 'where halving of parts ends' }),
  order: z.enum(['size', 'cost']).default('size').meta({
    description:
      'combinations by number of candidates, then lexicographic (released code), or by removed share of the input',
  }),
  maxQueries: z
    .int()
    .min(1)
    .max(1_000_000)
    .default(500)
    .meta({ description: 'combinations asked at most', unit: 'queries per sample' }),
  randomRemovals: z
    .int()
    .min(1)
    .max(100)
    .default(5)
    .meta({ description: 'draws of the control that removes as much at random places', unit: 'draws' }),
  randomSearches: z.int().min(1).max(100).default(1).meta({
    description: 'draws of the control that asks as many queries of the same sizes at random places and keeps the best',
    unit: 'draws',
  }),
});
export type DecouplingChoice = z.infer<typeof DecouplingChoice>;

/** What the longer side of a modality that is halved is counted in. */
const sideUnit = { image: 'pixels', audio: 'cells', sequence: 'steps', skeleton: 'steps' } as const;

const stops: Readonly<Record<StopRule['rule'], string>> = {
  relative: 'halving stops at a fraction of the input’s side',
  literal: 'halving stops at a side of so many elements, as released',
  grid: 'the cells of an even grid in place of halved parts',
};

/** `grid of 3 × 3, `; nothing where parts are halved. */
export function gridWords(stop: StopRule): string {
  return stop.rule === 'grid' ? `grid of ${String(stop.cells)} × ${String(stop.cells)}, ` : '';
}

interface CriterionFacts {
  readonly requires: readonly Capability[];
  readonly sees: string;
  readonly difference: string;
}

const criteria: Readonly<Record<Criterion['name'], CriterionFacts>> = {
  'embedding-argmax': {
    requires: ['labels', 'embedding'],
    sees: 'the labels and the fused embedding',
    difference: 'the 2021 criterion',
  },
  label: { requires: ['labels'], sees: 'the labels only', difference: 'the 2022 criterion' },
  'score-drop': {
    requires: ['labels', 'scores'],
    sees: 'the scores',
    difference: 'candidates ranked by the drop of the score',
  },
};

/** What the attack may see, by its criterion. */
export function decouplingRequires({ criterion }: Pick<DecouplingChoice, 'criterion'>): readonly Capability[] {
  return criteria[criterion.name].requires;
}

export const decoupling: AttackFacts<DecouplingChoice> = {
  ...removalFacts,
  name: 'decoupling',
  label: 'Decoupling',
  version: 3,
  explanation:
    'The decoupling attack looks for the fewest parts that hold the fused answer together. It takes parts of the inputs away one at a time, halving those that matter, and keeps the parts whose removal moves the model most. Then it removes combinations of those parts, smallest first, until the answer changes. The less it has to remove, the less the answer rested on.',
  limits: [
    'The decoupling attack combines only parts that matter on their own (or those with the largest drop). A removal in which harmless parts work together can be missed, so the share found is an upper bound on the least that would do.',
    'It stops at the first removal that changes the answer and does not go on to look for one that keeps the evidence; the success rate among still-decidable inputs can therefore be too low.',
  ],
  shortTitle: () => 'Decoupling',
  title: ({ modalities }) => `Decoupling · ${modalities.join(' + ')}`,
  distinction: ({ criterion, order, fills, stop }) =>
    `${gridWords(stop)}${criterion.name}, ${order} order, filled with ${fillWords(fills)}`,
  requires: decouplingRequires,
  sees: ({ criterion }) => `sees ${criteria[criterion.name].sees}; no gradients, no knowledge of the weights`,
  family: ({ name, criterion, fills, stop, order, maxQueries }) =>
    JSON.stringify([name, criterion, fills, stop, order, maxQueries]),
  acrossFusions: ({ criterion: { name } }) =>
    name === 'score-drop'
      ? null
      : `The criterion ${name} gives each fusion a different number of candidates; compare fusions with score-drop.`,
  combinationCap: ({ maxQueries }) => maxQueries,
  mostAsked: ({ maxQueries, randomSearches }) => maxQueries * (1 + randomSearches),
  fixedParts: ({ modalities, fills, stop }) => (stop.rule === 'grid' ? gridParts(modalities, fills, stop.cells) : null),
  shortest: (choice) => choice,
  source: ({ criterion, stop, order }) => ({
    title: `Decoupling, ${criterion.name}`,
    ...from`MUROAN, ${'vishwamitra2021understanding'}, and its released code`,
    fidelity:
      criterion.name === 'score-drop' || stop.rule !== 'literal' || order === 'cost' ? 'variant' : 'reconstruction',
    difference: [
      criteria[criterion.name].difference,
      stops[stop.rule],
      order === 'cost' ? 'cheapest combinations first' : 'fewest parts first, as released',
      'all removed parts are counted, not the last one',
    ].join('; '),
  }),
  check: ({ modalities, stop }, where, specs) => {
    // The released code halves no side of `pixels` or less: with an image no larger than that it searches nothing.
    if (stop.rule !== 'literal') return;
    for (const id of modalities) {
      const spec = specs[id];
      // Columns are not halved at all.
      if (!isPlane(spec) || spec.kind === 'tabular') continue;
      const { height, width } = planeOf(spec);
      const side = spec.kind === 'image' || spec.kind === 'audio' ? Math.max(height, width) : width;
      if (stop.pixels < side) continue;
      throw new LabError(
        'invalid',
        `is ${String(stop.pixels)}; "${id}" is ${String(side)} ${sideUnit[spec.kind]} wide, so no part of it would be searched.`,
        { where: `${where}.stop.pixels`, remedy: `Give less than ${String(side)}, or use the rule "relative".` },
      );
    }
  },
};
