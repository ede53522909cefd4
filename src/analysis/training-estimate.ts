import { canonicalJson } from '../shared/identity';
import type { ModelOutline } from '../shared/models/model-facts';
import type { ModelDescription } from '../shared/models/model-description';
import type { ModelSpec } from '../shared/models/model-spec';
import { pretrainedInputs } from '../shared/training/pretraining';
import { mostEpochs, ownSteps } from '../shared/training/training-method';
import { stepsPerEpoch, type AdversarialTraining } from '../shared/training/training';

/** How long a training may take, and where that is known from. */
export interface TrainingEstimate {
  readonly seconds: number;
  /** A training of this lab that does the same in every epoch, or steps that were timed for it. */
  readonly from: 'earlier' | 'measured';
  readonly device: string;
}

/**
 * Time of a training. Where this lab trained the same with another seed, what that took; where it trained the same for
 * other epochs, what those would take; else what was measured says; else the same on fewer or more rows, step by step.
 * All but the first count every epoch, though training may end sooner. Null where nothing alike was measured.
 *
 * @param models of this lab
 * @param outline null: nothing is known but the specification
 * @param trainSplit rows of the training split, where the outline does not say how many the specification takes
 */
export function trainingEstimate(
  spec: ModelSpec,
  models: readonly ModelDescription[],
  outline: ModelOutline | null,
  trainSplit: number | null = null,
): TrainingEstimate | null {
  if (spec.brought !== undefined) return null;
  const own = models.filter(
    (model) =>
      model.spec.brought === undefined &&
      model.spec.dataset === spec.dataset &&
      (outline === null || outline.datasetHash === model.datasetHash),
  );
  const equal = own.find((model) => wholeWork(model.spec) === wholeWork(spec));
  if (equal !== undefined) return { seconds: equal.seconds, from: 'earlier', device: equal.device };
  const alike = own.find(({ spec: other, curve }) => curve.length > 0 && epochWork(other) === epochWork(spec));
  if (alike !== undefined) {
    const seconds = (labelledSeconds(alike) / alike.curve.length) * mostEpochs(spec) + unlabelledSeconds(spec, alike);
    return { seconds, from: 'earlier', device: alike.device };
  }
  if (!outline?.speed) return byRows(spec, own, outline?.rows.train ?? spec.training.trainRows ?? trainSplit);
  const { rows, speed } = outline;
  const epoch = stepsPerEpoch(spec.training, rows.train) * speed.step + rows.validation * speed.scored;
  const before = pretrainedInputs(spec.recipe, spec.training).length === 0 ? 0 : unlabelledSteps(spec, rows.train);
  return {
    seconds: epoch * ownSteps(spec.training).epochs + rows.test * speed.scored + before * speed.step,
    from: 'measured',
    device: speed.device,
  };
}

/** From a training on other rows of the same data: its time per step, times the steps that these rows make. */
function byRows(spec: ModelSpec, own: readonly ModelDescription[], rows: number | null): TrainingEstimate | null {
  const alike = own.find((model) => (model.curve.at(-1)?.step ?? 0) > 0 && stepWork(model.spec) === stepWork(spec));
  if (alike === undefined || rows === null) return null;
  const perStep = labelledSeconds(alike) / alike.curve[alike.curve.length - 1].step;
  const seconds = perStep * stepsPerEpoch(spec.training, rows) * mostEpochs(spec) + unlabelledSeconds(spec, alike);
  return { seconds, from: 'earlier', device: alike.device };
}

function labelledSeconds({ seconds, pretraining }: ModelDescription): number {
  return seconds - (pretraining?.seconds ?? 0);
}

/** Of the stage without labels, from a training whose labelled steps are alike. */
function unlabelledSeconds(spec: ModelSpec, { pretraining }: ModelDescription): number {
  return pretraining === undefined ? 0 : (pretraining.seconds / pretraining.epochs) * spec.training.pretraining.epochs;
}

/** Of four encodings of a clip, and no smaller projections, in place of one. */
const UNLABELLED_WORK = 4;

/** Steps without labels, in labelled steps that take as long. */
function unlabelledSteps({ training }: ModelSpec, rows: number): number {
  return (UNLABELLED_WORK * training.pretraining.epochs * rows) / training.batchSize;
}

/** Equal for specifications that differ in the seed at most. */
function wholeWork({ recipe, training }: ModelSpec): string {
  return canonicalJson([recipe, training]);
}

/** Equal for specifications whose epochs take equally long. */
function epochWork(spec: ModelSpec): string {
  return canonicalJson([stepWork(spec), spec.training.trainRows]);
}

/** Equal for specifications whose steps take equally long. */
function stepWork({ recipe, training }: ModelSpec): string {
  const { method, encoders, batchSize, dropout, wordDropout, shift, mirror, occlusion, adversarial, removals } =
    training;
  const changes = [dropout, wordDropout, shift, mirror, occlusion, removals.rate].map((value) => value > 0);
  const { epochs, encoder } = training.pretraining;
  const before = epochs === 0 ? null : encoder;
  return canonicalJson([recipe, method, encoders, batchSize, changes, attackWork(adversarial), before]);
}

/** Equal for attacks in training that take equally long; null without one. */
export function attackWork({ imageRadius, textRadius, rate, steps, norm }: AdversarialTraining): unknown {
  const attacked = [imageRadius > 0, textRadius > 0];
  return rate > 0 && attacked.includes(true) ? [attacked, rate, steps, norm] : null;
}
