import type { AttackSetting } from './attack-setting';
import {
  attackCondition,
  degradationCondition,
  oneByOneCondition,
  removalsTogether,
  worstCondition,
  type Condition,
} from './condition';
import { gapBesideSingle } from './failing-rows';
import type { Measure } from './measure';
import type { EditMeasures } from './measures/edit';
import type { PerturbationMeasures } from './measures/perturbation';
import type { RemovalMeasures } from './measures/removal';
import type { ModelAnalysis } from './model-analysis';
import type { PixelCondition, PixelModel } from './segmentation/pixel-model';
import { standingOf, worstStanding, type Standing } from './standing';
import type { Estimate } from './statistics/estimate';
import type { StudyAnalysis } from './study-analysis';

/** One figure of a run, as its results show it. */
export interface Figure {
  /** The subject's name. */
  readonly model: string;
  readonly trainingSeed: number;
  readonly measure: Measure;
  /** Null without an attack or a failing input. */
  readonly under: Condition | null;
  readonly estimate: Estimate;
  readonly standing: Standing;
}

/** A figure of a model that is known. */
interface Found extends Pick<Figure, 'measure' | 'under' | 'estimate'> {
  /** Titles of the attacks that the figure rests on; left out: that of `under`, if it is one. */
  readonly attacks?: readonly string[];
}

/** All figures of a run that can be followed over runs, model by model in the order of its results. */
export function figuresOf(analysis: StudyAnalysis): readonly Figure[] {
  const { attacks } = analysis;
  const ofSamples = analysis.subjects.flatMap(({ models }) =>
    models.flatMap((model) =>
      standing(analysis, model, [
        ...ofModel(model),
        ...ofFailingInputs(model),
        ...model.removals.flatMap(ofRemoval),
        ...model.perturbations.flatMap(ofPerturbation),
        ...model.edits.flatMap(ofEdit),
        ...ofSingleSources(model),
        ...ofRatios(model),
        ...ofInteractions(model),
        ...ofSeveralAttacks(model, attacks),
      ]),
    ),
  );
  const ofPixels = (analysis.segmentation?.models ?? []).flatMap((model) =>
    standing(analysis, model, ofPixelModel(model, analysis)),
  );
  return [...ofSamples, ...ofPixels];
}

/** What was found of a model, as far as it was measured, with how far it may be used. */
function standing(
  { flags }: StudyAnalysis,
  { title, subject, seed }: Pick<ModelAnalysis, 'title' | 'subject' | 'seed'>,
  found: readonly Found[],
): readonly Figure[] {
  return found
    .filter(({ estimate }) => estimate.value !== null)
    .map(({ attacks: behind, ...own }): Figure => {
      const restsOn = behind ?? [own.under?.title ?? null];
      return {
        model: subject,
        trainingSeed: seed,
        ...own,
        standing: worstStanding(restsOn.map((attack) => standingOf({ model: title, attack }, flags))),
      };
    });
}

/** Of a model that answers for every pixel: mIoU untouched, of each input alone, and in each condition. */
function ofPixelModel({ miou, alone, conditions }: PixelModel, analysis: StudyAnalysis): readonly Found[] {
  return [
    { measure: { kind: 'miou' }, under: null, estimate: miou },
    ...alone.map(({ modality, miou: own }): Found => ({
      measure: { kind: 'miou-alone', modality },
      under: null,
      estimate: own,
    })),
    ...conditions.flatMap((condition): readonly Found[] => {
      const under = conditionOf(condition, analysis);
      const kind = condition.kind === 'attack' ? 'robust-miou' : 'degraded-miou';
      return under === null ? [] : [{ measure: { kind }, under, estimate: condition.miou }];
    }),
  ];
}

function conditionOf({ kind, key }: PixelCondition, { attacks, degradations }: StudyAnalysis): Condition | null {
  switch (kind) {
    case 'attack': {
      const setting = attacks.find((own) => own.key === key);
      return setting === undefined ? null : attackCondition(setting);
    }
    case 'degraded': {
      const setting = degradations.find((own) => own.key === key);
      return setting === undefined ? null : degradationCondition(setting);
    }
    default:
      return kind satisfies never;
  }
}

function ofModel({ accuracy, fusion }: ModelAnalysis): readonly Found[] {
  return [
    { measure: { kind: 'accuracy' }, under: null, estimate: accuracy },
    ...fusion.unimodal.map(({ modality, accuracy: alone }): Found => ({
      measure: { kind: 'accuracy-alone', modality },
      under: null,
      estimate: alone,
    })),
    { measure: { kind: 'fusion-gain' }, under: null, estimate: fusion.gain },
  ];
}

