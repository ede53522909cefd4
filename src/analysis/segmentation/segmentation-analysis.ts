import { withSeed } from '../../shared/naming';
import type { Cell, ModelCell, StudyPlan } from '../../shared/plan';
import { labelsPixels } from '../../shared/recipe-task';
import { isAltered, type PixelRecord } from '../../shared/record';
import { attackKey, attackSettings, type AttackSetting } from '../attack-setting';
import { degradationKey, degradationSettings } from '../degradation-setting';
import type { AnalysisInput } from '../input';
import { baselineCells } from '../results';
import { usualConfidence, type Estimate } from '../statistics/estimate';
import { changedOf, classIouOf, miouDifference, miouOf, untouchedOf, type Counted } from './iou';

/** mIoU of a model under one attack at one budget, or without an input. */
export interface PixelCondition {
  readonly key: string;
  readonly kind: 'attack' | 'degraded';
  readonly title: string;
  /** Inputs that are attacked or missing. */
  readonly modalities: readonly string[];
  readonly miou: Estimate;
  /** Lost against the untouched samples, paired. */
  readonly drop: Estimate;
  /** Of each class, in their order. */
  readonly byClass: readonly Estimate[];
  /** Under random noise on the boundary of the same ball; null where nobody attacks. */
  readonly noise: Estimate | null;
  /** Samples of which a logit changed at radius zero: the attack's own path is not sound. */
  readonly altered: number;
  /**
   * Of one input attacked, where others are left: this mIoU minus that of the best model that sees one of those alone,
   * untouched, paired. The interval is widened for all such conditions of the model (Bonferroni). Null elsewhere.
   */
  readonly gap: { readonly single: string; readonly estimate: Estimate } | null;
}

/** Does the finding of arXiv 2005.10987 hold of a model: does it fall below what one untouched sensor gives? */
export type SingleSensorAnswer = 'reproduced' | 'contradicted' | 'inconclusive';

export interface PixelModel {
  readonly model: string;
  readonly title: string;
  readonly miou: Estimate;
  readonly byClass: readonly Estimate[];
  readonly alone: readonly { readonly modality: string; readonly miou: Estimate }[];
  readonly conditions: readonly PixelCondition[];
  /** Null where no input was attacked by itself, or there is nothing to compare with. */
  readonly singleSensor: SingleSensorAnswer | null;
}

/** All that is said of models that answer for every pixel. */
export interface SegmentationAnalysis {
  readonly classes: readonly string[];
  readonly models: readonly PixelModel[];
}

/** Null for a run whose models answer for samples. */
export function segmentationAnalysis(input: AnalysisInput): SegmentationAnalysis | null {
  const { run, dataset } = input;
  if (!run.plan.subjects.some(({ recipe }) => labelsPixels(recipe))) return null;
  const { cells, rows } = run.expansion;
  const order = new Map(rows.map((row, index) => [row, index]));
  const recordsOf = new Map<string, PixelRecord[]>();
  for (const record of input.records) {
    if (record.kind !== 'pixels') continue;
    const list = recordsOf.get(record.cell);
    if (list === undefined) recordsOf.set(record.cell, [record]);
    else list.push(record);
  }
  for (const list of recordsOf.values()) list.sort((a, b) => (order.get(a.row) ?? 0) - (order.get(b.row) ?? 0));
  const settings = attackSettings(cells, dataset.modalities);
  const classes = dataset.pixelClasses ?? [];
  const models = cells.filter((cell) => cell.kind === 'model');
  return {
    classes,
    models: models
      .filter(({ role }) => role === 'subject')
      .map((cell) => pixelModel(cell, { plan: run.plan, cells, models, recordsOf, settings, classes: classes.length })),
  };
}

interface Setting {
  readonly plan: StudyPlan;
  readonly cells: readonly Cell[];
  readonly models: readonly ModelCell[];
  readonly recordsOf: ReadonlyMap<string, readonly PixelRecord[]>;
  readonly settings: readonly AttackSetting[];
  readonly classes: number;
}

