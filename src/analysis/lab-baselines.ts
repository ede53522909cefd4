import { baselinesOf, type Baseline } from '../shared/models/baseline';
import { canonicalJson } from '../shared/identity';
import type { ModelDescription } from '../shared/models/model-description';
import type { Recipe } from '../shared/recipe/recipe';

/** A baseline of a model, and the model of the lab that is it; null where none is trained. */
export interface LabBaseline extends Baseline {
  readonly model: ModelDescription | null;
}

/**
 * The models of a lab that see less than a model, with its encoders and head and on its data (and its fusion, of more than one
 * modality); of several the one whose training is most like its own. None for a model of one modality.
 */
export function labBaselines(model: ModelDescription, models: readonly ModelDescription[]): readonly LabBaseline[] {
  const { spec, datasetHash } = model;
  const likeness = ({ spec: other }: ModelDescription): number =>
    (canonicalJson(other.training) === canonicalJson(spec.training) ? 2 : 0) + (other.seed === spec.seed ? 1 : 0);
  return baselinesOf(spec.recipe).map((baseline) => {
    const partsOf = ({ encoders, fusion, head }: Recipe): string =>
      canonicalJson(baseline.sees.length === 1 ? [encoders, head] : [encoders, fusion, head]);
    const [best = null] = models
      .filter((other) => other.datasetHash === datasetHash && partsOf(other.spec.recipe) === partsOf(baseline.recipe))
      .sort((a, b) => likeness(b) - likeness(a));
    return { ...baseline, model: best };
  });
}
