/** What is proven of a network whose logits are weighted sums over its modalities, from its weights as the device holds them. */
import * as tf from '@tensorflow/tfjs-core';
import { roundings } from '../../shared/float32';
import type { IntegratedNetwork } from './integrated';
import { absoluteBound, nearlyOrthonormalBound, spectralBound, type Matrix } from './lipschitz';
import type { HostParameters, Parameters } from './parameters';
import { mapped, plus, times, type Affine } from './rounding';
import { downloaded } from './weights';

/** Of all s^(m) of one modality, taken together in l2. */
export interface ScoreProof {
  /** How far they move per unit of l2 of what is embedded. */
  readonly bound: number;
  /** How far each of them, times its a_k^(m), may be off in float32, in units of that a_k^(m). */
  readonly rounding: Affine;
}

/**
 * Backends whose arithmetic is known to be float32, rounded to the nearest, without transformed convolutions. Others may use
 * TF32, float16 or Winograd where that is faster.
 */
const known = ['cpu', 'wasm'];

/** By modality; null where nothing is proven of one of them, or of what the device rounds. */
export async function proofOf(
  network: IntegratedNetwork,
  parameters: Parameters,
): Promise<Readonly<Record<string, ScoreProof>> | null> {
  if (!known.includes(tf.getBackend())) return null;
  const host = await downloaded(parameters);
  const { integration } = network;
  const ids = Object.keys(network.modalities);
  const proofs: Record<string, ScoreProof> = {};
  for (const id of ids) {
    const representation = integration.representationBound(host, id);
    const computed = integration.representationComputed(host, id);
    if (representation === null || computed === null) return null;
    const rows = await rowsOf(network, parameters, id);
    const bound = boundOfRows(rows);
    const scores = mapped(computed, {
      terms: rows.columns,
      outputs: rows.rows,
      bound,
      absolute: absoluteBound(rows),
      bias: 0,
    });
    // Multiplied by a_k^(m) and added to the others and b_k, one by one.
    const added = times(plus(scores.size, scores.error), roundings(ids.length + 1));
    proofs[id] = { bound: representation * bound, rounding: plus(scores.error, added) };
  }
  return proofs;
}

/** A proven Lipschitz constant of all s^(m) of a modality, taken together; null where none is known. */
export async function scoreBound(
  network: IntegratedNetwork,
  parameters: Parameters,
  host: HostParameters,
  id: string,
): Promise<number | null> {
  const representation = network.integration.representationBound(host, id);
  return representation === null ? null : representation * boundOfRows(await rowsOf(network, parameters, id));
}

/** The second is the tighter where rows are nearly orthonormal, the first where they are free. */
function boundOfRows(rows: Matrix): number {
  return Math.min(spectralBound(rows), nearlyOrthonormalBound(rows));
}

async function rowsOf({ integration }: IntegratedNetwork, parameters: Parameters, id: string): Promise<Matrix> {
  const rows = integration.rows(parameters, id);
  try {
    const [count, columns] = rows.shape;
    return { rows: count, columns, values: Float64Array.from(await rows.data()) };
  } finally {
    rows.dispose();
  }
}
