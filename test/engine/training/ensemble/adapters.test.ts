import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { adaptedKernel } from '../../../../src/engine/models/adapters/adapted-network';
import { adapterMatrices } from '../../../../src/engine/models/adapters/matrices';
import { isOfAdapter } from '../../../../src/engine/models/adapters/matrix';
import { mergeAgain } from '../../../../src/engine/models/adapters/merge-again';
import { merged, mergedKernel } from '../../../../src/engine/models/adapters/merge';
import { openNetwork } from '../../../../src/engine/models/open-network';
import {
  countOf,
  linear,
  tensorsOf,
  type HostParameters,
  type Parameters,
} from '../../../../src/engine/models/parameters';
import { readSafetensors } from '../../../../src/engine/models/safetensors';
import { weightsFile } from '../../../../src/engine/models/weights';
import { pauseWith } from '../../../../src/engine/pause';
import { hashOfFrozen } from '../../../../src/engine/training/adapted';
import { batchOf } from '../../../../src/engine/training/batches';
import { disposeState } from '../../../../src/engine/training/checkpoint';
import { materialOf } from '../../../../src/engine/training/material';
import { encodingsOf, logitsOf, scoreOf } from '../../../../src/engine/training/score';
import { stepSettings, trainStep } from '../../../../src/engine/training/step';
import { startState } from '../../../../src/engine/training/epoch';
import { trainByMethod } from '../../../../src/engine/training/train-by-method';
import type { Trained } from '../../../../src/engine/training/trained';
import { AdaptingChoice } from '../../../../src/shared/training/adapting';
import { hashOfBytes } from '../../../../src/shared/identity';
import type { ModelSpec } from '../../../../src/shared/models/model-spec';
import { encodersFrom } from '../../../../src/shared/recipe/shared-encoders';
import { aloneOf, ownSteps } from '../../../../src/shared/training/training-method';
import { toyDataset, toySpec } from '../toy';

beforeAll(() => initBackend('wasm'));

const dataset = toyDataset(120);
const pause = pauseWith(() => undefined);
const recipe = {
  fusion: { name: 'late', together: 'sum' },
  head: { name: 'linear' },
} as const;
const stage = { epochs: 2, patience: 2, dropout: 0, learningRate: 1e-2 } as const;

function specOf(
  method: 'ensemble' | 'fine-tuned' | 'adapters',
  adapting: object = {},
  training: object = {},
): ModelSpec {
  return toySpec(recipe, { ...stage, method, adapting: { epochs: 2, adapterRank: 2, ...adapting }, ...training });
}

function trained(
  spec: ModelSpec,
  encoders?: HostParameters,
  checkpoint: Uint8Array | null = null,
  onCheckpoint: (bytes: Uint8Array) => void = () => undefined,
): Promise<Trained> {
  return trainByMethod({
    spec,
    dataset,
    ...(encoders === undefined ? {} : { encoders }),
    checkpoint,
    checkpointEvery: 0,
    onUpdate: (update) => {
      if (update.kind === 'checkpoint') onCheckpoint(update.bytes);
    },
    pause,
  });
}

const weightsOf = ({ weights }: Trained): HostParameters => readSafetensors(weights, 'weights').tensors;
const ensembleSpec = (): ModelSpec => encodersFrom(specOf('adapters')) ?? specOf('ensemble');
let ensemble: Trained;
beforeAll(async () => {
  ensemble = await trained(ensembleSpec());
});

/** The network that stage 3 trains, as it starts, over the ensemble. */
function started(spec: ModelSpec) {
  const base = weightsOf(ensemble);
  const { trainee, network: plain, frozen: names, begun, adapters } = materialOf(spec, dataset);
  const network = openNetwork(trainee, new Map(names.map((name) => [name, base.get(name) ?? never(name)])));
  const state = startState(network, spec.seed, new Map(begun.map((name) => [name, base.get(name) ?? never(name)])));
  const own = openNetwork(plain);
  const weights = tensorsOf(plain.parameters, (name) => (base.get(name) ?? never(name)).data);
  /** @param adam the state after steps, which use up the one before */
  const close = (adam = state.adam): void => {
    disposeState({ ...state, adam });
    network.dispose();
    own.dispose();
    tf.dispose(Object.values(weights));
  };
  return { network, plain: own, weights, state, adapters, names, close };
}

function never(name: string): never {
  throw new Error(`There is no ${name}.`);
}

