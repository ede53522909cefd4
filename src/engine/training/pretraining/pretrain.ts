import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../../shared/errors';
import { planeOf } from '../../../shared/data/modality';
import type { ModelSpec } from '../../../shared/models/model-spec';
import type { Pretraining } from '../../../shared/training/pretraining';
import type { Dataset } from '../../data/dataset';
import type { PlaneValue } from '../../modalities/modality';
import { networkOf } from '../../models/network';
import { openNetwork, type OpenNetwork } from '../../models/open-network';
import { initialValues, tensorsOf, type HostParameters, type Parameters } from '../../models/parameters';
import { downloaded } from '../../models/weights';
import type { Pause } from '../../pause';
import { randomFrom } from '../../random';
import { adamStart, adamStep, disposeAdam, type AdamState } from '../adam';
import { chunks, epochOrder } from '../batches';
import { materialOf, type TrainingMaterial } from '../material';
import type { TrainingUpdate } from '../trained';
import { duringCheckpoint, type PretrainingStanding, type Resumed } from './checkpoint';
import { isOfEncoder, measuredValue, pretrainingLoss, pretrainingNetwork, viewsOf } from './network';
import type { PretrainedInput, PretrainingNetwork } from './network';
import { retrieval, type Retrieved } from './retrieval';
import { viewOf } from './views';

/** As released, but decoupled from the gradient, as everywhere in this lab. */
const WEIGHT_DECAY = 1e-5;
/** Share of the passes after which the step size is a tenth: 351 of 451 as released. */
const DECAYS_AFTER = 351 / 451;

export interface PretrainRequest {
  readonly spec: ModelSpec;
  readonly dataset: Dataset;
  /** Where it was cut short; null to start. What it holds is used up. */
  readonly resumed: Extract<Resumed, { kind: 'during' }> | null;
  readonly identity: string;
  /** Steps of the stage that follows, for what is said of progress. */
  readonly following: number;
  readonly onUpdate: (update: TrainingUpdate) => void;
  readonly pause: Pause;
  /** Milliseconds between checkpoints, which come at the ends of passes. */
  readonly checkpointEvery: number;
}

export interface Pretrained {
  /** By their names in the model. */
  readonly encoders: HostParameters;
  readonly facts: Pretraining;
}

/** Steps of all passes: a batch that is not full is left out, since spread and independence are told from a batch. */
export function pretrainingSteps({ training }: ModelSpec, rows: number): number {
  const { epochs, batchSize } = training.pretraining;
  return epochs * Math.max(1, Math.floor(rows / batchSize));
}

/**
 * Training without labels: four views of every clip (of one kind alone two), of which UmURL asks that they agree and that
 * encodings of different clips do not. Leaves no tensor behind.
 *
 * @throws LabError `invalid` with fewer than two samples; what `pause` throws
 */
export async function pretrain(request: PretrainRequest): Promise<Pretrained> {
  const { spec, dataset, pause, onUpdate } = request;
  const { pretraining } = spec.training;
  const started = performance.now();
  const material = materialOf(spec, dataset);
  const rows = material.rows.train;
  if (rows.length < 2) {
    throw new LabError('invalid', 'has one sample to train on, of which nothing can be told without labels.', {
      where: 'training.trainRows',
      remedy: 'Give 2 or more, or pretraining.epochs 0.',
    });
  }
  const network = pretrainingNetwork(spec, dataset);
  const fixed = tensorsOfConstants(network);
  const encoding = encodingNetwork(spec, dataset, material);
  let adam = request.resumed?.adam ?? adamStart(startOf(network, spec.seed));
  try {
    const score = async (): Promise<Readonly<Record<string, Retrieved>>> => {
      const found: Record<string, Retrieved> = {};
      const sought = { among: rows, rows: material.rows.test };
      for (const { id } of network.inputs) {
        found[id] = await retrieval(encoding, adam.parameters, dataset, id, sought, pause);
      }
      return found;
    };
    let standing: PretrainingStanding = request.resumed?.standing ?? {
      step: 0,
      losses: [],
      before: { ...(await score()) },
      seconds: 0,
    };
    const earlier = standing.seconds;
    const seconds = (): number => earlier + (performance.now() - started) / 1000;
    const total = pretrainingSteps(spec, rows.length);
    let saved = performance.now();
    for (let epoch = standing.losses.length; epoch < pretraining.epochs; epoch += 1) {
      const order = epochOrder(rows, spec.seed, -1 - epoch);
      const batches = chunks(order, Math.min(pretraining.batchSize, rows.length)).filter(
        (batch, index) => index === 0 || batch.length === pretraining.batchSize,
      );
      const learningRate = pretraining.learningRate * (epoch < DECAYS_AFTER * pretraining.epochs ? 1 : 0.1);
      let sum = 0;
      for (const batch of batches) {
        await pause();
        const views = viewsOfBatch(network, dataset, batch, pretraining.crop, [spec.seed, adam.steps]);
        const { loss, gradients } = gradientsOf(network, fixed, adam, views);
        const next = adamStep(adam, gradients, { learningRate, weightDecay: WEIGHT_DECAY });
        sum += (await loss.data())[0];
        tf.dispose([loss, ...Object.values(gradients)]);
        disposeAdam(adam);
        adam = next;
        onUpdate({
          kind: 'progress',
          done: adam.steps,
          total: total + request.following,
          detail: `without labels: pass ${epoch + 1} of ${pretraining.epochs}${standing.losses.length === 0 ? '' : ` · loss ${(standing.losses.at(-1) ?? 0).toFixed(2)}`}`,
        });
      }
      standing = {
        ...standing,
        step: adam.steps,
        losses: [...standing.losses, sum / batches.length],
        seconds: seconds(),
      };
      if (performance.now() - saved >= request.checkpointEvery) {
        onUpdate({ kind: 'checkpoint', bytes: await duringCheckpoint(standing, adam, request.identity) });
        saved = performance.now();
      }
    }
    const after = await score();
    const encoders = [...(await downloaded(adam.parameters))].filter(([name]) => isOfEncoder(name));
    return {
      encoders: new Map(encoders),
      facts: {
        epochs: pretraining.epochs,
        losses: standing.losses,
        retrieval: Object.fromEntries(
          network.inputs.map(({ id }) => [id, { before: standing.before[id], after: after[id] }]),
        ),
        seconds: seconds(),
      },
    };
  } finally {
    disposeAdam(adam);
    tf.dispose(Object.values(fixed));
    encoding.dispose();
  }
}

