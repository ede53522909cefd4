import { canonicalJson } from '../shared/identity';
import type { LabConnection } from '../shared/lab-channel/lab-connection';
import type { Expansion } from '../shared/plan/plan';
import type { ModelSpec } from '../shared/models/model-spec';

/** A weight is a float32. */
export const bytesPerWeight = 4;

/**
 * Bytes of the weights that a plan has trained and the lab does not hold yet.
 *
 * @throws LabError what the engine answers
 */
export async function countWeightBytes(lab: LabConnection, expansion: Expansion): Promise<number> {
  let weights = 0;
  for (const { spec, models } of missingSpecs(expansion)) {
    const { parameters } = await lab.request('models.describe', { spec, measure: false });
    weights += models * parameters;
  }
  return weights * bytesPerWeight;
}

/** Specifications still to be trained that differ in more than the seed, and how many models each makes. */
function missingSpecs({
  cells,
  trainedModels,
}: Expansion): readonly { readonly spec: ModelSpec; readonly models: number }[] {
  const trained = new Set(trainedModels);
  const missing = new Map(
    cells.flatMap((cell) =>
      cell.kind === 'model' && !trained.has(cell.model) ? [[cell.model, cell.spec] as const] : [],
    ),
  );
  const groups = new Map<string, { readonly spec: ModelSpec; readonly models: number }>();
  for (const spec of missing.values()) {
    // How many words the vocabulary has, and with them weights, depends on the rows that are trained on.
    const key = canonicalJson([spec.recipe, spec.training.trainRows]);
    groups.set(key, { spec, models: (groups.get(key)?.models ?? 0) + 1 });
  }
  return [...groups.values()];
}
