import { hashOf } from '../../shared/identity';
import { ModelSpec } from '../../shared/models/model-spec';
import { withoutDefaults } from '../../shared/json/without-defaults';
import { fusionTrainingVersions, trainingVersion } from './version';

/** Identity of a trained model: what determines its weights. Also names the checkpoints that training continues from. */
export function modelId(spec: ModelSpec, datasetHash: string): string {
  const { fusion } = spec.recipe;
  // Made elsewhere: it is named by what it is, and nothing here changes it.
  if (fusion.name === 'imported') return fusion.model;
  const fusionVersion = fusionTrainingVersions[fusion.name];
  return hashOf({
    spec: withoutDefaults(ModelSpec, spec.brought === undefined ? spec : untrained(spec)),
    datasetHash,
    trainingVersion,
    ...(fusionVersion === undefined ? {} : { fusionVersion }),
  });
}

/** Of weights that were brought: no training and no seed has a part in them. */
function untrained({ dataset, recipe, brought }: ModelSpec): ModelSpec {
  return ModelSpec.parse({ dataset, recipe, brought });
}
