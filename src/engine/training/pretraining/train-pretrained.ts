import { pretrainedInputs } from '../../../shared/training/pretraining';
import { stepsPerEpoch } from '../../../shared/training/training';
import type { HostParameters } from '../../models/parameters';
import { startingEncoders } from '../../models/pretrained-encoders';
import { modelId } from '../identity';
import { materialOf } from '../material';
import { train, type TrainRequest } from '../train';
import type { Trained, TrainingUpdate } from '../trained';
import { afterCheckpoint, readResumed, type Resumed } from './checkpoint';
import { pretrainingNetwork } from './network';
import { pretrain, pretrainingSteps, type Pretrained } from './pretrain';

/** Milliseconds between checkpoints of the stage without labels. */
const CHECKPOINT_EVERY = 5000;

/**
 * A training with the stage without labels that it asks for before it; of one that asks for none, `train` itself. Encoders that
 * another model gives have been through that stage with it, and have started from weights of the lab where it did.
 */
export async function trainPretrained(request: TrainRequest): Promise<Trained> {
  const { spec, dataset } = request;
  const inputs = pretrainedInputs(spec.recipe, spec.training);
  const given = startOf(request);
  if (inputs.length === 0 || request.encoders !== undefined) return train({ ...request, ...given });
  const identity = modelId(spec, dataset.manifest.hash);
  const rows = materialOf(spec, dataset).rows.train.length;
  const steps = pretrainingSteps(spec, rows);
  const resumed: Resumed | null =
    request.checkpoint === null
      ? null
      : readResumed(request.checkpoint, identity, pretrainingNetwork(spec, dataset).parameters);
  const { encoders, facts }: Pretrained =
    resumed?.kind === 'after'
      ? { encoders: resumed.encoders, facts: resumed.pretraining }
      : await pretrain({
          spec,
          dataset,
          resumed,
          identity,
          following: stepsPerEpoch(spec.training, rows) * spec.training.epochs,
          onUpdate: request.onUpdate,
          pause: request.pause,
          checkpointEvery: request.checkpointEvery ?? CHECKPOINT_EVERY,
        });
  const saved = (checkpoint: Uint8Array | null): TrainingUpdate => ({
    kind: 'checkpoint',
    bytes: afterCheckpoint(encoders, facts, checkpoint, identity),
  });
  if (resumed?.kind !== 'after') request.onUpdate(saved(null));
  const trained = await train({
    ...request,
    pretrained: {
      encoders: new Map([...(given.pretrained?.encoders ?? []), ...encoders]),
      stay: [...(given.pretrained?.stay ?? []), ...staying(encoders, spec.training.pretraining.encoder)],
    },
    checkpoint: resumed?.kind === 'after' ? resumed.checkpoint : null,
    onUpdate: (update) => {
      request.onUpdate(behind(update, steps, saved));
    },
  });
  return { ...trained, pretraining: facts, seconds: trained.seconds + facts.seconds };
}

/** Weights of the lab that encoders start from; nothing where there are none, or another model gives the encoders. */
function startOf({ spec, dataset, words, files, encoders }: TrainRequest): Pick<TrainRequest, 'pretrained'> {
  if (files === undefined || encoders !== undefined) return {};
  const { network, vocabulary } = materialOf(spec, dataset, words);
  return { pretrained: startingEncoders(spec.training.pretrained, files, network, vocabulary) };
}

function staying(encoders: HostParameters, encoder: 'frozen' | 'tuned'): readonly string[] {
  switch (encoder) {
    case 'frozen':
      return [...encoders.keys()];
    case 'tuned':
      return [];
    default:
      return encoder satisfies never;
  }
}

/** What the stage with labels says, as part of the whole. */
function behind(
  update: TrainingUpdate,
  steps: number,
  saved: (checkpoint: Uint8Array) => TrainingUpdate,
): TrainingUpdate {
  switch (update.kind) {
    case 'progress':
      return { ...update, done: steps + update.done, total: steps + update.total };
    case 'checkpoint':
      return saved(update.bytes);
    case 'curve':
      return update;
    default:
      return update satisfies never;
  }
}
