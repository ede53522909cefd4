import type { Dataset } from '../../data/dataset';
import type { Network } from '../../models/network';
import type { Parameters } from '../../models/parameters';
import type { Pause } from '../../pause';
import { tidy } from '../../tensors';
import { batchOf, chunks } from '../batches';
import { CHUNK } from '../score';

export interface Retrieved {
  readonly correct: number;
  readonly count: number;
}

/**
 * Samples whose nearest among others, by the cosine of their encodings, is of their class: the retrieval that UmURL is told by.
 *
 * @param network whose encoder of the modality gives a vector
 * @param among rows that are looked through
 * @param rows rows that are looked for
 */
export async function retrieval(
  network: Network,
  parameters: Parameters,
  dataset: Dataset,
  modality: string,
  { among, rows }: { readonly among: readonly number[]; readonly rows: readonly number[] },
  pause: Pause,
): Promise<Retrieved> {
  const known = await unitEncodings(network, parameters, dataset, modality, among, pause);
  const asked = await unitEncodings(network, parameters, dataset, modality, rows, pause);
  let correct = 0;
  for (const [at, encoding] of asked.entries()) {
    await pause();
    const nearest = nearestOf(encoding, known);
    if (dataset.label(among[nearest]) === dataset.label(rows[at])) correct += 1;
  }
  return { correct, count: rows.length };
}

/** The place of the largest inner product; the first of equal ones. */
export function nearestOf(encoding: Float32Array, known: readonly Float32Array[]): number {
  let best = 0;
  let largest = -Infinity;
  known.forEach((other, place) => {
    let product = 0;
    for (let at = 0; at < encoding.length; at += 1) product += encoding[at] * other[at];
    if (product > largest) [best, largest] = [place, product];
  });
  return best;
}

async function unitEncodings(
  network: Network,
  parameters: Parameters,
  dataset: Dataset,
  modality: string,
  rows: readonly number[],
  pause: Pause,
): Promise<readonly Float32Array[]> {
  const encodings: Float32Array[] = [];
  for (const chunk of chunks(rows, CHUNK)) {
    await pause();
    const { inputs } = batchOf(dataset, network, chunk);
    const { values } = tidy(() =>
      network.encode(parameters, modality, network.embed(parameters, modality, inputs[modality])),
    );
    try {
      const all = await values.data<'float32'>();
      const width = all.length / chunk.length;
      chunk.forEach((_, row) => encodings.push(unit(all.slice(row * width, (row + 1) * width))));
    } finally {
      values.dispose();
    }
  }
  return encodings;
}

function unit(values: Float32Array): Float32Array {
  const length = Math.hypot(...values);
  return length === 0 ? values : values.map((value) => value / length);
}
