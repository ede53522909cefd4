/** What gradient attacks have in common: fields, radii, titles. */
import { z } from 'zod';
import { LabError } from '../errors';
import { isPlane, planeOf, type Plane } from '../data/modality';
import { refuse } from '../refusal';
import { oneOf } from '../text/wording';
import type { AttackFacts } from './facts';

export const Norm = z.enum(['linf', 'l2', 'l1']);
export type Norm = z.infer<typeof Norm>;
/** Norms in which attacks move all values at once. */
export const DenseNorm = Norm.exclude(['l1']);
export type DenseNorm = z.infer<typeof DenseNorm>;

export const Share = z.enum(['full', 'matched', 'joint']);
export type Share = z.infer<typeof Share>;
/** What people call the norms. */
export const normWords: Readonly<Record<Norm, string>> = { linf: 'l∞', l2: 'l2', l1: 'l1' };
const shareWords: Readonly<Record<Share, string>> = {
  full: 'each its own',
  matched: 'shared total',
  joint: 'one ball',
};
const normMeaning = {
  description: 'norm of the perturbation: of each value, or of all together',
  words: normWords,
};
const shareMeaning = {
  title: 'radii',
  description: 'each modality its own radius, or all together the total of one',
  words: shareWords,
};

/**
 * Radii per modality, in the modality's own units: image, pixel values in [0, 1]; sound and numbers, their values in [0, 1]; text, the
 * embedding space (latent).
 * `share`: `full`, each modality gets its own radius; `matched`, the total stays that of one modality:
 * ε_m/√M in l2, ε_m/M in l∞ (Tian & Xu 2104.02000); `joint`, all modalities end to end lie in one l2 ball of that radius
 * (CRMT 2402.06244), with unequal radii in an ellipsoid of them.
 */
export const gradientFields = {
  norm: Norm.default('linf').meta(normMeaning),
  budgets: z
    .array(z.record(z.string(), z.number().min(0).max(1e6)))
    .min(1)
    .meta({ description: 'radii per modality; one cell each', unit: 'values of [0, 1]; of text, embedding' }),
  share: Share.default('full').meta({
    ...shareMeaning,
    description: `${shareMeaning.description}, divided or in one l2 ball`,
  }),
  randomNoises: z.int().min(1).max(100).default(3).meta({
    description: 'draws of the control that puts random noise on the boundary of the same ball',
    unit: 'draws',
  }),
};

/** Of attacks that step as PGD does. */
export const sparseShare = z.number().positive().max(1).default(0.05).meta({
  title: 'changed per step in l1',
  description: 'in l1: share of the values that a step changes, those of the steepest gradient',
  unit: 'of the values',
});

/** The same of attacks that have no steps in l1. */
export const denseFields = { ...gradientFields, norm: DenseNorm.default('linf').meta(normMeaning) };

/** The same of attacks without gradients, which look at each modality by itself. */
export const searchFields = {
  ...denseFields,
  share: Share.exclude(['joint']).default('full').meta(shareMeaning),
};

/** The fields that every gradient attack has. */
export interface GradientFields {
  readonly norm: Norm;
  readonly budgets: readonly Readonly<Record<string, number>>[];
  readonly share: Share;
}

