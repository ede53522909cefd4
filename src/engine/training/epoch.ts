import type { ModelSpec } from '../../shared/models/model-spec';
import { leastImprovement } from '../../shared/training/training';
import type { Network } from '../models/network';
import { copyOf, disposeParameters, initialValues, tensorsOf, type HostParameters } from '../models/parameters';
import type { Pause } from '../pause';
import { adamStart } from './adam';
import { nextEpoch } from './alternation';
import type { BatchStep } from './batch-step';
import { startStanding, type TrainingState } from './checkpoint';
import type { Score } from './score';

/** @param learned before: what training goes on from in place of a start */
export function startState(network: Network, seed: number, learned: HostParameters = new Map()): TrainingState {
  const parameters = tensorsOf(
    network.parameters,
    (name) => learned.get(name)?.data ?? initialValues(seed, name, network.parameters[name]),
  );
  return { standing: startStanding, adam: adamStart(parameters), best: null, history: null, alternation: null };
}

/** All its epochs are done, or too many have gone without a better one. */
export function isFinished({ standing }: TrainingState, { training }: ModelSpec): boolean {
  return (
    standing.epoch >= training.epochs ||
    (standing.best !== null && standing.epoch - standing.best.epoch >= training.patience)
  );
}

/** @param rows of the batch */
export async function afterBatch(
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
export function afterEpoch(state: TrainingState, network: Network, validation: Score): TrainingState {
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
