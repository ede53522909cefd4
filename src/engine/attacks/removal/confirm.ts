/** The framework's own look at a claimed removal: applied to the untouched sample, by whole forward passes. */
import { fillOf, withFill, type Fills, type Region } from '../../../shared/data/modality';
import type { RemovalFound } from '../../../shared/records/record';
import type { Dataset, Sample } from '../../data/dataset';
import { decidable } from '../../data/oracle';
import type { FusedModel } from '../../models/fused-model';
import type { Pause } from '../../pause';
import { displacementOf } from '../displacement';
import { answerOf, predictedBy } from '../../models/answers';
import { predictSamples, type Outputs, type Wanted } from '../outputs';
import { removeFrom } from './remove';
import { ofModality, removedShare } from './regions';

/** A removal to look at: which sample, without what, under which fills. */
export interface Removal {
  readonly sample: Sample;
  readonly regions: readonly Region[];
  readonly fills: Fills;
}

interface Setting {
  readonly model: FusedModel;
  readonly dataset: Dataset;
  readonly seed: number;
  readonly rowsAtOnce: number;
  readonly pause: Pause;
}

/** Outputs of the whole model for each removal, in order. */
export async function outputsWithout(
  setting: Omit<Setting, 'dataset'>,
  removals: readonly Removal[],
  wanted: Wanted,
): Promise<{ readonly logits: readonly Float32Array[]; readonly z: readonly (Float32Array | null)[] }> {
  const logits: Float32Array[] = [];
  const z: (Float32Array | null)[] = [];
  for (let start = 0; start < removals.length; start += setting.rowsAtOnce) {
    await setting.pause();
    const batch = removals.slice(start, start + setting.rowsAtOnce);
    const outputs = await predictSamples(
      setting.model,
      batch.map((removal) => withoutRegions(setting, removal)),
      wanted,
    );
    logits.push(...outputs.logits);
    z.push(...(outputs.z ?? batch.map(() => null)));
  }
  return { logits, z };
}

/** The sample with its regions removed. */
function withoutRegions(setting: Pick<Setting, 'model' | 'seed'>, removal: Removal): Sample {
  const { sample, regions, fills } = removal;
  const inputs = Object.fromEntries(
    Object.keys(setting.model.modalities).map((id) => [id, removeFrom(setting, fills, sample, id, regions)]),
  );
  return { ...sample, inputs };
}

/**
 * What is recorded of claimed removals; null where the re-evaluated label equals the clean one.
 *
 * @param claims in the order of `samples`; regions in the attack's own order (the legacy column needs it)
 * @param released whether the released code has the attack, so that the legacy column means something
 */
export async function confirmRemovals(
  setting: Setting,
  samples: readonly Sample[],
  clean: Outputs,
  claims: readonly (readonly Region[] | null)[],
  fills: Fills,
  released: boolean,
): Promise<readonly (RemovalFound | null)[]> {
  const claimed = samples.flatMap((sample, index) => {
    const regions = claims[index];
    return regions === null ? [] : [{ index, sample, regions, variants: variantsOf(setting.model, regions, fills) }];
  });
  const outputs = await outputsWithout(
    setting,
    claimed.flatMap(({ sample, regions, variants }) => [
      { sample, regions, fills },
      ...variants.map((variant) => ({ sample, regions: variant.regions, fills: variant.fills })),
    ]),
    'z',
  );
  const found: (RemovalFound | null)[] = samples.map(() => null);
  let at = 0;
  const { target } = setting.model;
  for (const { index, sample, regions, variants } of claimed) {
    const attacked = predictedBy(target, outputs.logits[at], sample);
    const z = outputs.z[at];
    const cleanLabel = answerOf(target, clean.logits[index], sample);
    const flips = variants.map((_, offset) => answerOf(target, outputs.logits[at + 1 + offset], sample) !== cleanLabel);
    at += 1 + variants.length;
    if (attacked.predicted === cleanLabel) continue;
    found[index] = {
      regions: [...regions],
      share: removedShare(setting.model.modalities, sample, regions, released),
      attacked,
      displacement: clean.z === null || z === null ? null : displacementOf(clean.z[index], z),
      decidable: decidable(setting.dataset.manifest, sample, regions),
      necessary: variants.flatMap((variant, offset) =>
        variant.kind === 'restored' && !flips[offset] ? [variant.modality] : [],
      ),
      fills: Object.fromEntries([
        ...touched(setting.model, regions).map((id) => [`${id}:${fillName(setting.model, id, fills)}`, true]),
        ...variants.flatMap((variant, offset) => (variant.kind === 'filled' ? [[variant.name, flips[offset]]] : [])),
      ]) as Record<string, boolean>,
    };
  }
  return found;
}

type Variant =
  | {
      readonly kind: 'restored';
      readonly modality: string;
      readonly regions: readonly Region[];
      readonly fills: Fills;
    }
  | { readonly kind: 'filled'; readonly name: string; readonly regions: readonly Region[]; readonly fills: Fills };

/** Each touched modality restored on its own, and each of its other fills in place of the attack's. */
function variantsOf(model: FusedModel, regions: readonly Region[], fills: Fills): readonly Variant[] {
  return touched(model, regions).flatMap((modality) => [
    {
      kind: 'restored' as const,
      modality,
      regions: regions.filter((region) => region.modality !== modality),
      fills,
    },
    ...otherFills(model, modality, fills).map((variant) => ({ kind: 'filled' as const, regions, ...variant })),
  ]);
}

function touched(model: FusedModel, regions: readonly Region[]): readonly string[] {
  return Object.keys(model.modalities).filter((id) => ofModality(regions, id).length > 0);
}

function fillName(model: FusedModel, modality: string, fills: Fills): string {
  return fills[fillOf[model.modalities[modality].kind].field];
}

function otherFills(
  model: FusedModel,
  modality: string,
  fills: Fills,
): readonly { readonly name: string; readonly fills: Fills }[] {
  const { kind } = model.modalities[modality];
  const { field, options } = fillOf[kind];
  return (options as readonly string[])
    .filter((fill) => fill !== fills[field])
    .map((fill) => ({ name: `${modality}:${fill}`, fills: withFill(fills, kind, fill) }));
}