/** The facts that follow from the common fields. */
export const gradientFacts = {
  kind: 'perturbation',
  limits: [],
  distinction: () => null,
  budgets: ({ budgets }) => budgets.length,
  modalities: ({ budgets }, budget) => Object.keys(budgets[budget]),
  radii: sharedRadii,
  requires: () => ['labels', 'scores', 'gradients'],
  sees: () => 'knows the model and its gradients fully',
  acrossFusions: () => null,
  mostAsked: () => null,
  climbsCrossEntropy: () => true,
  seeksAnswer: () => true,
  combinationCap: () => null,
  heldTo: () => null,
  fixedParts: () => null,
  triesAll: false,
  check: ({ budgets, norm, share }, where, specs) => {
    const bent =
      share === 'joint' && norm !== 'l2'
        ? [
            new LabError('invalid', `is "joint", but the norm is "${norm}".`, {
              where: `${where}.share`,
              remedy: 'Give "norm": "l2": only there do all modalities share one ball.',
            }),
          ]
        : [];
    const empty = budgets.flatMap((budget, index) =>
      Object.keys(budget).length > 0
        ? []
        : [
            new LabError('invalid', 'names no modality.', {
              where: `${where}.budgets[${String(index)}]`,
              remedy: `Give a radius for ${oneOf(Object.keys(specs))}.`,
            }),
          ],
    );
    refuse([...bent, ...empty]);
  },
  doubts: (choice, where, specs) =>
    choice.budgets.flatMap((budget, index) => [
      ...Object.entries(budget).flatMap(([id, radius]) => {
        // A modality that the data does not have is for `check` to refuse.
        if (!Object.hasOwn(specs, id)) return [];
        const spec = specs[id];
        return isPlane(spec) && radius >= wholeRange(choice.norm, planeOf(spec))
          ? [
              {
                where: `${where}.budgets[${String(index)}].${id}`,
                text: `is ${String(radius)}, with which any ${spec.kind === 'image' ? 'picture' : 'value'} can become any other, as ${spec.kind === 'image' ? 'pixel values' : 'values'} go from 0 to 1.`,
              },
            ]
          : [];
      }),
      ...(choice.share !== 'full' && Object.keys(budget).length === 1
        ? [
            {
              where: `${where}.budgets[${String(index)}]`,
              text: `names one modality, with which "share": "${choice.share}" has nothing to share.`,
            },
          ]
        : []),
      ...(choice.share === 'joint' && new Set(Object.values(budget)).size > 1
        ? [
            {
              where: `${where}.budgets[${String(index)}]`,
              text: 'has unequal radii, with which "share": "joint" is no ball: each modality counts by its own radius.',
            },
          ]
        : []),
    ]),
} as const satisfies Partial<AttackFacts<GradientFields>>;

/** The radius from which on a ball holds every value of a modality, whichever is its centre. */
function wholeRange(norm: Norm, { height, width, channels }: Plane): number {
  switch (norm) {
    case 'linf':
      return 1;
    case 'l2':
      return Math.sqrt(height * width * channels);
    case 'l1':
      return height * width * channels;
    default:
      return norm satisfies never;
  }
}

/** Do all modalities of a budget lie in one ball? Of one modality alone there is nothing to join. */
export function isOneBall({ budgets, share }: GradientFields, budget: number): boolean {
  return share === 'joint' && Object.keys(budgets[budget]).length > 1;
}

/**
 * Radii after sharing. `matched` keeps the total of M modalities at that of one: each gets ε/√M in l2 and ε/M in l∞ and
 * l1 (Tian & Xu, arXiv 2104.02000, who use ε/2 each for two). In one ball each modality may use up its whole radius.
 */
function sharedRadii({ budgets, norm, share }: GradientFields, index: number): Readonly<Record<string, number>> {
  const budget = budgets[index];
  const count = Object.keys(budget).length;
  const part = share !== 'matched' ? 1 : norm === 'l2' ? 1 / Math.sqrt(count) : 1 / count;
  return Object.fromEntries(Object.entries(budget).map(([id, radius]) => [id, radius * part]));
}

/** `PGD-20 l∞ · image 0.03 + text 0.1 (shared budget)`. */
export function gradientTitle(
  shortTitle: string,
  choice: GradientFields,
  budget: number,
  latent: readonly string[],
): string {
  const radii = Object.entries(sharedRadii(choice, budget));
  const matched = choice.share === 'matched' && radii.length > 1 ? ' (shared budget)' : '';
  const joint = isOneBall(choice, budget) ? ' (one ball)' : '';
  return `${shortTitle} · ${radiiText(radii, choice.norm, latent)}${matched}${joint}`;
}

/** `image 8/255 + text 0.1`. @param latent modalities whose radius is one of the embedding space */
export function radiiText(
  radii: readonly (readonly [modality: string, radius: number])[],
  norm: Norm,
  latent: readonly string[],
): string {
  return radii.map(([id, radius]) => `${id} ${radiusText(radius, norm, latent.includes(id))}`).join(' + ');
}

export function normText(norm: Norm): string {
  return normWords[norm];
}

/**
 * A radius to at most three digits. Of values in l∞ the field counts in steps of 8-bit values: 0.0157 is `4/255`; what
 * two digits say exactly stays as it is.
 */
export function radiusText(radius: number, norm: Norm, latent: boolean): string {
  const levels = Math.round(radius * 255);
  const plain = Number(radius.toPrecision(2)) === radius;
  const ofValues = norm === 'linf' && !latent;
  if (ofValues && !plain && levels > 0 && Math.abs(radius * 255 - levels) < 0.01) return `${String(levels)}/255`;
  return String(Number(radius.toPrecision(3)));
}
