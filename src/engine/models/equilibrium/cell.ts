/**
 * The map whose fixed point DEQ-Fusion takes (arXiv 2306.16645, by its released code), of N modalities and a fused
 * state of width D, all samples at once: z [N + 1, B, D], the modalities' states before the fused one.
 *
 *   u = ReLU(GN(A_i z_i + a_i));  v = GN(B_i u + b_i + x_i);  z_i' = GN(ReLU(v + z_i))
 *   z_fuse' = GN(ReLU(Θ Σ_i (G (z_fuse + z_i') + g) * z_fuse + θ + x_fuse))
 */
import * as tf from '@tensorflow/tfjs-core';
import { groupNorm, throughGroupNorm, type NormSlope } from './group-norm';

/** A kernel and a bias. */
interface Layer {
  readonly kernel: tf.Tensor;
  readonly bias: tf.Tensor;
}

interface Norm {
  readonly gain: tf.Tensor;
  readonly bias: tf.Tensor;
}

/** Weights, and the features that the map takes in at every application. */
export interface Cell {
  /** A, B: kernels [N, D, D], biases [N, 1, D]. */
  readonly first: Layer;
  readonly second: Layer;
  /** [N, 1, D]. */
  readonly norms: readonly [Norm, Norm, Norm];
  /** G, Θ: kernels [D, D], biases [D]. */
  readonly gate: Layer;
  readonly combine: Layer;
  /** [1, 1, D]. */
  readonly fusedNorm: Norm;
  /** x_i, [N, B, D]. */
  readonly features: tf.Tensor3D;
  /** x_fuse, [B, D]. */
  readonly fusedFeatures: tf.Tensor2D;
}

/** What the slope of the map at a state is made of: tensors by name, so that they can be kept for the way back. */
export type CellSlope = Readonly<Record<(typeof slopeParts)[number], tf.Tensor>>;

const norms = ['first', 'second', 'third', 'fused'] as const;
const normParts = ['gain', 'scaled', 'scale'] as const;
/** Where a ReLU lets through (1) and where not (0). */
const openings = ['firstOpen', 'thirdOpen', 'fusedOpen'] as const;
export const slopeParts = [
  ...norms.flatMap((norm) => normParts.map((part) => `${norm}/${part}` as const)),
  ...openings,
  'firstKernel',
  'secondKernel',
  'gateKernel',
  'combineKernel',
  'gates',
  'fusedState',
] as const;

/** The map at z [N + 1, B, D], and its slope there. */
export function applied(cell: Cell, z: tf.Tensor3D): { readonly values: tf.Tensor3D; readonly slope: () => CellSlope } {
  const [parts, batch, width] = z.shape;
  const count = parts - 1;
  const states = tf.slice3d(z, [0, 0, 0], [count, batch, width]);
  const fusedState = tf.slice3d(z, [count, 0, 0], [1, batch, width]);
  const [norm1, norm2, norm3] = cell.norms;
  const first = groupNorm(layer(cell.first, states), norm1.gain, norm1.bias);
  const inner = tf.relu(first.values);
  const second = groupNorm(tf.add<tf.Tensor3D>(layer(cell.second, inner), cell.features), norm2.gain, norm2.bias);
  const residual = tf.relu<tf.Tensor3D>(tf.add(second.values, states));
  const third = groupNorm(residual, norm3.gain, norm3.bias);

  const asked = tf.reshape<tf.Rank.R2>(tf.add(fusedState, third.values), [count * batch, width]);
  const gates = tf.reshape<tf.Rank.R3>(layer(cell.gate, asked), [count, batch, width]);
  const purified = tf.sum<tf.Tensor2D>(tf.mul(gates, fusedState), 0);
  const combined = tf.relu(tf.add(layer(cell.combine, purified), cell.fusedFeatures));
  const fused = groupNorm(tf.expandDims<tf.Tensor3D>(combined, 0), cell.fusedNorm.gain, cell.fusedNorm.bias);
  return {
    values: tf.concat([third.values, fused.values], 0),
    slope: () => ({
      ...named('first', first.slope),
      ...named('second', second.slope),
      ...named('third', third.slope),
      ...named('fused', fused.slope),
      firstOpen: tf.step(inner),
      thirdOpen: tf.step(residual),
      fusedOpen: tf.step(combined),
      firstKernel: cell.first.kernel,
      secondKernel: cell.second.kernel,
      gateKernel: cell.gate.kernel,
      combineKernel: cell.combine.kernel,
      gates,
      fusedState,
    }),
  };
}

/**
 * y^T J of the map's Jacobian J at the state of the slope; y [N + 1, B, D]. Written out rather than left to the library:
 * it cannot take a gradient while it is following another one back, and would go forward again at every call. Made of
 * operations that have gradients themselves: the penalty of J is differentiated.
 */
export function pulledBack(slope: CellSlope, y: tf.Tensor3D): tf.Tensor3D {
  const [parts, batch, width] = y.shape;
  const count = parts - 1;
  const byStates = tf.slice3d(y, [0, 0, 0], [count, batch, width]);
  const byFused = tf.slice3d(y, [count, 0, 0], [1, batch, width]);

  const combined = tf.mul(throughGroupNorm(normOf(slope, 'fused'), byFused), slope.fusedOpen);
  const purified = back(tf.reshape(combined, [batch, width]), slope.combineKernel);
  // Every modality's gate multiplies the same fused state, so that one gradient serves all of them.
  const asked = back(tf.mul(purified, tf.reshape(slope.fusedState, [batch, width])), slope.gateKernel);
  const fusedState = tf.add(tf.mul(purified, tf.sum(slope.gates, 0)), tf.mul(asked, count));

  const residual = tf.mul(throughGroupNorm(normOf(slope, 'third'), tf.add(byStates, asked)), slope.thirdOpen);
  const inner = back(throughGroupNorm(normOf(slope, 'second'), residual as tf.Tensor3D), slope.secondKernel);
  const through = throughGroupNorm(normOf(slope, 'first'), tf.mul(inner, slope.firstOpen));
  const states = tf.add(residual, back(through, slope.firstKernel));
  return tf.concat([states as tf.Tensor3D, tf.expandDims<tf.Tensor3D>(fusedState, 0)], 0);
}

function layer<Kind extends tf.Tensor>({ kernel, bias }: Layer, x: Kind): Kind {
  return tf.add(tf.matMul(x, kernel), bias);
}

/** The gradient for a layer's inputs. */
function back<Kind extends tf.Tensor>(gradient: Kind, kernel: tf.Tensor): Kind {
  return tf.matMul(gradient, kernel, false, true);
}

type NormName = (typeof norms)[number];

function named<Name extends NormName>(
  name: Name,
  { gain, scaled, scale }: NormSlope,
): Readonly<Record<`${Name}/${(typeof normParts)[number]}`, tf.Tensor>> {
  return { [`${name}/gain`]: gain, [`${name}/scaled`]: scaled, [`${name}/scale`]: scale } as ReturnType<
    typeof named<Name>
  >;
}

function normOf(slope: CellSlope, name: NormName): NormSlope {
  return { gain: slope[`${name}/gain`], scaled: slope[`${name}/scaled`], scale: slope[`${name}/scale`] };
}
