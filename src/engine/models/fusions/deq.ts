import * as tf from '@tensorflow/tfjs-core';
import type { z } from 'zod';
import type { DeqChoice } from '../../../shared/recipe/fusions';
import { applied, type Cell } from '../equilibrium/cell';
import { differentiable, equilibrium } from '../equilibrium/equilibrium';
import type { SolverSettings } from '../equilibrium/solver';
import { residualsOf, unrolled } from '../equilibrium/unrolled';
import { jacobianPenalty } from '../equilibrium/jacobian-penalty';
import { detached } from '../detached';
import type { Encodings, Settling } from '../fused-model';
import { dense, denseSpecs } from '../layers';
import { normal, ones, zeros, type ParameterReader, type ParameterSpecs } from '../parameters';
import { vectorOf, type Fusion, type FusionInput } from './fusion';

type Choice = z.infer<typeof DeqChoice>;

/** Deviation with which the map's weights start: so small that the map begins as a contraction. The paper's is unknown. */
const START = 0.01;

/**
 * Deep equilibrium fusion (DEQ-Fusion, arXiv 2306.16645, by its released code): the fused part of the fixed point of
 * `equilibrium/cell.ts`. Encodings are first brought to one width. A fixed point is stopped at sample by sample, where the
 * released code stops at the norm of a whole batch: nothing depends on which samples are together.
 *
 * Unrolled, the ablation: so many applications of the same map from zero, differentiated through.
 */
export const deq: Fusion<Choice> = {
  consumes: 'vector',
  decides: 'head',
  part: (choice, { inputs }) => ({
    width: choice.width,
    parameters: {
      ...(Object.assign(
        {},
        ...inputs.map(({ modality, width }) => modalitySpecs(modality, width, choice.width)),
      ) as ParameterSpecs),
      bias: zeros(1),
      ...layerSpecs('gate', choice.width),
      ...layerSpecs('combine', choice.width),
      ...normSpecs('norm', choice.width),
    },
    apply: (p, encodings) => fusedOf(forward(choice, cellOf(p, inputs, encodings)).state),
    settle: (p, encodings) => settling(choice, cellOf(p, inputs, encodings)),
    unrolled: (p, encodings, steps) => fusedOf(unrolled(cellOf(p, inputs, encodings), steps)),
    tighter: (p, encodings) => fusedOf(forward(tighter(choice), cellOf(p, inputs, encodings)).state),
    training: (p, encodings, random) => {
      const { state, slopeThere } = forward(choice, cellOf(p, inputs, encodings));
      return {
        z: fusedOf(state),
        penalty:
          choice.jacobian === 0 ? null : tf.mul(jacobianPenalty(slopeThere(), state.shape, random), choice.jacobian),
      };
    },
  }),
};

interface Forward {
  readonly state: tf.Tensor3D;
  /** Slope of the map at the state, which counts as a constant in it. */
  readonly slopeThere: () => ReturnType<ReturnType<typeof applied>['slope']>;
}

function forward(choice: Choice, cell: Cell): Forward {
  if (choice.unrolled > 0) {
    const state = unrolled(cell, choice.unrolled);
    return { state, slopeThere: () => applied(cell, detached(state)).slope() };
  }
  const { state } = equilibrium(cell, settingsOf(choice, 'absolute'));
  const once = applied(cell, state);
  const slope = once.slope();
  // On the way back one step more, and relative to the value, as in the released code.
  const back = settingsOf({ ...choice, iterations: choice.iterations + 1 }, 'relative');
  const attached = differentiable(state, once.values, slope, back);
  return { state: attached, slopeThere: () => slope };
}

function settling(choice: Choice, cell: Cell): Settling {
  if (choice.unrolled > 0) {
    const residuals = residualsOf(cell, choice.unrolled);
    return {
      residuals,
      solved: residuals.map((own) => (own.at(-1) ?? Infinity) < choice.tolerance),
      doubled: fusedOf(unrolled(cell, tighter(choice).unrolled)),
    };
  }
  const { residuals, solved } = equilibrium(cell, settingsOf(choice, 'absolute')).solution;
  const longer = equilibrium(cell, settingsOf(tighter(choice), 'absolute'));
  return { residuals, solved, doubled: fusedOf(longer.state) };
}

/** Twice the steps, to a tenth of the tolerance. */
function tighter(choice: Choice): Choice {
  const { unrolled, iterations, tolerance } = choice;
  return { ...choice, unrolled: 2 * unrolled, iterations: 2 * iterations, tolerance: tolerance / 10 };
}

function settingsOf({ solver, iterations, tolerance }: Choice, kind: SolverSettings['stop']['kind']): SolverSettings {
  return { solver, iterations, stop: { kind, tolerance } };
}

function fusedOf(state: tf.Tensor3D): tf.Tensor2D {
  const [parts, batch, width] = state.shape;
  return tf.reshape(tf.slice3d(state, [parts - 1, 0, 0], [1, batch, width]), [batch, width]);
}

/** Parameters of one modality: what brings its encoding to the width, its block, and w, its share of x_fuse. */
function modalitySpecs(modality: string, inputs: number, width: number): ParameterSpecs {
  return {
    ...denseSpecs(`${modality}/project`, inputs, width, 'linear'),
    ...layerSpecs(`${modality}/first`, width),
    ...layerSpecs(`${modality}/second`, width),
    ...normSpecs(`${modality}/norm1`, width),
    ...normSpecs(`${modality}/norm2`, width),
    ...normSpecs(`${modality}/norm3`, width),
    [`${modality}/weight`]: ones(1),
  };
}

function layerSpecs(name: string, width: number): ParameterSpecs {
  return { [`${name}/kernel`]: normal(START, width, width), [`${name}/bias`]: zeros(width) };
}

function normSpecs(name: string, width: number): ParameterSpecs {
  return { [`${name}/gain`]: ones(width), [`${name}/bias`]: zeros(width) };
}

function cellOf(p: ParameterReader, inputs: readonly FusionInput[], encodings: Encodings): Cell {
  const ids = inputs.map(({ modality }) => modality);
  const features = ids.map((id) => dense(p, `${id}/project`, vectorOf(encodings, id)));
  const kernels = (name: string): tf.Tensor => tf.stack(ids.map((id) => p(`${id}/${name}/kernel`)));
  const vectors = (name: string): tf.Tensor => {
    const rows = tf.stack(ids.map((id) => p(`${id}/${name}`)));
    return tf.expandDims(rows, 1);
  };
  const norm = (name: string): Cell['norms'][number] => ({
    gain: vectors(`${name}/gain`),
    bias: vectors(`${name}/bias`),
  });
  return {
    first: { kernel: kernels('first'), bias: vectors('first/bias') },
    second: { kernel: kernels('second'), bias: vectors('second/bias') },
    norms: [norm('norm1'), norm('norm2'), norm('norm3')],
    gate: { kernel: p('gate/kernel'), bias: p('gate/bias') },
    combine: { kernel: p('combine/kernel'), bias: p('combine/bias') },
    fusedNorm: { gain: tf.reshape(p('norm/gain'), [1, 1, -1]), bias: tf.reshape(p('norm/bias'), [1, 1, -1]) },
    features: tf.stack(features) as tf.Tensor3D,
    fusedFeatures: tf.add(
      features
        .map((each, index) => tf.mul<tf.Tensor2D>(each, p(`${ids[index]}/weight`)))
        .reduce((sum, each) => tf.add(sum, each)),
      p('bias'),
    ),
  };
}