function ofFailingInputs(model: ModelAnalysis): readonly Found[] {
  return model.degraded.flatMap(({ setting, accuracy, fall }) => {
    const under = degradationCondition(setting);
    const gap = gapBesideSingle(model, setting);
    return [
      { measure: { kind: 'degraded-accuracy' as const }, under, estimate: accuracy },
      { measure: { kind: 'accuracy-lost' as const }, under, estimate: fall },
      ...(gap === undefined ? [] : [{ measure: { kind: 'beside-single' as const }, under, estimate: gap }]),
    ];
  });
}

function ofRemoval({
  setting,
  successRate,
  decidableSuccessRate,
  robustAccuracy,
  byModality,
  pooled,
  crossModalShare,
}: RemovalMeasures): readonly Found[] {
  const under = attackCondition(setting);
  const several = setting.modalities.length > 1;
  return [
    { measure: { kind: 'robust-accuracy' }, under, estimate: robustAccuracy },
    { measure: { kind: 'success-rate' }, under, estimate: successRate },
    ...(decidableSuccessRate === null
      ? []
      : [{ measure: { kind: 'mistake-rate' as const }, under, estimate: decidableSuccessRate }]),
    ...setting.modalities.flatMap((modality): readonly Found[] => [
      { measure: { kind: 'removed', modality }, under, estimate: byModality[modality].meanOverAll },
      { measure: { kind: 'removed-where-broken', modality }, under, estimate: byModality[modality].meanOverSuccesses },
    ]),
    ...(several
      ? [
          { measure: { kind: 'input-removed' as const }, under, estimate: pooled.meanOverAll },
          { measure: { kind: 'several-needed' as const }, under, estimate: crossModalShare },
        ]
      : []),
  ];
}

function ofPerturbation({ setting, successRate, robustAccuracy }: PerturbationMeasures): readonly Found[] {
  const under = attackCondition(setting);
  return [
    { measure: { kind: 'robust-accuracy' }, under, estimate: robustAccuracy },
    { measure: { kind: 'success-rate' }, under, estimate: successRate },
  ];
}

function ofEdit({ setting, successRate, keptSuccessRate, robustAccuracy }: EditMeasures): readonly Found[] {
  const under = attackCondition(setting);
  return [
    { measure: { kind: 'robust-accuracy' }, under, estimate: robustAccuracy },
    { measure: { kind: 'success-rate' }, under, estimate: successRate },
    ...(keptSuccessRate === null
      ? []
      : [{ measure: { kind: 'mistake-rate' as const }, under, estimate: keptSuccessRate }]),
  ];
}

/** Where the other inputs leave chance: else the input is needed, and that attacking it hurts is no fault of the fusion. */
function ofSingleSources({ singleSource }: ModelAnalysis): readonly Found[] {
  return singleSource.flatMap(({ sources }) =>
    sources.flatMap(({ setting, gap, liability }) =>
      gap === null || !liability
        ? []
        : [{ measure: { kind: 'single-source-gap' as const }, under: attackCondition(setting), estimate: gap }],
    ),
  );
}

function ofRatios({ singleSource }: ModelAnalysis): readonly Found[] {
  return singleSource.map((family) => ({
    measure: { kind: 'robustness-ratio' },
    under: oneByOneCondition(family),
    estimate: family.ratio,
    attacks: family.sources.map(({ setting }) => setting.title),
  }));
}

function ofInteractions({ interactions }: ModelAnalysis): readonly Found[] {
  return interactions.map(({ joint, singles, mean }) => ({
    measure: { kind: 'interaction' },
    under: attackCondition(joint),
    estimate: mean,
    attacks: [joint.title, ...singles.map(({ setting }) => setting.title)],
  }));
}

function ofSeveralAttacks(
  { worstCases, mistakes }: ModelAnalysis,
  settings: readonly AttackSetting[],
): readonly Found[] {
  const removals = settings.filter(({ kind }) => kind === 'removal').map(({ title }) => title);
  return [
    ...worstCases.flatMap((worst): readonly Found[] => {
      const common = { under: worstCondition(worst), attacks: worst.settings.map(({ title }) => title) };
      return [
        { measure: { kind: 'robust-accuracy' }, estimate: worst.robustAccuracy, ...common },
        { measure: { kind: 'success-rate' }, estimate: worst.successRate, ...common },
      ];
    }),
    ...(mistakes === null || mistakes.attacks < 2
      ? []
      : [
          {
            measure: { kind: 'mistake-rate' as const },
            under: removalsTogether(settings),
            estimate: mistakes.rate,
            attacks: removals,
          },
        ]),
  ];
}
