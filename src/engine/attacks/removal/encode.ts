/**
 * Encodings of removals, each modality at the least cost: untouched ones are taken from the micro-batch, equal removals
 * are encoded once per batch, and of a picture that lost a small part only what that part reaches is computed, where the
 * model offers it.
 */
import { mapValues } from '../../../shared/map-values';
import type { Fills, ImageRegion, Region } from '../../../shared/modality';
import type { ImageValue, ModalityValue } from '../../modalities/modality';
import { modalityOf } from '../../modalities/registry';
import { gatherEncoding, joinEncodings } from '../../models/encodings';
import type { Encoding, Encodings } from '../../models/fused-model';
import type { Change, ChangePlan, OpenEncoder } from '../../models/incremental';
import type { AttackContext, EncoderWork } from '../attack';
import { ofModality, regionsKey } from './regions';
import { removeFrom } from './remove';

/** A removal and its key, which is equal for equal removals. */
export interface KeyedRemoval {
  /** Index into the samples of the micro-batch. */
  readonly sample: number;
  readonly regions: readonly Region[];
  readonly key: string;
}

export interface RemovalEncoder {
  /** Numbers that encoding the removal takes on the device, about. */
  readonly floats: (removal: KeyedRemoval) => number;
  /** One row per removal; inside a tidy scope. */
  encode(batch: readonly KeyedRemoval[]): Encodings;
  /** Of all that was encoded so far. */
  readonly work: EncoderWork;
  /** Frees what is kept of the untouched samples. */
  dispose(): void;
}

/** A value to encode, and how. */
interface Fresh {
  readonly sample: number;
  readonly value: ModalityValue;
  /** null: whole. */
  readonly plan: ChangePlan | null;
}

/**
 * From this share of a whole encoding's multiply-adds on, a change is encoded whole. Measured on wasm: cutting windows
 * out makes a share of 0.5 take 0.75 of the time at 64 pixels, and one of 0.6 all of it at 28 pixels. Small squares gain
 * at every size (28 pixels, two stages: a share of 0.32 in 0.35 of the time), so no image is too small as such.
 */
const LARGEST_SHARE = 0.6;

export function removalEncoder(
  setting: Pick<AttackContext, 'model' | 'samples' | 'embeddings' | 'encodings' | 'seed'>,
  fills: Fills,
): RemovalEncoder {
  const { model, samples } = setting;
  const sizes = mapValues(model.modalities, (spec) => modalityOf(spec).floats(spec));
  const opened = new Map<string, OpenEncoder | null>();
  const work = { computed: 0, whole: 0 };

  /** Opened when first needed: an attack on words does not pay for it. */
  function encoderOf(modality: string): OpenEncoder | null {
    let encoder = opened.get(modality);
    if (encoder === undefined) {
      encoder = model.openEncoder?.(modality, setting.embeddings[modality]) ?? null;
      opened.set(modality, encoder);
    }
    return encoder;
  }

  function planOf(modality: string, regions: readonly Region[]): ChangePlan | null {
    const encoder = encoderOf(modality);
    if (encoder === null) return null;
    const plan = encoder.plan(boxesOf(regions));
    return plan.multiplyAdds < LARGEST_SHARE * encoder.multiplyAdds ? plan : null;
  }

  function encodeFresh(modality: string, fresh: readonly Fresh[]): Encoding {
    const whole = (rows: readonly Fresh[]): Encoding =>
      model.encode(
        modality,
        model.embed(
          modality,
          rows.map(({ value }) => value),
        ),
      );
    const encoder = encoderOf(modality);
    if (encoder === null) return whole(fresh);
    const changes: Change[] = [];
    const others: Fresh[] = [];
    const places = fresh.map((one): number => {
      work.whole += encoder.multiplyAdds;
      work.computed += one.plan?.multiplyAdds ?? encoder.multiplyAdds;
      if (one.plan === null) return others.push(one) - 1;
      return -changes.push({ row: one.sample, value: one.value as ImageValue, plan: one.plan });
    });
    if (changes.length === 0) return whole(others);
    const changed = encoder.encode(changes);
    if (others.length === 0) return changed;
    const indices = places.map((place) => (place < 0 ? others.length - 1 - place : place));
    return gatherEncoding(joinEncodings(whole(others), changed), indices);
  }

  /** Rows of the untouched encoding where the modality is whole, newly encoded ones (each distinct one once) elsewhere. */
  function encodeModality(clean: Encoding, modality: string, batch: readonly KeyedRemoval[]): Encoding {
    const fresh: Fresh[] = [];
    const places = new Map<string, number>();
    const indices = batch.map(({ sample, regions, key: all }) => {
      const own = ofModality(regions, modality);
      if (own.length === 0) return sample;
      const key = `${sample}|${own.length === regions.length ? all : regionsKey(own)}`;
      let place = places.get(key);
      if (place === undefined) {
        place = samples.length + fresh.length;
        places.set(key, place);
        const value = removeFrom(setting, fills, samples[sample], modality, own);
        fresh.push({ sample, value, plan: planOf(modality, own) });
      }
      return place;
    });
    if (fresh.length === 0) return gatherEncoding(clean, indices);
    const encoded = encodeFresh(modality, fresh);
    return fresh.length === batch.length ? encoded : gatherEncoding(joinEncodings(clean, encoded), indices);
  }

  return {
    work,
    floats: ({ regions }) => {
      let floats = 0;
      for (const modality of Object.keys(sizes)) {
        const own = ofModality(regions, modality);
        if (own.length > 0) floats += planOf(modality, own)?.floats ?? sizes[modality];
      }
      return floats;
    },
    encode: (batch) => mapValues(setting.encodings, (clean, modality) => encodeModality(clean, modality, batch)),
    dispose: () => {
      for (const encoder of opened.values()) encoder?.dispose();
    },
  };
}

function boxesOf(regions: readonly Region[]): readonly ImageRegion[] {
  return regions.flatMap((region) => (region.kind === 'image' ? [region.box] : []));
}