function pixelModel(cell: ModelCell, setting: Setting): PixelModel {
  const { plan, cells, models, recordsOf, settings, classes } = setting;
  const several = plan.seeds.length > 1;
  const title = several ? withSeed(cell.subject, cell.spec.seed) : cell.subject;
  const cleanOf = (model: string): readonly Counted[] => {
    const clean = cells.find((own) => own.kind === 'clean' && own.model === model);
    return untouchedOf(clean === undefined ? [] : (recordsOf.get(clean.id) ?? []));
  };
  const clean = cleanOf(cell.model);
  const baselines = baselineCells(cell, models, plan)
    .map(({ cell: { model }, modality }) => ({ modality, samples: cleanOf(model) }))
    .filter(({ samples }) => samples.length > 0)
    .map((own) => ({ ...own, miou: miouOf(own.samples, `${title}/alone/${own.modality}`) }));
  const byClassOf = (samples: readonly Counted[], key: string): readonly Estimate[] =>
    Array.from({ length: classes }, (_, index) => classIouOf(samples, index, key));
  const measured = cells.flatMap((own) => {
    if ((own.kind !== 'attack' && own.kind !== 'degraded') || own.model !== cell.model) return [];
    const records = recordsOf.get(own.id) ?? [];
    if (records.length === 0) return [];
    const key = own.kind === 'attack' ? attackKey(own) : degradationKey(own);
    const named = own.kind === 'attack' ? settings.find((each) => each.key === key) : degradationOf(cells, key);
    if (named === undefined) return [];
    const { title: name, modalities } = named;
    return [{ kind: own.kind, key, records, title: name, modalities }];
  });
  // One input by itself, and another that is left for somebody to see.
  const tested = measured.filter(({ kind, modalities }) => kind === 'attack' && modalities.length === 1);
  const confidence = 1 - (1 - usualConfidence) / Math.max(1, tested.length);
  const conditions = measured.map(({ kind, key, title: name, modalities, records }): PixelCondition => {
    const changed = changedOf(records);
    const place = `${title}/${kind}/${key}`;
    const rivals = baselines.filter(({ modality }) => !modalities.includes(modality));
    const best = rivals.reduce<(typeof rivals)[number] | null>(
      (a, b) => (a === null || (b.miou.value ?? 0) > (a.miou.value ?? 0) ? b : a),
      null,
    );
    const noise = records.flatMap(({ row, group, attack }) =>
      (attack?.randomNoise ?? []).map((counts) => ({ row, group, counts })),
    );
    return {
      key,
      kind,
      title: name,
      modalities,
      miou: miouOf(changed, place),
      drop: miouDifference(untouchedOf(records), changed, `${place}/drop`),
      byClass: byClassOf(changed, place),
      noise: noise.length === 0 ? null : miouOf(noise, `${place}/noise`),
      altered: records.filter(({ attack }) => attack !== null && isAltered(attack.zeroBudget, [attack.largestLogit]))
        .length,
      gap:
        kind !== 'attack' || modalities.length !== 1 || best === null
          ? null
          : { single: best.modality, estimate: miouDifference(changed, best.samples, `${place}/gap`, confidence) },
    };
  });
  return {
    model: cell.model,
    title,
    miou: miouOf(clean, `${title}/clean`),
    byClass: byClassOf(clean, `${title}/clean`),
    alone: baselines.map(({ modality, miou }) => ({ modality, miou })),
    conditions,
    singleSensor: answerOf(conditions),
  };
}

function degradationOf(
  cells: readonly Cell[],
  key: string,
): { readonly title: string; readonly modalities: readonly string[] } | undefined {
  const found = degradationSettings(cells).find((each) => each.key === key);
  return found === undefined ? undefined : { title: found.title, modalities: found.choice.modalities };
}

/** Reproduced by one input whose attack leaves clearly less than another alone gives; contradicted where all leave more. */
function answerOf(conditions: readonly PixelCondition[]): SingleSensorAnswer | null {
  const gaps = conditions.flatMap(({ gap }) => (gap === null ? [] : [gap.estimate]));
  if (gaps.length === 0) return null;
  if (gaps.some(({ high }) => high !== null && high < 0)) return 'reproduced';
  return gaps.every(({ low }) => low !== null && low > 0) ? 'contradicted' : 'inconclusive';
}
