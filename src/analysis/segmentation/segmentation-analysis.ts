import { withSeed } from '../../shared/naming';
import type { DatasetManifest } from '../../shared/dataset';
import type { AttackCell, Cell, ModelCell, StudyPlan } from '../../shared/plan';
import { labelsPixels } from '../../shared/recipe-task';
import type { PixelRecord } from '../../shared/record';
import { attackKey, attackSettings, type AttackSetting } from '../attack-setting';
import { degradationKey, degradationSettings } from '../degradation-setting';
import { masksOf } from '../flags/masking';
import type { AnalysisInput } from '../input';
import { baselineCells } from '../results';
import { usualConfidence } from '../statistics/estimate';
import { changedIous, changedOf, iousOf, meanIou, miouBeside, miouOf, summed, untouchedOf, type Counted } from './iou';
import type { PixelCondition, PixelModel, PixelPart, SegmentationAnalysis } from './pixel-model';
import { singleSensorFinding } from './single-sensor';
import { pixelFlags } from './flags';
import { wholeOnOne } from './split-budget';
import { pixelUnsoundness, trustOf } from './trust';

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
      .map((cell) =>
        pixelModel(cell, { plan: run.plan, cells, models, recordsOf, settings, classes: classes.length, dataset }),
      ),
  };
}

interface Setting {
  readonly plan: StudyPlan;
  readonly cells: readonly Cell[];
  readonly models: readonly ModelCell[];
  readonly recordsOf: ReadonlyMap<string, readonly PixelRecord[]>;
  readonly settings: readonly AttackSetting[];
  readonly classes: number;
  readonly dataset: Pick<DatasetManifest, 'conditions' | 'pixelClasses'>;
}

function pixelModel(cell: ModelCell, setting: Setting): PixelModel {
  const { plan, cells, models, recordsOf, settings, classes, dataset } = setting;
  const several = plan.seeds.length > 1;
  const title = several ? withSeed(cell.subject, cell.spec.seed) : cell.subject;
  const cleanOf = (model: string): readonly PixelRecord[] => {
    const clean = cells.find((own) => own.kind === 'clean' && own.model === model);
    return clean === undefined ? [] : (recordsOf.get(clean.id) ?? []);
  };
  const clean = cleanOf(cell.model);
  const baselines = baselineCells(cell, models, plan)
    .map(({ cell: { model }, modality, sees }) => ({ modality, sees, records: cleanOf(model) }))
    .filter(({ records }) => records.length > 0)
    .map((own) => {
      const samples = untouchedOf(own.records);
      return { ...own, samples, miou: miouOf(samples, `${title}/alone/${own.modality}`) };
    });
  const measured = cells.flatMap((own) => {
    if ((own.kind !== 'attack' && own.kind !== 'degraded') || own.model !== cell.model) return [];
    const records = recordsOf.get(own.id) ?? [];
    if (records.length === 0) return [];
    const key = own.kind === 'attack' ? attackKey(own) : degradationKey(own);
    const setting = own.kind === 'attack' ? (settings.find((each) => each.key === key) ?? null) : null;
    const named = own.kind === 'attack' ? setting : degradationOf(cells, key);
    if (named === null) return [];
    const { title: name, modalities } = named;
    return [{ cell: own, kind: own.kind, key, records, setting, title: name, modalities, changed: changedOf(records) }];
  });
  // One input by itself, and another that is left for somebody to see.
  const tested = measured.filter(({ kind, modalities }) => kind === 'attack' && modalities.length === 1);
  const confidence = 1 - (1 - usualConfidence) / Math.max(1, tested.length);
  const splitOf = (own: AttackCell, changed: readonly Counted[]): PixelCondition['split'] => {
    const family = settings.find(({ key }) => key === attackKey(own))?.family ?? '';
    const singles = wholeOnOne(own, family, settings)
      .flatMap(({ key }) => measured.filter((each) => each.kind === 'attack' && each.key === key))
      .map((each) => ({ ...each, left: meanIou(summed(each.changed)) ?? 1 }))
      .sort((a, b) => a.left - b.left);
    return singles.length === 0
      ? null
      : {
          single: singles[0].title,
          estimate: miouBeside(
            changed,
            singles.map((each) => each.changed),
            'lowest',
            `${title}/${attackKey(own)}/split`,
          ),
        };
  };
  const conditions = measured.map((own): PixelCondition => {
    const { kind, key, title: name, modalities, records, changed, setting: attack } = own;
    const place = `${title}/${kind}/${key}`;
    const rivals = baselines.filter(({ sees }) => !sees.some((id) => modalities.includes(id)));
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
      ...changedIous(untouchedOf(records), changed, classes, place),
      noise: noise.length === 0 ? null : miouOf(noise, `${place}/noise`),
      gap:
        kind !== 'attack' || modalities.length !== 1 || best === null
          ? null
          : {
              single: best.modality,
              estimate: miouBeside(
                changed,
                rivals.map(({ samples }) => samples),
                'highest',
                `${place}/gap`,
                confidence,
              ),
            },
      trust: attack?.kind === 'perturbation' ? trustOf(records, attack) : null,
      split: own.cell.kind === 'attack' ? splitOf(own.cell, changed) : null,
    };
  });
  const unsound = pixelUnsoundness(clean, title);
  const changedUnder = new Map(measured.map((own) => [`${own.kind}/${own.key}`, own.changed]));
  const flags = pixelFlags({
    title,
    classes: dataset.pixelClasses ?? [],
    samples: clean.length,
    unsound,
    conditions,
    settings: measured.flatMap(({ setting: own }) => (own === null ? [] : [own])),
    changedUnder: ({ key }) => changedUnder.get(`attack/${key}`) ?? [],
  });
  const finding = singleSensorFinding(conditions.flatMap(({ gap }) => (gap === null ? [] : [gap.estimate])));
  const isMasked = masksOf(flags, title).length > 0;
  return {
    model: cell.model,
    subject: cell.subject,
    seed: cell.spec.seed,
    title,
    ...iousOf(untouchedOf(clean), classes, `${title}/clean`),
    alone: baselines.map(({ modality, miou }) => ({ modality, miou })),
    conditions,
    parts: (dataset.conditions ?? []).flatMap(({ name, ending }): readonly PixelPart[] => {
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
    }),
    singleSensor: unsound.length > 0 ? null : finding === 'contradicted' && isMasked ? 'inconclusive' : finding,
    unsound,
    flags,
  };
}

function degradationOf(
  cells: readonly Cell[],
  key: string,
): { readonly title: string; readonly modalities: readonly string[] } | null {
  const found = degradationSettings(cells).find((each) => each.key === key);
  return found === undefined ? null : { title: found.title, modalities: found.choice.modalities };
}
