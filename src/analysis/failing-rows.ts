import { strongestLevels, type DegradationSetting } from './degradation-setting';
import { underSetting } from './attack-setting';
import type { ModelAnalysis } from './model-analysis';
import type { Estimate } from './statistics/estimate';

/** A row of figures by model. */
export interface FailingRow {
  readonly name: string;
  readonly unit: 'share' | 'points';
  /** Undefined where it was not measured, or is not to be held against the fusion. */
  readonly of: (model: ModelAnalysis) => Estimate | undefined;
}

/**
 * Accuracy with inputs that fail by themselves, of a sweep of noise at its strongest level, and how the fused model stands
 * there beside the best model of one input; for window, report and terminal alike.
 */
export function failingRows(
  models: readonly ModelAnalysis[],
  degradations: readonly DegradationSetting[],
): readonly FailingRow[] {
  return strongestLevels(degradations.filter((setting) => !isOfMany(setting))).flatMap(
    (setting): readonly FailingRow[] => {
      const gapOf = (model: ModelAnalysis): Estimate | undefined => gapBesideSingle(model, setting);
      const isCompared = models.some((model) => gapOf(model) !== undefined);
      const rival = setting.choice.name === 'missing' ? 'best single left' : 'best single under it';
      return [
        { name: setting.title, unit: 'share', of: ({ degraded }) => underSetting(degraded, setting)?.accuracy },
        ...(isCompared ? [{ name: `… − ${rival} (points)`, unit: 'points' as const, of: gapOf }] : []),
      ];
    },
  );
}

/** One of several corruptions, of which the mean is told. */
function isOfMany({ choice }: DegradationSetting): boolean {
  return choice.name === 'corruption' && choice.kinds.length > 1;
}

/**
 * Accuracy under a degradation − that of the best model of one input there. Undefined where none was measured, and where
 * no input that is left leaves chance by itself: no model could cope then, so nothing is held against the fusion.
 */
export function gapBesideSingle({ missing, noisy }: ModelAnalysis, setting: DegradationSetting): Estimate | undefined {
  const beside = underSetting(missing, setting);
  if (beside !== undefined) return beside.liability ? beside.gap : undefined;
  return underSetting(noisy, setting)?.gap;
}
