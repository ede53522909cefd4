import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, test } from 'vitest';
import type { z } from 'zod';
import { initBackend } from '../../../src/engine/backends/registry';
import { openNetwork } from '../../../src/engine/models/open-network';
import { pauseWith } from '../../../src/engine/pause';
import { alternatingStep, isAlternating } from '../../../src/engine/training/alternating';
import { alternationStart, disposeAlternation } from '../../../src/engine/training/alternation';
import { disposeAdam } from '../../../src/engine/training/adam';
import { batchOf } from '../../../src/engine/training/batches';
import { materialOf } from '../../../src/engine/training/material';
import { encodingOf } from '../../../src/engine/training/score';
import { stepSettings } from '../../../src/engine/training/step';
import { startState } from '../../../src/engine/training/epoch';
import type { AlternatingTraining } from '../../../src/shared/training/training';
import { toyDataset, toySpec } from './toy';

beforeAll(() => initBackend('wasm'));

type Matrix = readonly (readonly number[])[];
interface Head {
  readonly kernel: Matrix;
  readonly bias: readonly number[];
}
/** What a batch shows: features of each input before its step, which no other input's step changes. */
interface Seen {
  readonly features: readonly Matrix[];
  readonly labels: readonly number[];
}

const dataset = toyDataset();
const PEAK = 0.8;
const STEPS = 1000;
/** The learning rate still rises, by a twentieth of the peak at every step of the first two in a hundred. */
const rateOf = (step: number): number => (PEAK * (step + 1)) / 20;
const MOMENTUM = 0.9;

/** The head as the engine leaves it after some batches, and what it was shown. */
async function stepped(
  alternating: z.input<typeof AlternatingTraining>,
  batches: number,
): Promise<{
  readonly start: Head;
  readonly end: Head;
  readonly seen: readonly Seen[];
  readonly epochSteps: number;
}> {
  const spec = toySpec(
    { fusion: { name: 'mla' }, head: { name: 'linear' } },
    {
      ...{ method: 'alternating', optimiser: 'sgd', epochs: 2, patience: 2, dropout: 0, weightDecay: 0 },
      ...{ learningRate: PEAK, alternating },
    },
  );
  const { network: plain, rows } = materialOf(spec, dataset);
  const network = openNetwork(plain);
  if (!isAlternating(network)) throw new Error('It does not alternate.');
  const { kernel, bias, features } = network.alternation;
  const { adam } = startState(network, spec.seed);
  const headOf = (parameters: typeof adam.parameters): Head => ({
    kernel: parameters[kernel].arraySync() as number[][],
    bias: parameters[bias].arraySync() as number[],
  });
  const start = headOf(adam.parameters);
  const settings = { ...stepSettings(spec, rows.train.length), totalSteps: STEPS };
  const seen: Seen[] = [];
  let learnt = { adam, history: null, alternation: alternationStart(network, spec.training)! };
  for (let index = 0; index < batches; index += 1) {
    const batch = batchOf(dataset, network, rows.train.slice(20 * index, 20 * (index + 1)));
    const { parameters } = learnt.adam;
    seen.push({
      features: Object.keys(network.modalities).map((id) =>
        tf.tidy(() => features(parameters, id, encodingOf(network, parameters, id, batch.inputs)).arraySync()),
      ),
      labels: [...batch.labels],
    });
    const next = await alternatingStep(
      network,
      learnt,
      batch,
      settings,
      pauseWith(() => undefined),
    );
    learnt = { ...next.learnt, history: null, alternation: next.learnt.alternation! };
  }
  const end = headOf(learnt.adam.parameters);
  disposeAdam(learnt.adam);
  disposeAlternation(learnt.alternation);
  network.dispose();
  return { start, end, seen, epochSteps: settings.epochSteps };
}

const dot = (a: readonly number[], b: readonly number[]): number => a.reduce((sum, x, at) => sum + x * b[at], 0);
const columns = (matrix: Matrix): Matrix => matrix[0].map((_, column) => matrix.map((row) => row[column]));
const product = (a: Matrix, b: Matrix): Matrix => a.map((row) => columns(b).map((column) => dot(row, column)));
const sum = (a: Matrix, b: Matrix, share = 1): Matrix =>
  a.map((row, i) => row.map((value, j) => value + share * b[i][j]));
const meanRow = (matrix: Matrix): readonly number[] =>
  columns(matrix).map(
    (column) =>
      dot(
        column,
        column.map(() => 1),
      ) / matrix.length,
  );

