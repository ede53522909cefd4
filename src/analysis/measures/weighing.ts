import type { CleanRecord, DegradedRecord, Weighed } from '../../shared/records/record';
import { strongestLevels, type DegradationSetting } from '../degradation-setting';
import { underSetting } from '../attack-setting';
import type { ModelResults } from '../results';
import { meanOf } from '../statistics/bootstrap';
import { correlationOf } from '../statistics/summed';
import type { Estimate } from '../statistics/estimate';
import { cleanAnswers } from './accuracy';
import { degradedAnswers, pairedGap } from './paired-gap';

/** What one modality counts for in a fusion that weighs modalities anew for every sample. */
export interface WeighedInput {
  readonly modality: string;
  readonly weight: Estimate;
  /**
   * Pearson's correlation of the weight with the loss of the modality's own answer: QMF's theory (arXiv 2306.02050,
   * Theorem 2) asks for none above zero. Null where modalities have no answer of their own.
   */
  readonly withLoss: Estimate | null;
}

/** The weights of one model, on untouched inputs and on those that fail by themselves. */
export interface Weighing {
  readonly untouched: readonly WeighedInput[];
  /** Of each degradation its strongest level. */
  readonly degraded: readonly {
    readonly setting: DegradationSetting;
    /** `change`: the weight less that of the untouched input, paired by sample. */
    readonly inputs: readonly (WeighedInput & { readonly change: Estimate })[];
  }[];
  /** Beside late fusion, which weighs all samples alike; null where the plan has none of the same training seed. */
  readonly besideStatic: BesideStatic | null;
}

/** Right answers − those of late fusion, paired by sample; below 0, weighing anew for every sample does worse. */
export interface BesideStatic {
  /** The subject with late fusion. */
  readonly subject: string;
  readonly untouched: Estimate;
  /** Every degradation at each of its levels. */
  readonly degraded: readonly { readonly setting: DegradationSetting; readonly gap: Estimate }[];
}

/** Null for a model that weighs all samples alike. @param late a model of late fusion of the same training seed */
export function measureWeighing(model: ModelResults, late: ModelResults | undefined): Weighing | null {
  const { cell, clean, degraded } = model;
  const untouched = weighedIn(clean);
  if (untouched.length === 0) return null;
  const before = new Map(untouched.map(({ row, weighed }) => [row, weighed]));
  const strongest = strongestLevels(degraded.map(({ setting }) => setting));
  return {
    untouched: inputsOf(untouched, `${cell.id}/weights`),
    degraded: degraded.flatMap(({ cell: { id }, setting, records }) => {
      const after = weighedIn(records);
      if (after.length === 0 || !strongest.includes(setting)) return [];
      return [
        {
          setting,
          inputs: inputsOf(after, `${id}/weights`).map((input) => ({
            ...input,
            change: meanOf(
              after.flatMap(({ row, group, weighed }) => {
                const own = before.get(row);
                if (own === undefined) return [];
                return [{ group, value: weighed.weights[input.modality] - own.weights[input.modality] }];
              }),
              `${id}/weights/${input.modality}/change`,
            ),
          })),
        },
      ];
    }),
    besideStatic: late === undefined ? null : besideStatic(model, late),
  };
}

function besideStatic({ cell, clean, degraded }: ModelResults, late: ModelResults): BesideStatic {
  return {
    subject: late.cell.subject,
    untouched: pairedGap(cleanAnswers(clean), [cleanAnswers(late.clean)], `${cell.id}/static`),
    degraded: degraded.flatMap(({ cell: { id }, setting, records }) => {
      const theirs = underSetting(late.degraded, setting)?.records ?? [];
      if (records.length === 0 || theirs.length === 0) return [];
      return [{ setting, gap: pairedGap(degradedAnswers(records), [degradedAnswers(theirs)], `${id}/static`) }];
    }),
  };
}

interface WeighedSample {
  readonly row: number;
  readonly group: string;
  readonly weighed: Weighed;
}

function weighedIn(records: readonly (CleanRecord | DegradedRecord)[]): readonly WeighedSample[] {
  return records.flatMap(({ row, group, weighed }) => (weighed === undefined ? [] : [{ row, group, weighed }]));
}

/** @param samples at least one */
function inputsOf(samples: readonly WeighedSample[], key: string): readonly WeighedInput[] {
  return Object.keys(samples[0].weighed.weights).map((modality) => {
    const answered = samples.flatMap(({ group, weighed: { weights, losses } }) =>
      losses === undefined ? [] : [{ x: weights[modality], y: losses[modality], group }],
    );
    return {
      modality,
      weight: meanOf(
        samples.map(({ group, weighed }) => ({ value: weighed.weights[modality], group })),
        `${key}/${modality}`,
      ),
      withLoss: answered.length === 0 ? null : correlationOf(answered, `${key}/${modality}/loss`),
    };
  });
}
