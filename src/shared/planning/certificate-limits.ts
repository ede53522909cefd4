import type { DatasetManifest } from '../dataset';
import { pixelReasons, plansPixels } from './pixel-limits';
import { certificateLimit } from './target-limits';

/** A model of a plan while it is written: nothing needs to be right yet. */
interface Subject {
  readonly name?: unknown;
  readonly recipe: {
    readonly fusion?: { readonly name: string } | undefined;
    readonly head?: { readonly name: string } | undefined;
  };
}

/** Why radii of a model's own small changes cannot be had of it; a clause after a name. */
export const notSummed = 'needs logits that are sums over the inputs, as the fusion “crmt” gives them';

/** Are the logits weighted sums over the inputs? */
export function sumsInputs({ recipe }: Subject): boolean {
  return recipe.fusion?.name === 'crmt' && recipe.head?.name !== 'pixels';
}

/** Why a certificate cannot be chosen beside these models of these data; the engine refuses the same. Null: it can. */
export function certificateReason(
  name: string,
  subjects: readonly Subject[],
  { target }: Pick<DatasetManifest, 'target'>,
): string | null {
  if (plansPixels(subjects)) return pixelReasons.certificate;
  const limit = certificateLimit(name, target);
  if (limit !== null) return limit;
  return name === 'crmt' && !subjects.every(sumsInputs) ? notSummed : null;
}
