import { decimal, percentInColumn } from '../../analysis/format';
import type { Pretraining } from '../../shared/training/pretraining';
import type { CurvePoint } from '../../shared/training/training-progress';
import type { Chart } from '../document';
import { epochLines, type EpochLine } from './epoch-lines';

/** How a model learned. */
export interface LearnedModel {
  /** Before what its lines stand for; null: the page is about this model alone. */
  readonly title: string | null;
  readonly curve: readonly CurvePoint[];
  /** Null while it is not known. */
  readonly bestEpoch: number | null;
}

/** What training shows of each modality by itself; charts of what no model has are left out. */
export function ownCurves(id: string, models: readonly LearnedModel[]): readonly Chart[] {
  return [ownAccuracies(`${id}-own`, models), pairTypes(`${id}-pairs`, models), drifts(`${id}-drift`, models)].filter(
    (chart) => chart !== null,
  );
}

function ownAccuracies(id: string, models: readonly LearnedModel[]): Chart | null {
  const lines = linesOf(models, ({ ownAccuracy = {} }) =>
    Object.entries(ownAccuracy).map(([modality, share]) => [modality, share] as const),
  );
  if (lines.length === 0) return null;
  return epochLines({
    id,
    title: 'Own answers',
    caption: 'Share of the validation samples that each modality’s own answer is right of, without the others.',
    axis: { title: 'right by itself', shares: true, upTo1: true },
    step: 'epoch',
    lines,
    text: percentInColumn,
  });
}

/** Names of what a pair of modalities is for a sample; UniS-MMC calls them so (arXiv 2305.09299, table 1). */
const pairNames = {
  positive: 'both right (positive)',
  semi: 'one right (semi-positive)',
  negative: 'none right (negative)',
} as const;

function pairTypes(id: string, models: readonly LearnedModel[]): Chart | null {
  const severalPairs = models.some(({ curve }) => Object.keys(curve.at(0)?.pairs ?? {}).length > 1);
  const lines = linesOf(models, ({ pairs = {} }) =>
    Object.entries(pairs).flatMap(([pair, [both, first, second, neither]]) => {
      const named = (name: string): string => (severalPairs ? `${pair}: ${name}` : name);
      return [
        [named(pairNames.positive), both],
        [named(pairNames.semi), first + second],
        [named(pairNames.negative), neither],
      ] as const;
    }),
  );
  if (lines.length === 0) return null;
  return epochLines({
    id,
    title: 'Right together',
    caption: 'Shares of the validation samples by how many of two modalities answer them rightly, each by itself.',
    axis: { title: 'of the samples', shares: true, upTo1: true },
    step: 'epoch',
    lines,
    text: percentInColumn,
  });
}

function drifts(id: string, models: readonly LearnedModel[]): Chart | null {
  const lines = linesOf(models, ({ drift = {} }) =>
    Object.entries(drift).map(([modality, moved]) => [modality, moved] as const),
  );
  if (lines.length === 0) return null;
  return epochLines({
    id,
    title: 'Drift',
    caption:
      'How far the steps of the other modalities moved each one’s answers through the shared head in an epoch, as a share of the size of its logits.',
    axis: { title: 'moved, of the logits', shares: true, upTo1: false },
    step: 'epoch',
    lines,
    text: percentInColumn,
  });
}

/** What training without labels lowers, by pass; null where no model began with it. */
export function pretrainingCurves(
  id: string,
  models: readonly { readonly title: string; readonly pretraining: Pretraining | undefined }[],
): Chart | null {
  const lines = models.flatMap(({ title, pretraining }): readonly EpochLine[] =>
    pretraining === undefined ? [] : [{ title, values: pretraining.losses, kept: null }],
  );
  if (lines.length === 0) return null;
  return epochLines({
    id,
    title: 'Loss without labels',
    caption: 'Mean loss of UmURL in every pass over the training data, before any label was seen.',
    axis: { title: 'loss', shares: false, upTo1: false },
    step: 'pass',
    lines,
    text: decimal,
  });
}

function linesOf(
  models: readonly LearnedModel[],
  valuesOf: (point: CurvePoint) => readonly (readonly [name: string, value: number])[],
): readonly EpochLine[] {
  return models.flatMap(({ title, curve, bestEpoch }) => {
    const byEpoch = curve.map((point) => new Map(valuesOf(point)));
    const kept = curve.findIndex(({ epoch }) => epoch === bestEpoch);
    return [...new Set(byEpoch.flatMap((values) => [...values.keys()]))].map((name) => ({
      title: title === null ? name : `${title} · ${name}`,
      values: byEpoch.map((values) => values.get(name) ?? null),
      kept: kept < 0 ? null : kept,
    }));
  });
}
