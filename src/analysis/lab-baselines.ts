import { baselinesOf, type Baseline } from '../shared/baseline';
import { canonicalJson } from '../shared/identity';
import type { ModelDescription } from '../shared/model-description';

/** A unimodal baseline of a model, and the model of the lab that is it; null where none is trained. */
export interface LabBaseline extends Baseline {
  readonly model: ModelDescription | null;
}

/**
 * The models of a lab that see one modality of a model alone, with its encoder and head and on its data; of several the
 * one whose training is most like its own. None for a model of one modality.
 */
export function labBaselines(model: ModelDescription, models: readonly ModelDescription[]): readonly LabBaseline[] {
  const { spec, datasetHash } = model;
  const likeness = ({ spec: other }: ModelDescription): number =>
    (canonicalJson(other.training) === canonicalJson(spec.training) ? 2 : 0) + (other.seed === spec.seed ? 1 : 0);
  return baselinesOf(spec.recipe).map((baseline) => {
    const { encoders, head } = baseline.recipe;
    const [best = null] = models
      .filter(
        (other) =>
          other.datasetHash === datasetHash &&
          canonicalJson([other.spec.recipe.encoders, other.spec.recipe.head]) === canonicalJson([encoders, head]),
      )
      .sort((a, b) => likeness(b) - likeness(a));
    return { ...baseline, model: best };
  });
}