describe('the numeric fixture', () => {
  const matrix = { kernel: 'k', down: 'a', up: 'b', rank: 1, inputs: 2, outputs: 2, scale: 2 };
  // Kernels are [d_in, d_out]: transposed against the page of formulas.
  const transposed = [7, -2, 12, -3];

  test('merged on the host and on the device', () => {
    const kernel = Float32Array.of(1, 0, 0, 1);
    expect([...mergedKernel(kernel, Float32Array.of(1, 2), Float32Array.of(3, -1), matrix)]).toEqual(transposed);
    const onDevice = tf.tidy(() =>
      adaptedKernel(
        { k: tf.tensor2d([1, 0, 0, 1], [2, 2]), a: tf.tensor2d([1, 2], [1, 2]), b: tf.tensor2d([3, -1], [2, 1]) },
        matrix,
      ).dataSync(),
    );
    expect([...onDevice]).toEqual(transposed);
    // W' x for x = (1, 1), and the factored form: x + 2 · B (A x).
    expect([transposed[0] + transposed[2], transposed[1] + transposed[3]]).toEqual([19, -5]);
    expect([1 + 2 * 3 * 3, 1 + 2 * 3 * -1]).toEqual([19, -5]);
  });

  test('has four trainable numbers; of 768 × 768 and rank 4 there are 6,144', () => {
    const counted = (inputs: number, outputs: number, adapterRank: number): number =>
      adapterMatrices({ 'encoders/x/dense/kernel': linear(inputs, outputs) }, ['x'], {
        ...AdaptingChoice.parse({}),
        adapterRank,
      }).reduce((sum, one) => sum + one.rank * (one.inputs + one.outputs), 0);
    expect(counted(2, 2, 1)).toBe(4);
    expect(counted(768, 768, 4)).toBe(6144);
  });
});

test('each input of an ensemble is the model that it is when trained by itself', async () => {
  for (const id of ['image', 'text']) {
    const alone = await trained(aloneOf(ensembleSpec(), id));
    for (const [name, { data }] of weightsOf(alone)) expect(weightsOf(ensemble).get(name)?.data, name).toEqual(data);
    expect(ensemble.alone?.[id]).toEqual({ epochs: alone.curve.length, bestEpoch: alone.bestEpoch, test: alone.test });
  }
  expect(ensemble.curve.map(({ epoch }) => epoch)).toEqual(ensemble.curve.map((_, index) => index + 1));
});

test('an ensemble goes on from any step, in either of its inputs', async () => {
  const checkpoints: Uint8Array[] = [];
  await trained(ensembleSpec(), undefined, null, (bytes) => checkpoints.push(bytes));
  for (const at of [3, checkpoints.length - 3]) {
    const resumed = await trained(ensembleSpec(), undefined, checkpoints[at]);
    expect(hashOfBytes(resumed.weights)).toBe(hashOfBytes(ensemble.weights));
  }
  await expect(trained({ ...ensembleSpec(), seed: 9 }, undefined, checkpoints[3])).rejects.toThrow(
    'belongs to another',
  );
  const joint = await trained(toySpec(recipe, stage));
  expect(hashOfBytes(joint.weights)).not.toBe(hashOfBytes(ensemble.weights));
});

