import { isAnsweredCorrectly } from '../../shared/records/answer';
import type { DegradedRecord } from '../../shared/records/record';
import { underSetting } from '../attack-setting';
import type { DegradationSetting } from '../degradation-setting';
import type { DegradedResult, ModelResults } from '../results';
import { meanOf } from '../statistics/bootstrap';
import { rateOf, type Estimate, type Rate } from '../statistics/estimate';
import { accuracyOf } from './accuracy';
import { noiseScores, type NoiseScores } from './multibench';

/** What a degradation at one level leaves of one model. All samples count, those answered wrongly before as well. */
export interface DegradedMeasures {
  readonly setting: DegradationSetting;
  readonly accuracy: Rate;
  /** Accuracy with the untouched input − with the degraded one, paired by sample. */
  readonly fall: Estimate;
  /** Of the answers that are right with the untouched input, those that stay right (RAD, arXiv 2106.04484). */
  readonly kept: Rate;
}

/** A model that sees one modality alone, trained as the fused one was, under the same degradations. */
export interface DegradedAlone {
  /** Hash that names the trained model: subjects of one recipe for a modality share it. */
  readonly model: string;
  readonly modality: string;
  readonly accuracy: Rate;
  readonly degraded: readonly DegradedMeasures[];
}

export function measureDegraded(degraded: readonly DegradedResult[]): readonly DegradedMeasures[] {
  return degraded.flatMap(({ cell, setting, records }) =>
    records.length === 0
      ? []
      : [
          {
            setting,
            accuracy: degradedAccuracy(records),
            fall: meanOf(
              records.map((record) => ({
                value: Number(record.clean.predicted === record.label) - Number(isAnsweredCorrectly(record)),
                group: record.group,
              })),
              `${cell.id}/fall`,
            ),
            kept: rateOf(
              records
                .filter(({ clean, label }) => clean.predicted === label)
                .map((record) => ({ hit: isAnsweredCorrectly(record), group: record.group })),
            ),
          },
        ],
  );
}

/** Share of the degraded inputs that are answered correctly. */
export function degradedAccuracy(records: readonly DegradedRecord[], confidence?: number): Rate {
  return rateOf(
    records.map((record) => ({ hit: isAnsweredCorrectly(record), group: record.group })),
    confidence,
  );
}

export function measureDegradedAlone({ baselines }: ModelResults): readonly DegradedAlone[] {
  return baselines.flatMap(({ cell, modality, clean, degraded }) => {
    const measures = measureDegraded(degraded);
    return measures.length === 0
      ? []
      : [{ model: cell.model, modality, accuracy: accuracyOf(clean), degraded: measures }];
  });
}

/** A model with what degradations leave of it. */
export interface DegradedModel {
  readonly title: string;
  readonly fusion: string | null;
  readonly accuracy: Rate;
  readonly degraded: readonly DegradedMeasures[];
}

/**
 * The scores of MultiBench for one sweep of noise, by model: the reference is the first model with late fusion. Models that
 * lack a level have none.
 *
 * @param settings the levels of the sweep, rising
 */
export function sweepScores(
  models: readonly DegradedModel[],
  settings: readonly DegradationSetting[],
): Readonly<Record<string, NoiseScores>> {
  const curves = new Map(
    models.flatMap(({ title, accuracy, degraded }) => {
      const curve = [accuracy, ...settings.map((setting) => underSetting(degraded, setting)?.accuracy)];
      const values = wholeCurve(curve);
      return values === null ? [] : [[title, values] as const];
    }),
  );
  if (curves.size === 0) return {};
  const reference = models.find(({ fusion, title }) => fusion === 'late' && curves.has(title))?.title ?? '';
  const { sweep } = noiseScores({ sweep: Object.fromEntries(curves) }, { reference, lowerIsBetter: [] });
  return sweep;
}

/** Null where a level is missing. */
function wholeCurve(rates: readonly (Rate | undefined)[]): readonly number[] | null {
  const values = rates.flatMap((rate) => rate?.value ?? []);
  return values.length === rates.length ? values : null;
}
