import * as tf from '@tensorflow/tfjs-core';
import type { ModelSpec } from '../../shared/model-spec';
import type { Recipe } from '../../shared/recipe';
import { ownSteps } from '../../shared/training-method';
import { hashOf, hashOfBytes } from '../../shared/identity';
import { leastImprovement } from '../../shared/training';
import type { Dataset } from '../data/dataset';
import type { Network } from '../models/network';
import { isIntegrated } from '../models/integrated';
import { openNetwork } from '../models/open-network';
import {
  copyOf,
  countOf,
  disposeParameters,
  initialValues,
  tensorsOf,
  type HostParameters,
} from '../models/parameters';
import { partSizes } from '../models/part-sizes';
import { downloaded, weightsFile } from '../models/weights';
import { adamStart } from './adam';
import { alternationStart, disposeAlternation, nextEpoch } from './alternation';
import { chunks, epochOrder } from './batches';
import { disposeState, readCheckpoint, startStanding, writeCheckpoint, type TrainingState } from './checkpoint';
import type { Pause } from '../pause';
import { modelId } from './identity';
import { integrate } from './integration/integrate';
import { slopeParts } from './integration/slopes';
import { historyFor } from './loss-history';
import { adaptedOf } from './adapted';
import { materialOf } from './material';
import { testAccuracy, testOf } from './test-accuracy';
import { batchStep, type BatchStep } from './method';
import { watchOf } from './own-answers';
import { Reporter } from './reporter';
import { scoreOf, type Score } from './score';
import { stepSettings } from './step';
import type { Trained, TrainingUpdate } from './trained';

export interface TrainRequest {
  readonly spec: ModelSpec;
  readonly dataset: Dataset;
  /** The recipe whose texts make the vocabulary; absent: its own. */
  readonly words?: Recipe;
  /** The weights of the model that it goes on from (`encodersFrom`); absent: all is trained. */
  readonly encoders?: HostParameters;
  /** What encoders learned without labels before, and the names of those that stay as they are; absent: nothing. */
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
  const { rows, vocabulary, network: plain } = material;
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
    const { standing } = state;
    if (state.best === null || standing.best === null) throw new Error('Training ended without an epoch.');
    const kept = state.best;
    let best = kept;
    let integration: Trained['integration'] = null;
    if (isIntegrated(network)) {
      let parts = 0;
      const { changed, facts } = await integrate({
        network,
        parameters: kept,
        spec,
        dataset,
        rows: rows.train,
        pause,
        onPart: () => {
          parts += 1;
          reporter.follow(parts, standing);
        },
      });
      tf.dispose(Object.keys(changed).map((name) => kept[name]));
      best = { ...kept, ...changed };
      state = { ...state, best };
      integration = facts;
    }
    const own = new Map([...frozen, ...(await downloaded(best))]);
    const adapted = material.adapters.length === 0 ? null : await adaptedOf(material, network, own, spec);
    const asked = performance.now();
    const test =
      adapted === null
        ? await testAccuracy(network, best, dataset, pause)
        : await testOf(plain, adapted.weights, dataset, pause);
    const answeringSeconds = (performance.now() - asked) / 1000;
    return {
      weights: weightsFile(adapted?.weights ?? own),
      adapters: adapted === null ? null : { bytes: adapted.bytes, facts: adapted.facts },
      alone: null,
      vocabulary,
      parameters: countOf(plain.parameters),
      parts: partSizes(plain),
      curve: standing.curve,
      bestEpoch: standing.best.epoch,
      test,
      answeringSeconds,
      integration,
      pretraining: null,
      seconds: seconds(),
    };
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

/** @param learned before: what training goes on from in place of a start */
export function startState(network: Network, seed: number, learned: HostParameters = new Map()): TrainingState {
  const parameters = tensorsOf(
    network.parameters,
    (name) => learned.get(name)?.data ?? initialValues(seed, name, network.parameters[name]),
  );
  return { standing: startStanding, adam: adamStart(parameters), best: null, history: null, alternation: null };
}

function isFinished({ standing }: TrainingState, { training }: ModelSpec): boolean {
  return (
    standing.epoch >= training.epochs ||
    (standing.best !== null && standing.epoch - standing.best.epoch >= training.patience)
  );
}

async function afterBatch(
  state: TrainingState,
  rows: readonly number[],
  step: BatchStep,
  pause: Pause,
): Promise<TrainingState> {
  const { learnt, loss, correct, seen } = await step(state, rows, pause);
  const { standing } = state;
  return {
    ...state,
    ...learnt,
    standing: {
      ...standing,
      step: standing.step + 1,
      batch: standing.batch + 1,
      loss: standing.loss + loss,
      correct: standing.correct + correct,
      seen: standing.seen + seen,
    },
  };
}

/** The epoch is complete: a point of the curve, and the weights are kept if they are the best so far. */
function afterEpoch(state: TrainingState, network: Network, validation: Score): TrainingState {
  const { standing, adam, best, history } = state;
  const epoch = standing.epoch + 1;
  const point = {
    epoch,
    step: standing.step,
    trainLoss: standing.loss / standing.seen,
    trainAccuracy: standing.correct / standing.seen,
    validationLoss: validation.loss / validation.count,
    validationAccuracy: validation.correct / validation.count,
    ...validation.own,
  };
  const isBest = standing.best === null || point.validationLoss < standing.best.validationLoss - leastImprovement;
  if (isBest && best !== null) disposeParameters(best);
  return {
    adam,
    best: isBest ? copyOf(adam.parameters) : best,
    history,
    alternation: state.alternation === null ? null : nextEpoch(state.alternation, network),
    standing: {
      ...standing,
      epoch,
      batch: 0,
      loss: 0,
      correct: 0,
      seen: 0,
      curve: [...standing.curve, point],
      best: isBest ? { epoch, validationLoss: point.validationLoss } : standing.best,
    },
  };
}
