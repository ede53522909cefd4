/**
 * Answers "what does the model say without these regions?" for many samples at once.
 *
 * A query costs as little as it can: modalities are encoded as `encode.ts` tells, and a removal that was asked before is
 * not computed again, not even by other boxes that come to the same. Counting what a sequential search would have asked
 * is the search's business; here only what is really computed is counted.
 */
import type { Fills, Region } from '../../../shared/data/modality';
import type { AttackContext, EncodedCounts } from '../attack';
import type { Encodings } from '../../models/fused-model';
import { answerOf, leadOf } from '../../models/answers';
import { argMax } from '../../models/logits';
import { downloaded } from '../outputs';
import { removalEncoder, type KeyedRemoval, type Removable } from './encode';
import { outermost, regionsKey } from './regions';

export interface RemovalQuery {
  /** Index into the samples of the micro-batch. */
  readonly sample: number;
  readonly regions: readonly Region[];
}

export interface RemovalAnswer {
  readonly logits: Float32Array;
  readonly predicted: number;
  /** How far it is from another answer than that to the untouched sample (`leadOf`). */
  readonly lead: number;
  /** arg max of the fused embedding; null where it was not wanted or the model hides it. */
  readonly zArgmax: number | null;
}

export interface RemovalQueries {
  ask(queries: readonly RemovalQuery[]): Promise<readonly RemovalAnswer[]>;
  /** Rows computed so far, per sample: each as one, however little of it had to be encoded. */
  readonly evaluated: readonly number[];
  readonly encoded: readonly EncodedCounts[];
  /** Frees what is kept of the untouched samples. */
  dispose(): void;
}

/**
 * Removals whose encodings are held at the same time. The same on every device, as equal removals are encoded once in a
 * section: what is counted does not depend on how many rows a device computes at once.
 */
const SECTION = 1024;

/** @param wanted `zArgmax` if answers are judged by it. The caller disposes of the result. */
export function removalQueries(
  setting: Removable & Pick<AttackContext, 'clean'>,
  fills: Fills,
  wanted: 'logits' | 'zArgmax',
): RemovalQueries {
  const { model, samples, clean, rowsAtOnce } = setting;
  const untouched = clean.logits.map((logits, sample) => answerOf(model.target, logits, samples[sample]));
  const known = samples.map(() => new Map<string, RemovalAnswer>());
  const evaluated = samples.map(() => 0);
  const encoder = removalEncoder(setting, fills);

  async function compute(section: readonly KeyedRemoval[]): Promise<void> {
    const encoded = await encoder.encode(section);
    try {
      for (let start = 0; start < section.length; start += rowsAtOnce) {
        await setting.pause();
        const batch = section.slice(start, start + rowsAtOnce);
        const removedFrom = batch.map(({ sample }) => samples[sample]);
        const encodings = (): Encodings => encoded.rows(start, start + batch.length);
        const outputs = await downloaded(model, removedFrom, encodings, wanted);
        batch.forEach(({ sample, key }, row) => {
          const logits = outputs.logits[row];
          evaluated[sample] += 1;
          known[sample].set(key, {
            logits,
            predicted: answerOf(model.target, logits, samples[sample]),
            lead: leadOf(model.target, logits, samples[sample], untouched[sample]),
            zArgmax: outputs.zArgmax?.[row] ?? null,
          });
        });
      }
    } finally {
      encoded.dispose();
    }
  }

  return {
    evaluated,
    encoded: encoder.counts,
    dispose: () => {
      encoder.dispose();
    },
    async ask(queries) {
      const keyed = queries.map(({ sample, regions: all }) => {
        const regions = outermost(all);
        return { sample, regions, key: regionsKey(regions) };
      });
      const missing = unanswered(keyed, known);
      for (let start = 0; start < missing.length; start += SECTION)
        await compute(missing.slice(start, start + SECTION));
      return keyed.map(({ sample, key }) => {
        const answer = known[sample].get(key);
        if (answer === undefined) throw new Error('A removal query went unanswered.');
        return answer;
      });
    },
  };
}

/** What the model says without any removal, which is known of every attacked sample. */
export function untouchedAnswers({
  model: { target },
  samples,
  clean,
}: Pick<AttackContext, 'model' | 'samples' | 'clean'>): readonly RemovalAnswer[] {
  return clean.logits.map((logits, sample) => {
    const z = clean.z?.[sample];
    const predicted = answerOf(target, logits, samples[sample]);
    const lead = leadOf(target, logits, samples[sample], predicted);
    return { logits, predicted, lead, zArgmax: z === undefined ? null : argMax(z) };
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
