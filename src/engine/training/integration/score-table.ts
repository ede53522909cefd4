import { tidy } from '../../tensors';
import type { Dataset } from '../../data/dataset';
import type { IntegratedNetwork } from '../../models/integrated';
import type { Parameters } from '../../models/parameters';
import type { Pause } from '../../pause';
import { batchOf, chunks } from '../batches';
import { CHUNK } from '../score';

/** What every modality says for every class, of many samples. */
export interface ScoreTable {
  readonly modalities: readonly string[];
  readonly classes: number;
  /** s_k^(m), [N, M, K] row-major. */
  readonly scores: Float32Array;
  readonly labels: Int32Array;
}

/** Without dropout. `pause` is awaited before every chunk and may throw. */
export async function scoreTable(
  network: IntegratedNetwork,
  parameters: Parameters,
  dataset: Dataset,
  rows: readonly number[],
  pause: Pause,
): Promise<ScoreTable> {
  const modalities = Object.keys(network.modalities);
  const classes = dataset.manifest.classes.length;
  const scores = new Float32Array(rows.length * modalities.length * classes);
  const labels = Int32Array.from(rows, (row) => dataset.label(row));
  let done = 0;
  for (const chunk of chunks(rows, CHUNK)) {
    await pause();
    const { inputs } = batchOf(dataset, network, chunk);
    for (const [m, id] of modalities.entries()) {
      const own = tidy(() => {
        const encoding = network.encode(parameters, id, network.embed(parameters, id, inputs[id]));
        return network.integration.score(parameters, id, encoding);
      });
      try {
        const values = await own.data<'float32'>();
        chunk.forEach((_, row) => {
          const to = ((done + row) * modalities.length + m) * classes;
          scores.set(values.subarray(row * classes, (row + 1) * classes), to);
        });
      } finally {
        own.dispose();
      }
    }
    done += chunk.length;
  }
  return { modalities, classes, scores, labels };
}
