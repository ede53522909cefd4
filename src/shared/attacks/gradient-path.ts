/** Along which computation an attack takes its gradients: the model's own, or what an adaptive attacker puts in its place. */
import { z } from 'zod';

/**
 * `frozen-weights`: weights that a fusion finds anew for each sample count as constants. `hijacked-weights`: steps raise what
 * the attacked inputs count for as much as the loss. `tighter`: through a solver held to a tenth of its tolerance, in twice
 * the steps. Each is the model's own where the fusion has nothing of the kind.
 */
export const GradientWay = z.enum(['own', 'frozen-weights', 'hijacked-weights', 'tighter']);
export type GradientWay = z.infer<typeof GradientWay>;

const wayWords: Readonly<Record<GradientWay, string>> = {
  own: 'the model’s own',
  'frozen-weights': 'weights frozen',
  'hijacked-weights': 'weights hijacked',
  tighter: 'solved closer',
};

export const pathFields = {
  unroll: z.int().min(0).max(100).default(0).meta({
    title: 'followed through',
    description:
      'adaptive, for fusions that are solved for: gradients through so many plain steps of the map; 0 for the model’s own',
    unit: 'steps of the fusion',
  }),
  gradient: GradientWay.default('own').meta({
    description:
      'adaptive, for fusions that weigh their inputs anew for each sample, or that are solved for; the model’s own for others',
    words: wayWords,
  }),
};

/** One computation; steps unrolled come before any way. */
export interface GradientPath {
  readonly unroll: number;
  readonly gradient: GradientWay;
}

export const ownPath: GradientPath = { unroll: 0, gradient: 'own' };

/** An attack, which may have a choice of path. */
type Following = Partial<GradientPath> & { readonly name: string };

/** That of an attack; its own of an attack that has no choice. */
export function pathOf(choice: Following): GradientPath {
  return { unroll: choice.unroll ?? 0, gradient: choice.gradient ?? 'own' };
}

/** Does it leave the model's own gradient, which others are compared by? */
export function isAdaptive(choice: Following): boolean {
  const { unroll, gradient } = pathOf(choice);
  return unroll > 0 || gradient !== 'own';
}

/** `unrolled 5`, `weights frozen`; null for the model's own gradient. */
export function pathText({ unroll, gradient }: GradientPath): string | null {
  if (unroll > 0) return `unrolled ${String(unroll)}`;
  return gradient === 'own' ? null : wayWords[gradient];
}

/** For a short title. */
export function pathSuffix(path: GradientPath): string {
  const text = pathText(path);
  return text === null ? '' : ` ${text}`;
}

/** What the source of an attack does not have. */
export function pathDifference({ unroll, gradient }: GradientPath): string | null {
  if (unroll > 0) {
    return `where a fusion is solved for, gradients through ${String(unroll)} plain steps of it in place of its own`;
  }
  switch (gradient) {
    case 'own':
      return null;
    case 'frozen-weights':
      return 'where a fusion weighs its inputs for each sample, no gradient through the weights';
    case 'hijacked-weights':
      return 'where a fusion weighs its inputs for each sample, steps raise the weight of what is attacked as much as the loss';
    case 'tighter':
      return 'where a fusion is solved for, gradients through a solution ten times as close';
    default:
      return gradient satisfies never;
  }
}
