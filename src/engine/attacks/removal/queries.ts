/**
 * Answers "what does the model say without these regions?" for many samples at once.
 *
 * A query costs as little as it can: untouched modalities are not encoded again, equal removals of a modality are encoded
 * once per batch, and a removal that was asked before is not computed again. Counting what a sequential search would
 * have asked is the search's business; here only rows really computed are counted.
 */
import { mapValues } from '../../../shared/map-values';
import type { Fills, ModalitySpecs, Region } from '../../../shared/modality';
import type { Sample } from '../../data/dataset';
import { modalityOf } from '../../modalities/registry';
import type { ModalityValue } from '../../modalities/modality';
import type { Encoding, Encodings } from '../../models/fused-model';
import { randomFrom } from '../../random';
import type { AttackContext } from '../attack';
import { argMax } from '../../models/logits';
import { downloaded } from '../outputs';
import { gatherEncoding, joinEncodings } from '../../models/encodings';
import { ofModality, regionsKey } from './regions';

export interface RemovalQuery {
  /** Index into the samples of the micro-batch. */
  readonly sample: number;
  readonly regions: readonly Region[];
}

interface KeyedQuery extends RemovalQuery {
  readonly key: string;
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
}

type Setting = Pick<AttackContext, 'model' | 'samples' | 'encodings' | 'seed' | 'rowsAtOnce' | 'pause'>;

/** Input values sent to an encoder at once, in floats: keeps the activations of large images within memory. */
const FLOATS_PER_BATCH = 1 << 20;

/** @param wanted `zArgmax` if answers are judged by it */
export function removalQueries(setting: Setting, fills: Fills, wanted: 'logits' | 'zArgmax'): RemovalQueries {
  const { model, samples } = setting;
  const known = samples.map(() => new Map<string, RemovalAnswer>());
  const evaluated = samples.map(() => 0);
  const rows = Math.min(setting.rowsAtOnce, mostRows(model.modalities));

  async function compute(batch: readonly KeyedQuery[]): Promise<void> {
    await setting.pause();
    const outputs = await downloaded(model, () => encodeQueries(setting, fills, batch), wanted);
    batch.forEach(({ sample, key }, row) => {
      const logits = outputs.logits[row];
      evaluated[sample] += 1;
      known[sample].set(key, { logits, predicted: argMax(logits), zArgmax: outputs.zArgmax?.[row] ?? null });
    });
  }

  return {
    evaluated,
    async ask(queries) {
      const keyed = queries.map(({ sample, regions }) => ({ sample, regions, key: regionsKey(regions) }));
      const missing = unanswered(keyed, known);
      for (let start = 0; start < missing.length; start += rows) await compute(missing.slice(start, start + rows));
      return keyed.map(({ sample, key }) => {
        const answer = known[sample].get(key);
        if (answer === undefined) throw new Error('A removal query went unanswered.');
        return answer;
      });
    },
  };
}

/** The value of one modality of a sample without its regions, by the one path that every removal takes. */
export function removeFrom(
  setting: Pick<Setting, 'model' | 'seed'>,
  fills: Fills,
  sample: Sample,
  modality: string,
  regions: readonly Region[],
): ModalityValue {
  const spec = setting.model.modalities[modality];
  const noise = randomFrom(setting.seed, sample.id, 'fill', modality);
  return modalityOf(spec).remove(spec, sample.inputs[modality], ofModality(regions, modality), fills, noise);
}

/** What the model says without any removal, which is known of every attacked sample. */
export function untouchedAnswers({ clean }: Pick<AttackContext, 'clean'>): readonly RemovalAnswer[] {
  return clean.logits.map((logits, sample) => {
    const z = clean.z?.[sample];
    return { logits, predicted: argMax(logits), zArgmax: z === undefined ? null : argMax(z) };
  });
}

function unanswered(
  queries: readonly KeyedQuery[],
  known: readonly ReadonlyMap<string, RemovalAnswer>[],
): readonly KeyedQuery[] {
  const seen = known.map(() => new Set<string>());
  return queries.filter(({ sample, key }) => {
    if (known[sample].has(key) || seen[sample].has(key)) return false;
    seen[sample].add(key);
    return true;
  });
}

function encodeQueries(setting: Setting, fills: Fills, batch: readonly KeyedQuery[]): Encodings {
  return mapValues(setting.encodings, (clean, id) => encodeModality(setting, fills, clean, id, batch));
}

/** Rows of the untouched encoding where the modality is whole, newly encoded ones (each distinct one once) elsewhere. */
function encodeModality(
  setting: Setting,
  fills: Fills,
  clean: Encoding,
  id: string,
  batch: readonly KeyedQuery[],
): Encoding {
  const { model, samples } = setting;
  const values: ModalityValue[] = [];
  const places = new Map<string, number>();
  const indices = batch.map(({ sample, regions, key: whole }) => {
    const own = ofModality(regions, id);
    if (own.length === 0) return sample;
    const key = `${sample}|${own.length === regions.length ? whole : regionsKey(own)}`;
    let place = places.get(key);
    if (place === undefined) {
      place = samples.length + values.length;
      places.set(key, place);
      values.push(removeFrom(setting, fills, samples[sample], id, own));
    }
    return place;
  });
  if (values.length === 0) return gatherEncoding(clean, indices);
  const fresh = model.encode(id, model.embed(id, values));
  return values.length === batch.length ? fresh : gatherEncoding(joinEncodings(clean, fresh), indices);
}

/** Rows whose inputs and activations fit into memory with certainty. */
export function mostRows(specs: ModalitySpecs): number {
  const floats = Object.values(specs).map((spec) =>
    spec.kind === 'image' ? spec.height * spec.width * spec.channels : spec.maxWords,
  );
  return Math.max(1, Math.floor(FLOATS_PER_BATCH / Math.max(...floats)));
}