describe('adapters over an ensemble', () => {
  test('all ranks and all weights start from one ensemble', () => {
    const from = [
      specOf('adapters', { adapterRank: 1 }),
      specOf('adapters', { adapterRank: 16 }),
      specOf('fine-tuned'),
    ].map(encodersFrom);
    expect(new Set(from.map((spec) => JSON.stringify(spec))).size).toBe(1);
    expect(from[0]).toEqual(specOf('ensemble', { epochs: 8, adapterRank: 4 }));
  });

  test('identity at the start: the logits of the ensemble, bit for bit, and its loss', async () => {
    const { network, plain, weights, state, close } = started(specOf('adapters'));
    const rows = dataset.rowsOf('train').slice(0, 20);
    const batch = batchOf(dataset, network, rows);
    const [own, base] = [
      logitsOf(network, state.adam.parameters, batch.inputs),
      logitsOf(plain, weights, batch.inputs),
    ];
    expect([...own.dataSync()]).toEqual([...base.dataSync()]);
    const [ownScore, baseScore] = [
      await scoreOf(network, state.adam.parameters, dataset, rows, pause),
      await scoreOf(plain, weights, dataset, rows, pause),
    ];
    expect(ownScore.loss).toBe(baseScore.loss);
    close();
  });

  test('exactly A and B are trained, r (d_in + d_out) of each kernel; heads only where they are asked for', () => {
    const { state, adapters, close } = started(specOf('adapters'));
    const names = Object.keys(state.adam.parameters).sort();
    expect(names).toEqual(adapters.flatMap(({ down, up }) => [down, up]).sort());
    expect(adapters.map(({ kernel }) => kernel)).toEqual([
      'encoders/image/conv1/kernel',
      'encoders/image/conv2/kernel',
      'encoders/image/dense/kernel',
      'encoders/text/dense/kernel',
    ]);
    const counted = Object.values(state.adam.parameters).reduce((sum, { size }) => sum + size, 0);
    expect(counted).toBe(2 * (9 * 1 + 4 + (9 * 4 + 4) + (2 * 2 * 4 + 8) + (8 + 8)));
    close();
    const withHeads = started(specOf('adapters', { answerHeads: 'trained' }));
    expect(
      Object.keys(withHeads.state.adam.parameters)
        .filter((name) => !isOfAdapter(name))
        .sort(),
    ).toEqual([
      'fusion/image/dense/bias',
      'fusion/image/dense/kernel',
      'fusion/text/dense/bias',
      'fusion/text/dense/kernel',
    ]);
    withHeads.close();
  });

  test('the first gradient of A is exactly zero, that of B is not: SGD leaves A as it was', async () => {
    const spec = specOf('adapters', {}, { optimiser: 'sgd' });
    const { network, state, adapters, close } = started(spec);
    const before = Object.fromEntries(
      Object.entries(state.adam.parameters).map(([name, tensor]) => [name, tensor.dataSync().slice()]),
    );
    const batch = batchOf(dataset, network, dataset.rowsOf('train').slice(0, 20));
    const settings = stepSettings({ ...spec, training: ownSteps(spec.training) }, 80);
    const { adam } = await trainStep(network, state.adam, batch, settings, null, pause);
    for (const { down, up } of adapters) {
      expect(adam.parameters[down].dataSync(), down).toEqual(before[down]);
      expect(adam.parameters[up].dataSync(), up).not.toEqual(before[up]);
    }
    close(adam);
  });

  test('trained: frozen weights keep their hash, the change of a kernel has the rank at most, its file puts it there again', async () => {
    const base = weightsOf(ensemble);
    const before = tf.memory().numTensors;
    const spec = specOf('adapters');
    const result = await trained(spec, base);
    expect(tf.memory().numTensors).toBe(before);
    const { adapters: matrices, network, plain, names, close } = started(spec);
    const { facts, bytes } = result.adapters ?? never('adapters');
    expect(facts.frozenHash).toBe(hashOfFrozen(base, names));
    expect(facts.frozenHash).toBe(hashOfBytes(weightsFile(base)));
    expect(facts).toMatchObject({ rank: 2, scaling: 4, heads: 0, frozen: result.parameters, hash: hashOfBytes(bytes) });
    const { tensors, metadata } = readSafetensors(bytes, 'adapters');
    expect(metadata).toMatchObject({ format: 'muroan.adapters', rank: '2', frozenHash: facts.frozenHash });
    expect(facts.added).toBe([...tensors.values()].reduce((sum, { data }) => sum + data.length, 0));
    expect(hashOfBytes(weightsFile(merged(base, tensors, matrices)))).toBe(hashOfBytes(result.weights));
    const files = [ensemble.weights, bytes].map((each) => ({ bytes: each, where: 'here' }));
    expect(mergeAgain(facts, files[0], files[1])).toEqual(result.weights);
    expect(() => mergeAgain(facts, { bytes: result.weights, where: 'here' }, files[1])).toThrow('holds other weights');
    expect(() => mergeAgain(facts, files[0], files[0])).toThrow('does not hold the adapters');
    // What gets no adapter is as it was; what does has moved.
    for (const [name, { data }] of weightsOf(result)) {
      const same = expect(data, name);
      if (facts.kernels.includes(name)) same.not.toEqual(base.get(name)?.data);
      else same.toEqual(base.get(name)?.data);
    }
    for (const { kernel, rank, inputs, outputs } of matrices) {
      const own = weightsOf(result).get(kernel)?.data ?? never(kernel);
      const frozen = base.get(kernel)?.data ?? never(kernel);
      const change = own.map((value, at) => value - frozen[at]);
      expect(rankOf(change, inputs, outputs), kernel).toBeLessThanOrEqual(rank);
      expect(rankOf(frozen, inputs, outputs), kernel).toBeGreaterThan(rank);
    }
    // Merged, it answers as the factored form does.
    const factored = tensorsOf(network.parameters, (name) => (tensors.get(name) ?? never(name)).data);
    const batch = batchOf(dataset, network, dataset.rowsOf('test'));
    const one = logitsOf(network, factored, batch.inputs).dataSync();
    const whole = tensorsOf(plain.parameters, (name) => (weightsOf(result).get(name) ?? never(name)).data);
    const other = logitsOf(plain, whole, batch.inputs).dataSync();
    one.forEach((value, at) => {
      expect(value).toBeCloseTo(other[at], 4);
    });
    tf.dispose([...Object.values(factored), ...Object.values(whole)]);
    close();
  });

  test('with adapters on one input the logits of the other are those of the ensemble throughout', async () => {
    const base = weightsOf(ensemble);
    const spec = specOf('adapters', { adapted: 'first' });
    const { weights, adapters } = await trained(spec, base);
    expect(adapters?.facts.kernels.every((kernel) => kernel.startsWith('encoders/image/'))).toBe(true);
    const { network: plain } = materialOf(spec, dataset);
    const network = openNetwork(plain);
    const own = (host: HostParameters): readonly number[] => {
      const parameters: Parameters = tensorsOf(plain.parameters, (name) => (host.get(name) ?? never(name)).data);
      const batch = batchOf(dataset, network, dataset.rowsOf('test'));
      const answers = network.answers?.(parameters, encodingsOf(network, parameters, batch.inputs)) ?? {};
      return [...answers.text.dataSync()];
    };
    expect(own(readSafetensors(weights, 'weights').tensors)).toEqual(own(base));
    network.dispose();
  });

  test('the last half of the layers gets adapters where that is asked for, and a resumed training ends alike', async () => {
    const base = weightsOf(ensemble);
    const spec = specOf('adapters', { adaptedLayers: 'last-half', answerHeads: 'trained' });
    const checkpoints: Uint8Array[] = [];
    const whole = await trained(spec, base, null, (bytes) => checkpoints.push(bytes));
    expect(whole.adapters?.facts.kernels).toEqual([
      'encoders/image/conv2/kernel',
      'encoders/image/dense/kernel',
      'encoders/text/dense/kernel',
    ]);
    expect(whole.adapters?.facts.heads).toBe(2 * (8 * 2 + 2));
    const resumed = await trained(spec, base, checkpoints[2]);
    expect(hashOfBytes(resumed.weights)).toBe(hashOfBytes(whole.weights));
    const { facts, bytes } = whole.adapters ?? never('adapters');
    expect(resumed.adapters?.bytes).toEqual(bytes);
    // Heads that learned go with the adapters, and are merged with them.
    expect(mergeAgain(facts, { bytes: ensemble.weights, where: 'e' }, { bytes, where: 'a' })).toEqual(whole.weights);
  });
});

