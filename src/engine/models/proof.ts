/** What is proven of a network whose logits are weighted sums over its modalities, from its weights as the device holds them. */
import * as tf from '@tensorflow/tfjs-core';
import type { IntegratedNetwork } from './integrated';
import { absoluteBound, nearlyOrthonormalBound, spectralBound, type Matrix } from './lipschitz';
import type { HostParameters, Parameters } from './parameters';
import type { ScoreProof, Step } from './rounding';
import { downloaded } from './weights';

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
    const steps = integration.steps(host, id);
    if (representation === null || steps === null) return null;
    const rows = await rowsOf(network, parameters, id);
    const bound = boundOfRows(rows);
    const { rows: outputs, columns: terms } = rows;
    const scores: Step = { kind: 'linear', terms, outputs, bound, absolute: absoluteBound(rows), bias: 0 };
    proofs[id] = { bound: representation * bound, steps: [...steps, scores], added: ids.length };
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
