import { hashOf } from '../../shared/identity';
import { ModelSpec } from '../../shared/model-spec';
import { withoutDefaults } from '../../shared/without-defaults';
import { trainingVersion } from './version';

/** Identity of a trained model: what determines its weights. Also names the checkpoints that training continues from. */
export function modelId(spec: ModelSpec, datasetHash: string): string {
  return hashOf({ spec: withoutDefaults(ModelSpec, spec), datasetHash, trainingVersion });
}
