import type { ImportedGives } from '../planning/black-box-limits';
import type { Differentiability } from './graph-node';
import { blackBoxGives } from './imported-model';
import type { ModelMap } from './model-map';

/**
 * What a model will give as it is mapped, if the lab's own form of it agrees with its runtime: known before it is imported,
 * but for texts, whose embedding space is found then.
 */
export function foreseenGives(
  { embedding, gradients }: Pick<ModelMap, 'embedding' | 'gradients'>,
  { possible }: Differentiability,
): ImportedGives {
  if (!possible || gradients === 'never') return { gives: blackBoxGives.slice(), embedded: [], worded: [] };
  return {
    gives: [...blackBoxGives, ...(embedding === null ? [] : (['embedding'] as const)), 'gradients'],
    embedded: [],
    worded: [],
  };
}