function startOf({ parameters }: PretrainingNetwork, seed: number): Parameters {
  return tensorsOf(parameters, (name) => initialValues(seed, name, parameters[name]));
}

function tensorsOfConstants({ constants }: PretrainingNetwork): Parameters {
  return Object.fromEntries(
    Object.entries(constants).map(([name, { shape, values }]) => [name, tf.tensor([...values], [...shape], 'float32')]),
  );
}

/** The same encoders in a network that gives vectors, whatever the model's fusion reads. */
function encodingNetwork(spec: ModelSpec, { manifest }: Dataset, { network }: TrainingMaterial): OpenNetwork {
  const encoders = Object.fromEntries(Object.entries(spec.recipe.encoders).filter(([, { name }]) => name === 'umurl'));
  const recipe = { ...spec.recipe, encoders, fusion: { name: 'concat' as const }, head: { name: 'linear' as const } };
  return openNetwork(networkOf(recipe, manifest.modalities, network.classes, []));
}

/** By input, a view of the batch for each kind and for the fused, [B, J, T, C]; keyed by sample, so that order is of no matter. */
function viewsOfBatch(
  network: PretrainingNetwork,
  dataset: Dataset,
  batch: readonly number[],
  crop: number,
  [seed, step]: readonly [number, number],
): Readonly<Record<string, readonly tf.Tensor4D[]>> {
  const samples = batch.map((row) => dataset.sample(row));
  const viewsFor = (input: PretrainedInput): readonly tf.Tensor4D[] => {
    const plane = planeOf(input.spec);
    const clips = samples.map(({ id, inputs }) => ({
      id,
      joints: measuredValue(input, inputs[input.id] as PlaneValue),
    }));
    const size = plane.height * plane.width * plane.channels;
    return Array.from({ length: viewsOf(input) }, (_, view) => {
      const values = new Float32Array(batch.length * size);
      clips.forEach(({ id, joints }, row) => {
        const random = randomFrom(seed, 'view', step, input.id, id, view);
        values.set(viewOf(joints, plane, crop, random), row * size);
      });
      return tf.tensor4d(values, [batch.length, plane.height, plane.width, plane.channels]);
    });
  };
  return Object.fromEntries(network.inputs.map((input) => [input.id, viewsFor(input)]));
}

function gradientsOf(
  network: PretrainingNetwork,
  fixed: Parameters,
  { parameters }: AdamState,
  views: Readonly<Record<string, readonly tf.Tensor4D[]>>,
): { readonly loss: tf.Scalar; readonly gradients: Parameters } {
  const names = Object.keys(parameters);
  try {
    return tf.tidy(() => {
      const lossOf = (...values: tf.Tensor[]): tf.Scalar =>
        pretrainingLoss(
          network,
          { ...fixed, ...Object.fromEntries(names.map((name, index) => [name, values[index]])) },
          views,
        );
      const { value, grads } = tf.valueAndGrads(lossOf)(names.map((name) => parameters[name]));
      return { loss: value, gradients: Object.fromEntries(names.map((name, index) => [name, grads[index]])) };
    });
  } finally {
    tf.dispose(Object.values(views).flat());
  }
}
