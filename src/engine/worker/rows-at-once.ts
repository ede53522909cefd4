import type { Sample } from '../data/dataset';
import type { FusedModel } from '../models/fused-model';
import type { Pause } from '../pause';
import { predictSamples } from '../attacks/outputs';
import { mostRows } from '../attacks/rows-in-memory';
import { isOutOfMemory } from '../out-of-memory';

const SIZES = [32, 64, 128, 256, 512, 1024] as const;
const REPEATS = 2;
/** A size that is nearly as fast as the fastest needs less memory, and less is computed in vain. */
const NEARLY = 0.95;
/** Once so much time has gone, the largest sizes are left out: the model is slow whatever its batch. */
const MOST_MILLISECONDS = 2000;

/**
 * How many inputs of a model are best sent to this device at once: measured on forward passes from the samples to the
 * logits, larger and larger, until memory or time runs out.
 *
 * @param samples at least one; repeated as often as needed
 */
export async function measureRowsAtOnce(model: FusedModel, samples: readonly Sample[], pause: Pause): Promise<number> {
  const started = performance.now();
  const measured: { readonly size: number; readonly perSecond: number }[] = [];
  for (const size of SIZES) {
    if (measured.length > 0 && size > mostRows(model.modalities)) break;
    if (performance.now() - started > MOST_MILLISECONDS) break;
    const rows = Array.from({ length: size }, (_, index) => samples[index % samples.length]);
    try {
      measured.push({ size, perSecond: await speedOf(model, rows, pause) });
    } catch (error) {
      if (!isOutOfMemory(error) || measured.length === 0) throw error;
      break;
    }
  }
  const best = Math.max(...measured.map(({ perSecond }) => perSecond));
  return measured.find(({ perSecond }) => perSecond >= NEARLY * best)?.size ?? SIZES[0];
}

/** Rows per second, of the fastest repeat after one to warm up. */
async function speedOf(model: FusedModel, rows: readonly Sample[], pause: Pause): Promise<number> {
  const times: number[] = [];
  for (let repeat = 0; repeat <= REPEATS; repeat += 1) {
    await pause();
    const start = performance.now();
    await predictSamples(model, rows, 'logits');
    times.push(performance.now() - start);
  }
  return (1000 * rows.length) / Math.min(...times.slice(1));
}
