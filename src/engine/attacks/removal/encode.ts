/**
 * Encodings of removals, each modality at the least cost: untouched ones are taken from the micro-batch, equal removals
 * are encoded once per section, and of a picture that lost a small part only what that part reaches is computed, where
 * the model offers it.
 */
import { mapValues } from '../../../shared/map-values';
import { isPlane, type Fills, type Region } from '../../../shared/data/modality';
import { boxesOf } from '../../../shared/samples/regions';
import type { ModalityValue } from '../../modalities/modality';
import { modalityOf } from '../../modalities/registry';
import { gatherEncoding, joinEncodings } from '../../models/encodings';
import type { Encoding, Encodings } from '../../models/fused-model';
import type { Change, ChangePlan, OpenEncoder } from '../../models/incremental';
import { dispose, tidy } from '../../tensors';
import type { AttackContext, EncodedCounts } from '../attack';
import { batches } from './batches';
import { oftenCombined } from './often-combined';
import { pictures, pixelsOf } from './pictures';
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
  /** Awaits `pause` before every batch. The caller disposes of the result. */
  encode(section: readonly KeyedRemoval[]): Promise<EncodedRemovals>;
  /** Per sample, of all that was encoded so far. */
  readonly counts: readonly EncodedCounts[];
  /** Frees what is kept of the untouched samples. */
  dispose(): void;
}

/** The encodings of a section. */
export interface EncodedRemovals {
  /** One row per removal from `start` to before `end`; inside a tidy scope. */
  rows(start: number, end: number): Encodings;
  dispose(): void;
}

/** One modality of a section: every encoding that occurs, and which is each removal's. */
interface EncodedModality {
  readonly encoding: Encoding;
  readonly indices: readonly number[];
  /** Is `encoding` the micro-batch's own? */
  readonly borrowed: boolean;
}

/** One modality of a sample without some regions, to be encoded. */
interface Fresh {
  readonly sample: number;
  readonly regions: readonly Region[];
}
interface Planned extends Fresh {
  /** null: whole. */
  readonly plan: ChangePlan | null;
}

/**
 * From this share of a whole encoding's multiply-adds on, a change is encoded whole. Measured on wasm: cutting windows
 * out makes a share of 0.5 take 0.75 of the time at 64 pixels, and one of 0.6 all of it at 28 pixels. Small squares gain
 * at every size (28 pixels, two stages: a share of 0.32 in 0.35 of the time), so no image is too small as such.
 */
const LARGEST_SHARE = 0.6;

/** What removals are tried on. */
export type Removable = Pick<
  AttackContext,
  'model' | 'samples' | 'embeddings' | 'encodings' | 'seed' | 'rowsAtOnce' | 'pause'
>;

