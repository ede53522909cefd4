import type { DatasetManifest } from '../../shared/data/dataset';
import type { PixelRecord } from '../../shared/records/record';
import type { AttackSetting } from '../attack-setting';
import { masksOf } from '../flags/masking';
import { usualConfidence } from '../statistics/estimate';
import { certificateFlags } from '../flags/certificate-flags';
import { certifiedPixels } from './certified-pixels';
import { pixelFlags } from './flags';
import {
  changedIous,
  changedOf,
  iousOf,
  meanIou,
  miouBeside,
  miouDifference,
  miouOf,
  summed,
  untouchedOf,
} from './iou';
import type { PixelCondition, PixelModel, PixelPart, SegmentationAnalysis } from './pixel-model';
import { baselinesWithout, type AttackedPixels, type PixelResults } from './pixel-results';
import { belowAnswer, fallAnswer } from './single-sensor';
import { wholeOnOne } from './split-budget';
import { pixelUnsoundness, trustOf } from './trust';

type Data = Pick<DatasetManifest, 'conditions' | 'pixelClasses'>;

/** @param settings of the run's attacks */
export function segmentationAnalysis(
  models: readonly PixelResults[],
  settings: readonly AttackSetting[],
  data: Data,
): SegmentationAnalysis {
  return { classes: data.pixelClasses ?? [], models: models.map((model) => pixelModel(model, settings, data)) };
}

function pixelModel(results: PixelResults, settings: readonly AttackSetting[], data: Data): PixelModel {
  const { cell, title, clean, baselines, measured, certificates } = results;
  const classes = data.pixelClasses ?? [];
  const conditions = conditionsOf(results, settings, classes.length);
  const unsound = pixelUnsoundness(clean, title);
  const attacks = measured.filter((own) => own.kind === 'attack');
  const certified = certificates.map(({ setting, records }) =>
    certifiedPixels(setting, records, classes.length, `${title}/certified/${setting.key}`),
  );
  const answering = pixelFlags({
    title,
    classes,
    samples: clean.length,
    unsound,
    conditions,
    settings: attacks.map(({ setting }) => setting),
    changedUnder: ({ key }) => attacks.find((own) => own.key === key)?.changed ?? [],
  });
  const flags = [...answering, ...certificateFlags(title, cell.spec.training, certified)];
  const falls = fallAnswer(conditions.flatMap(({ fall }) => fall ?? []));
  const below = belowAnswer(conditions.flatMap(({ gap }) => (gap === null ? [] : [gap.estimate])));
  // What attacks leave that follow masked gradients says nothing in favour of a model.
  const isMasked = masksOf(flags, title).length > 0;
  return {
    model: cell.model,
    subject: cell.subject,
    seed: cell.spec.seed,
    title,
    ...iousOf(untouchedOf(clean), classes.length, `${title}/clean`),
    alone: baselines.map(({ modality, miou }) => ({ modality, miou })),
    conditions,
    certified,
    parts: partsOf(results, data),
    falls: unsound.length > 0 ? null : falls === 'contradicted' && isMasked ? 'inconclusive' : falls,
    besideSingle: unsound.length > 0 ? null : below === 'above' && isMasked ? 'inconclusive' : below,
    unsound,
    flags,
  };
}

function conditionsOf(
  results: PixelResults,
  settings: readonly AttackSetting[],
  classes: number,
): readonly PixelCondition[] {
  const { title, measured } = results;
  const attacks = measured.filter((own) => own.kind === 'attack');
  // One input by itself, and another that is left for somebody to see.
  const tested = attacks.filter(({ modalities }) => modalities.length === 1);
  const confidence = 1 - (1 - usualConfidence) / Math.max(1, tested.length);
  return measured.map((own): PixelCondition => {
    const { kind, key, modalities, records, changed } = own;
    const place = `${title}/${kind}/${key}`;
    const noise = records.flatMap(({ row, group, attack }) =>
      (attack?.randomNoise ?? []).map((counts) => ({ row, group, counts })),
    );
    return {
      key,
      kind,
      title: own.title,
      modalities,
      ...changedIous(untouchedOf(records), changed, classes, place),
      fall:
        kind === 'attack' && modalities.length === 1
          ? miouDifference(untouchedOf(records), changed, `${place}/fall`, confidence)
          : null,
      noise: noise.length === 0 ? null : miouOf(noise, `${place}/noise`),
      gap: kind === 'attack' ? gapOf(results, own, confidence) : null,
      trust: kind === 'attack' && own.setting.kind === 'perturbation' ? trustOf(records, own.setting) : null,
      split: kind === 'attack' ? splitOf(own, attacks, settings, title) : null,
    };
  });
}

/** mIoU under an attack on one input minus that of the best model that does not see it, untouched, paired; null elsewhere. */
export function gapOf(
  results: PixelResults,
  { modalities, changed, kind, key }: AttackedPixels,
  confidence: number,
): PixelCondition['gap'] {
  const rivals = baselinesWithout(results, modalities);
  if (modalities.length !== 1 || rivals.length === 0) return null;
  const best = rivals.reduce((a, b) => ((b.miou.value ?? 0) > (a.miou.value ?? 0) ? b : a));
  return {
    single: best.modality,
    estimate: miouBeside(
      changed,
      rivals.map(({ samples }) => samples),
      'highest',
      `${results.title}/${kind}/${key}/gap`,
      confidence,
    ),
  };
}

function splitOf(
  { cell, key, changed, setting }: AttackedPixels,
  attacks: readonly AttackedPixels[],
  settings: readonly AttackSetting[],
  title: string,
): PixelCondition['split'] {
  const singles = wholeOnOne(cell, setting.family, settings)
    .flatMap((whole) => attacks.filter((own) => own.key === whole.key))
    .map((own) => ({ ...own, left: meanIou(summed(own.changed)) ?? 1 }))
    .sort((a, b) => a.left - b.left);
  if (singles.length === 0) return null;
  return {
    single: singles[0].title,
    estimate: miouBeside(
      changed,
      singles.map((own) => own.changed),
      'lowest',
      `${title}/${key}/split`,
    ),
  };
}

function partsOf({ title, clean, baselines, measured }: PixelResults, { conditions }: Data): readonly PixelPart[] {
  return (conditions ?? []).flatMap(({ name, ending }): readonly PixelPart[] => {
    const isIn = ({ sample }: PixelRecord): boolean => sample.endsWith(ending);
    const samples = clean.filter(isIn);
    if (samples.length === 0) return [];
    const place = `${title}/${name}`;
    return [
      {
        name,
        samples: samples.length,
        miou: miouOf(untouchedOf(samples), place),
        alone: baselines.map(({ modality, records }) => ({
          modality,
          miou: miouOf(untouchedOf(records.filter(isIn)), `${place}/alone/${modality}`),
        })),
        conditions: measured.map(({ kind, key, title: condition, records }) => ({
          key: `${kind}/${key}`,
          title: condition,
          miou: miouOf(changedOf(records.filter(isIn)), `${place}/${kind}/${key}`),
        })),
      },
    ];
  });
}
