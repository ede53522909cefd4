import { trainEnsemble } from './ensemble/train-ensemble';
import { trainPretrained } from './pretraining/train-pretrained';
import type { TrainRequest } from './train';
import type { Trained } from './trained';

/** A training whichever stages it has. @throws as `train` */
export function trainByMethod(request: TrainRequest): Promise<Trained> {
  const { method } = request.spec.training;
  switch (method) {
    case 'joint':
    case 'alternating':
    case 'fine-tuned':
    case 'adapters':
      return trainPretrained(request);
    case 'ensemble':
      return trainEnsemble(request);
    default:
      return method satisfies never;
  }
}