/** Of the mean cross-entropy of features through the head: of its kernel φᵀ(p − y)/B, of its bias the mean of p − y. */
function slopes({ kernel, bias }: Head, features: Matrix, labels: readonly number[]): Head {
  const errors = product(features, kernel).map((row, sample) => {
    const raised = row.map((value, k) => Math.exp(value + bias[k]));
    const all = raised.reduce((total, value) => total + value, 0);
    return raised.map((value, k) => value / all - (labels[sample] === k ? 1 : 0));
  });
  const kernels = product(columns(features), errors);
  return { kernel: kernels.map((row) => row.map((value) => value / features.length)), bias: meanRow(errors) };
}

/** (I + Σ h hᵀ/α)⁻¹ as its page has it: P ← P − P h hᵀ P / (α + hᵀ P h). */
function updated(projection: Matrix, h: readonly number[], alpha: number, rescaled: boolean): Matrix {
  const k = projection.map((row) => dot(row, h));
  const next = projection.map((row, i) => row.map((value, j) => value - (k[i] * k[j]) / (alpha + dot(h, k))));
  const size = rescaled ? Math.hypot(...next.flat()) : 1;
  return next.map((row) => row.map((value) => value / size));
}

interface Reading {
  /** What becomes of the gradient [s, K] of a kernel, by P before the features of this turn and after them. */
  readonly modified: (gradient: Matrix, before: Matrix, after: Matrix) => Matrix;
  readonly alphaOf: (batch: number, batches: number) => number;
  readonly rescaled: boolean;
}

/** The head after these batches, in plain numbers. */
function byHand(
  start: Head,
  seen: readonly Seen[],
  epochSteps: number,
  { modified, alphaOf, rescaled }: Reading,
): Head {
  let head = start;
  let speed: Head = { kernel: start.kernel.map((row) => row.map(() => 0)), bias: start.bias.map(() => 0) };
  let projection: Matrix = start.kernel.map((_, i) => start.kernel.map((__, j) => Number(i === j)));
  seen.forEach(({ features, labels }, step) => {
    features.forEach((own, turn) => {
      const plain = slopes(head, own, labels);
      const next = updated(projection, meanRow(own), alphaOf(step, epochSteps), rescaled);
      const kernel = step === 0 && turn === 0 ? plain.kernel : modified(plain.kernel, projection, next);
      speed = {
        kernel: sum(kernel, speed.kernel, MOMENTUM),
        bias: plain.bias.map((value, k) => value + MOMENTUM * speed.bias[k]),
      };
      head = {
        kernel: sum(head.kernel, speed.kernel, -rateOf(step)),
        bias: head.bias.map((value, k) => value - rateOf(step) * speed.bias[k]),
      };
      projection = next;
    });
  });
  return head;
}

const falling = (batch: number, batches: number): number => 0.5 * 0.1 ** (batch / batches);
const constant = (): number => 0.5;
const paper: Reading['modified'] = (gradient, before) => product(before, gradient);
const added: Reading['modified'] = (gradient, _before, after) => sum(gradient, product(after, gradient));

describe('the shared head, against plain numbers (methods page of MLA, sections 2 and 4)', () => {
  test.each([
    ['as it is', 1, { modification: 'none' }, { modified: (g) => g, alphaOf: constant, rescaled: false }],
    [
      'in the paper’s style, by what other turns have shown',
      1,
      { modification: 'previous', alpha: 0.5, alphaFalls: false },
      { modified: paper, alphaOf: constant, rescaled: false },
    ],
    [
      'added, by what this turn shows, but for the first step ever',
      1,
      { modification: 'added', alpha: 0.5, alphaFalls: false },
      { modified: added, alphaOf: constant, rescaled: false },
    ],
    [
      'in the paper’s style, α falling from batch to batch',
      3,
      { modification: 'previous', alpha: 0.5, alphaFalls: true },
      { modified: paper, alphaOf: falling, rescaled: false },
    ],
    [
      'added and rescaled, α falling from batch to batch',
      3,
      { modification: 'added', alpha: 0.5, alphaFalls: true, rescaled: true },
      { modified: added, alphaOf: falling, rescaled: true },
    ],
  ] as const satisfies readonly (readonly [string, number, z.input<typeof AlternatingTraining>, Reading])[])(
    '%s',
    async (_, batches, alternating, reading) => {
      const { start, end, seen, epochSteps } = await stepped(alternating, batches);
      expect(epochSteps).toBe(8);
      const expected = byHand(start, seen, epochSteps, reading);
      const far = Math.hypot(...sum(expected.kernel, start.kernel, -1).flat());
      expect(far).toBeGreaterThan(0.01);
      const apart = Math.hypot(...sum(end.kernel, expected.kernel, -1).flat());
      expect(apart / far).toBeLessThan(1e-4);
      end.bias.forEach((value, k) => {
        expect(value).toBeCloseTo(expected.bias[k], 5);
      });
    },
  );
});
