import type { ModelDescription } from '../shared/models/model-description';
import { countOf, decimal, percent, percentEstimate } from './format';
import { rateOfCounts } from './statistics/estimate';

/** What low-rank adapters of a model come to, in words. */
export interface AdapterFacts {
  readonly rank: string;
  readonly scaling: string;
  readonly kernels: string;
  /** Numbers of adapters, and of heads that learned beside them. */
  readonly trained: string;
  readonly frozen: string;
  /** What was trained, of what stayed frozen. */
  readonly share: string;
}

/** Null of a model without adapters. */
export function adapterFacts({ adapters }: Pick<ModelDescription, 'adapters'>): AdapterFacts | null {
  if (adapters === undefined) return null;
  const { rank, scaling, kernels, added, heads, frozen } = adapters;
  return {
    rank: decimal(rank),
    scaling: decimal(scaling),
    kernels: countOf(kernels.length, 'kernel'),
    trained: decimal(added + heads),
    frozen: decimal(frozen),
    share: percent((added + heads) / frozen),
  };
}

/** The same in a line, for lists of facts. */
export function adapterLine({ rank, scaling, kernels, trained, frozen, share }: AdapterFacts): string {
  return `rank ${rank}, a ${scaling}, over ${kernels}: ${trained} trained beside ${frozen} frozen (${share})`;
}

/** What an input came to by itself, in words. */
export interface AloneRow {
  readonly modality: string;
  readonly test: string;
  readonly kept: string;
}

/** Empty of a model whose inputs were not trained each by itself. */
export function aloneRows({ alone = {} }: Pick<ModelDescription, 'alone'>): readonly AloneRow[] {
  return Object.entries(alone).map(([modality, { epochs, bestEpoch, test }]) => ({
    modality,
    test: percentEstimate(rateOfCounts(test.correct, test.count)),
    kept: `${decimal(bestEpoch)} of ${decimal(epochs)}`,
  }));
}

/** What is meant, wherever adapters are shown. */
export const adaptersNote =
  'A and B of each kernel, whose product is added a/r times to what stays frozen. The weights of the model hold the sum; the two lie in a small file beside them. MMLoRA-style reconstruction, not verified.';