test('all weights go on from the ensemble, none of them frozen', async () => {
  const base = weightsOf(ensemble);
  const { weights, adapters, parameters } = await trained(specOf('fine-tuned', { learningRate: 1e-9 }), base);
  expect(adapters).toBeNull();
  expect(parameters).toBe(countOf(materialOf(specOf('fine-tuned'), dataset).network.parameters));
  const own = readSafetensors(weights, 'weights').tensors;
  const moved = [...own].filter(([name, { data }]) => hashOfFloats(data) !== hashOfFloats(base.get(name)?.data));
  expect(moved.length).toBeGreaterThan(own.size / 2);
  for (const [name, { data }] of own) {
    data.forEach((value, at) => {
      expect(Math.abs(value - (base.get(name)?.data[at] ?? NaN)), name).toBeLessThan(1e-6);
    });
  }
});

function hashOfFloats(data: Float32Array | undefined): string {
  return (data ?? []).join();
}

/** By Gaussian elimination; a thousandth of the largest entry counts as rounding, which weights of 32 bits have of a small change. */
function rankOf(values: Float32Array, rows: number, columns: number): number {
  const matrix = Array.from({ length: rows }, (_, row) => Array.from(values.slice(row * columns, (row + 1) * columns)));
  const least = 1e-3 * Math.max(...values.map(Math.abs));
  let rank = 0;
  for (let column = 0; column < columns && rank < rows; column += 1) {
    const pivot = matrix
      .slice(rank)
      .reduce((best, row, at) => (Math.abs(row[column]) > Math.abs(matrix[best][column]) ? at + rank : best), rank);
    if (Math.abs(matrix[pivot][column]) <= least) continue;
    [matrix[rank], matrix[pivot]] = [matrix[pivot], matrix[rank]];
    for (let row = rank + 1; row < rows; row += 1) {
      const factor = matrix[row][column] / matrix[rank][column];
      for (let at = column; at < columns; at += 1) matrix[row][at] -= factor * matrix[rank][at];
    }
    rank += 1;
  }
  return rank;
}
