import { hashOf } from '../../shared/identity';
import { ModelSpec } from '../../shared/model-spec';
import { withoutDefaults } from '../../shared/without-defaults';
import { fusionTrainingVersions, trainingVersion } from './version';

/** Identity of a trained model: what determines its weights. Also names the checkpoints that training continues from. */
export function modelId(spec: ModelSpec, datasetHash: string): string {
  const fusionVersion = fusionTrainingVersions[spec.recipe.fusion.name];
  return hashOf({
    spec: withoutDefaults(ModelSpec, spec),
    datasetHash,
    trainingVersion,
    ...(fusionVersion === undefined ? {} : { fusionVersion }),
  });
}
