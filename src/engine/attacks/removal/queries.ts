/**
 * Answers "what does the model say without these regions?" for many samples at once.
 *
 * A query costs as little as it can: modalities are encoded as `encode.ts` tells, and a removal that was asked before is
 * not computed again, not even by other boxes that come to the same. Counting what a sequential search would have asked
 * is the search's business; here only rows really computed are counted, each as one, however little of it had to be
 * encoded.
 */
import type { Fills, Region } from '../../../shared/modality';
import type { AttackContext, EncoderWork } from '../attack';
import { argMax } from '../../models/logits';
import { downloaded } from '../outputs';
import { FLOATS_AT_ONCE } from '../rows-in-memory';
import { removalEncoder, type KeyedRemoval } from './encode';
import { outermost, regionsKey } from './regions';

export interface RemovalQuery {
  /** Index into the samples of the micro-batch. */
  readonly sample: number;
  readonly regions: readonly Region[];
}

export interface RemovalAnswer {
  readonly logits: Float32Array;
  readonly predicted: number;
  /** arg max of the fused embedding; null where it was not wanted or the model hides it. */
  readonly zArgmax: number | null;
}

export interface RemovalQueries {
  ask(queries: readonly RemovalQuery[]): Promise<readonly RemovalAnswer[]>;
  /** Rows computed so far, per sample. */
  readonly evaluated: readonly number[];
  readonly work: EncoderWork;
  /** Frees what is kept of the untouched samples. */
  dispose(): void;
}

type Setting = Pick<AttackContext, 'model' | 'samples' | 'embeddings' | 'encodings' | 'seed' | 'rowsAtOnce' | 'pause'>;

/** @param wanted `zArgmax` if answers are judged by it. The caller disposes of the result. */
export function removalQueries(setting: Setting, fills: Fills, wanted: 'logits' | 'zArgmax'): RemovalQueries {
  const { model, samples } = setting;
  const known = samples.map(() => new Map<string, RemovalAnswer>());
  const evaluated = samples.map(() => 0);
  const encoder = removalEncoder(setting, fills);

  async function compute(batch: readonly KeyedRemoval[]): Promise<void> {
    await setting.pause();
    const removedFrom = batch.map(({ sample }) => samples[sample]);
    const outputs = await downloaded(model, removedFrom, () => encoder.encode(batch), wanted);
    batch.forEach(({ sample, key }, row) => {
      const logits = outputs.logits[row];
      evaluated[sample] += 1;
      known[sample].set(key, { logits, predicted: argMax(logits), zArgmax: outputs.zArgmax?.[row] ?? null });
    });
  }

  return {
    evaluated,
    work: encoder.work,
    dispose: () => {
      encoder.dispose();
    },
    async ask(queries) {
      const keyed = queries.map(({ sample, regions: all }) => {
        const regions = outermost(all);
        return { sample, regions, key: regionsKey(regions) };
      });
      const missing = unanswered(keyed, known);
      for (const batch of batches(missing, setting.rowsAtOnce, encoder.floats)) await compute(batch);
      return keyed.map(({ sample, key }) => {
        const answer = known[sample].get(key);
        if (answer === undefined) throw new Error('A removal query went unanswered.');
        return answer;
      });
    },
  };
}

/** What the model says without any removal, which is known of every attacked sample. */
export function untouchedAnswers({ clean }: Pick<AttackContext, 'clean'>): readonly RemovalAnswer[] {
  return clean.logits.map((logits, sample) => {
    const z = clean.z?.[sample];
    return { logits, predicted: argMax(logits), zArgmax: z === undefined ? null : argMax(z) };
  });
}

function unanswered(
  queries: readonly KeyedRemoval[],
  known: readonly ReadonlyMap<string, RemovalAnswer>[],
): readonly KeyedRemoval[] {
  const seen = known.map(() => new Set<string>());
  return queries.filter(({ sample, key }) => {
    if (known[sample].has(key) || seen[sample].has(key)) return false;
    seen[sample].add(key);
    return true;
  });
}

/** The removals in order, cut before rows or numbers become too many. */
function* batches(
  removals: readonly KeyedRemoval[],
  mostAtOnce: number,
  floatsOf: (removal: KeyedRemoval) => number,
): Generator<readonly KeyedRemoval[]> {
  let start = 0;
  let floats = 0;
  for (let at = 0; at < removals.length; at += 1) {
    const own = floatsOf(removals[at]);
    if (at > start && (at - start === mostAtOnce || floats + own > FLOATS_AT_ONCE)) {
      yield removals.slice(start, at);
      start = at;
      floats = 0;
    }
    floats += own;
  }
  if (start < removals.length) yield removals.slice(start);
}
