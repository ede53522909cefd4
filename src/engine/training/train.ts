import type { ModelSpec } from '../../shared/models/model-spec';
import type { Recipe } from '../../shared/recipe/recipe';
import { ownSteps } from '../../shared/training/training-method';
import { hashOf, hashOfBytes } from '../../shared/identity';
import type { Dataset } from '../data/dataset';
import { isIntegrated } from '../models/integrated';
import { openNetwork } from '../models/open-network';
import type { PretrainedFiles } from '../models/pretrained-encoders';
import type { HostParameters } from '../models/parameters';
import { weightsFile } from '../models/weights';
import { alternationStart, disposeAlternation } from './alternation';
import { batchStep } from './batch-step';
import { chunks, epochOrder } from './batches';
import { disposeState, readCheckpoint, writeCheckpoint, type TrainingState } from './checkpoint';
import { afterBatch, afterEpoch, isFinished, startState } from './epoch';
import { finish } from './finish';
import type { Pause } from '../pause';
import { modelId } from './identity';
import { slopeParts } from './integration/slopes';
import { historyFor } from './loss-history';
import { materialOf } from './material';
import { watchOf } from './own-answers';
import { Reporter } from './reporter';
import { scoreOf } from './score';
import { stepSettings } from './step';
import type { Trained, TrainingUpdate } from './trained';

export interface TrainRequest {
  readonly spec: ModelSpec;
  readonly dataset: Dataset;
  /** The recipe whose texts make the vocabulary; absent: its own. */
  readonly words?: Recipe;
  /** The weights of the model that it goes on from (`encodersFrom`); absent: all is trained. */
  readonly encoders?: HostParameters;
  /** Files of the weights that the specification names (`training.pretrained`); absent: it names none. */
  readonly files?: PretrainedFiles;
  /** What encoders learned before, with labels or without, and the names of those that stay as they are; absent: nothing. */
  readonly pretrained?: { readonly encoders: HostParameters; readonly stay: readonly string[] };
  /** A checkpoint of the same training, from which it continues bit for bit on the same backend; null to start. */
  readonly checkpoint: Uint8Array | null;
  readonly onUpdate: (update: TrainingUpdate) => void;
  /** Awaited before every batch. */
  readonly pause: Pause;
  /** Milliseconds between checkpoints, which also come at the end of every epoch. */
  readonly checkpointEvery?: number;
}

const CHECKPOINT_EVERY = 5000;

/**
 * Training by the method of its specification (`batchStep`), early stopping on the validation loss, best weights kept. Where
 * encoders are shared, they are those given, and stay as they are: only what follows them is trained; over an ensemble, adapters
 * alone are (`adapted.ts`), or all that it has learned goes on. Where
 * the decision is a sum over the modalities, a second step may follow that learns their weights (`integration`); it is short,
 * and begun anew when it is cut short.
 * On the current tfjs backend; leaves no tensor behind, not even when cancelled.
 *
 * @throws LabError `invalid` for a recipe that does not fit the data or an empty split; `damaged` or `conflict` for
 * the checkpoint; what `pause` throws
 */
export async function train(request: TrainRequest): Promise<Trained> {
  const { dataset, pause } = request;
  const spec = { ...request.spec, training: ownSteps(request.spec.training) };
  const material = materialOf(spec, dataset, request.words);
  const { rows, network: plain } = material;
  const { encoders: pretrained = new Map(), stay = [] } = request.pretrained ?? {};
  const frozen = new Map([...named(material.frozen, request.encoders), ...named(stay, pretrained)]);
  const begun = named(material.begun, request.encoders);
  const learned = new Map([...pretrained, ...begun]);
  // What is given may have been trained anew since, on another device: then a checkpoint continues nothing.
  const model = modelId(request.spec, dataset.manifest.hash);
  const given = new Map([...frozen, ...begun]);
  const identity = given.size === 0 ? model : hashOf([model, hashOfBytes(weightsFile(given))]);
  const started = performance.now();

  const network = openNetwork(material.trainee, frozen);
  const start = { history: historyFor(plain, rows.train), alternation: alternationStart(network, spec.training) };
  let state: TrainingState;
  try {
    state =
      request.checkpoint === null
        ? { ...startState(network, spec.seed, learned), ...start }
        : readCheckpoint(request.checkpoint, identity, network.parameters, start);
  } catch (error) {
    network.dispose();
    if (start.alternation !== null) disposeAlternation(start.alternation);
    throw error;
  }
  const earlier = state.standing.seconds;
  const seconds = (): number => earlier + (performance.now() - started) / 1000;
  const settings = stepSettings(spec, rows.train.length);
  const step = batchStep(network, dataset, settings);
  const following = isIntegrated(network) ? slopeParts(network, rows.train.length) : 0;
  const reporter = new Reporter(
    request.onUpdate,
    settings.totalSteps,
    following,
    request.checkpointEvery ?? CHECKPOINT_EVERY,
  );
  const saveIf = async (due: boolean): Promise<void> => {
    if (!due) return;
    state = { ...state, standing: { ...state.standing, seconds: seconds() } };
    reporter.checkpoint(await writeCheckpoint(state, identity));
  };

  reporter.curve(state.standing);
  try {
    while (!isFinished(state, spec)) {
      const batches = chunks(epochOrder(rows.train, spec.seed, state.standing.epoch), spec.training.batchSize);
      for (const batch of batches.slice(state.standing.batch)) {
        await pause();
        state = await afterBatch(state, batch, step, pause);
        reporter.progress(state.standing);
        await saveIf(reporter.checkpointDue());
      }
      const watch = watchOf(network, state.adam.parameters, state.alternation);
      const validation = await scoreOf(network, state.adam.parameters, dataset, rows.validation, pause, watch);
      state = afterEpoch(state, network, validation);
      if (isFinished(state, spec)) reporter.say(state.standing);
      reporter.curve(state.standing);
      await saveIf(true);
    }
    return await finish({
      spec,
      dataset,
      material,
      network,
      given: frozen,
      state,
      replaced: (best) => {
        state = { ...state, best };
      },
      reporter,
      seconds,
      pause,
    });
  } finally {
    network.dispose();
    disposeState(state);
  }
}

/** @throws Error where they are not given: whoever starts a training has trained that model before */
function named(names: readonly string[], given: HostParameters | undefined): HostParameters {
  return new Map(
    names.map((name) => {
      const tensor = given?.get(name);
      if (tensor === undefined) throw new Error(`The shared encoders lack ${name}.`);
      return [name, tensor];
    }),
  );
}