export function removalEncoder(setting: Removable, fills: Fills): RemovalEncoder {
  const { model, samples } = setting;
  const given = pictures(setting, fills);
  const opened = new Map<string, OpenEncoder | null>();
  const counts = samples.map(() => mapValues(model.modalities, () => ({ rows: 0, wholeRows: 0 })));

  /** Opened when first needed: an attack on words does not pay for it. */
  function encoderOf(modality: string): OpenEncoder | null {
    let encoder = opened.get(modality);
    if (encoder === undefined) {
      encoder = model.openEncoder?.(modality, setting.embeddings[modality]) ?? null;
      opened.set(modality, encoder);
    }
    return encoder;
  }

  function planned(modality: string, encoder: OpenEncoder | null, { sample, regions }: Fresh): Planned {
    const plan = encoder?.plan(sample, boxesOf(regions, modality)) ?? null;
    const pays = encoder !== null && plan !== null && plan.multiplyAdds < LARGEST_SHARE * encoder.multiplyAdds;
    return { sample, regions, plan: pays ? plan : null };
  }

  /** The squares that are combined often, each on its own. */
  async function keepSquares(modality: string, encoder: OpenEncoder, fresh: readonly Fresh[]): Promise<void> {
    const { boxes } = encoder;
    if (boxes === undefined || !given.separable(modality)) return;
    const changes = oftenCombined(fresh)
      .filter(({ sample, region }) => !boxes.has(sample, boxesOf([region], modality)[0]))
      .map(({ sample, region }): Change => {
        const picture = given.without(sample, modality, [region]);
        return { row: sample, picture, plan: encoder.plan(sample, picture.boxes) };
      });
    for (const batch of batches(changes, setting.rowsAtOnce, ({ plan }) => plan.floats)) {
      await setting.pause();
      boxes.keep(batch).forEach((multiplyAdds, at) => {
        counts[batch[at].row][modality].wholeRows += multiplyAdds / encoder.multiplyAdds;
      });
    }
  }

  function encodeFresh(modality: string, encoder: OpenEncoder | null, fresh: readonly Planned[]): Encoding {
    const spec = model.modalities[modality];
    const valueOf = ({ sample, regions }: Fresh): ModalityValue =>
      isPlane(spec)
        ? pixelsOf(spec, given.without(sample, modality, regions))
        : removeFrom(setting, fills, samples[sample], modality, regions);
    const whole = (rows: readonly Fresh[]): Encoding =>
      model.encode(modality, model.embed(modality, rows.map(valueOf)));
    const changes: Change[] = [];
    const others: Fresh[] = [];
    const places = fresh.map((one): number => {
      const { sample, plan } = one;
      const count = counts[sample][modality];
      count.rows += 1;
      count.wholeRows += encoder === null || plan === null ? 1 : plan.multiplyAdds / encoder.multiplyAdds;
      if (plan === null) return others.push(one) - 1;
      return -changes.push({ row: sample, picture: given.without(sample, modality, one.regions), plan });
    });
    if (encoder === null || changes.length === 0) return whole(others);
    const changed = encoder.encode(changes);
    if (others.length === 0) return changed;
    const indices = places.map((place) => (place < 0 ? others.length - 1 - place : place));
    return gatherEncoding(joinEncodings([whole(others), changed]), indices);
  }

  /** Rows of the untouched encoding where the modality is whole, newly encoded ones (each distinct one once) elsewhere. */
  async function encodeModality(modality: string, section: readonly KeyedRemoval[]): Promise<EncodedModality> {
    const clean = setting.encodings[modality];
    const fresh: Fresh[] = [];
    const places = new Map<string, number>();
    const indices = section.map(({ sample, regions: all, key: keyOfAll }) => {
      const regions = ofModality(all, modality);
      if (regions.length === 0) return sample;
      const key = `${sample}|${regions.length === all.length ? keyOfAll : regionsKey(regions)}`;
      let place = places.get(key);
      if (place === undefined) {
        place = samples.length + fresh.length;
        places.set(key, place);
        fresh.push({ sample, regions });
      }
      return place;
    });
    if (fresh.length === 0) return { encoding: clean, indices, borrowed: true };
    const encoder = encoderOf(modality);
    if (encoder !== null) await keepSquares(modality, encoder, fresh);
    const plans = fresh.map((one) => planned(modality, encoder, one));
    const spec = model.modalities[modality];
    const whole = modalityOf(spec).floats(spec);
    const parts: Encoding[] = [];
    try {
      for (const batch of batches(plans, setting.rowsAtOnce, ({ plan }) => plan?.floats ?? whole)) {
        await setting.pause();
        parts.push(tidy(() => encodeFresh(modality, encoder, batch)));
      }
      return { encoding: tidy(() => joinEncodings([clean, ...parts])), indices, borrowed: false };
    } finally {
      dispose(parts);
    }
  }

  return {
    counts,
    async encode(section) {
      const encoded: Record<string, EncodedModality> = {};
      const free = (): void => {
        for (const { encoding, borrowed } of Object.values(encoded)) if (!borrowed) dispose(encoding);
      };
      try {
        for (const modality of Object.keys(model.modalities)) {
          encoded[modality] = await encodeModality(modality, section);
        }
      } catch (error) {
        free();
        throw error;
      }
      return {
        rows: (start, end) =>
          mapValues(encoded, ({ encoding, indices }) => gatherEncoding(encoding, indices.slice(start, end))),
        dispose: free,
      };
    },
    dispose: () => {
      for (const encoder of opened.values()) encoder?.dispose();
    },
  };
}
