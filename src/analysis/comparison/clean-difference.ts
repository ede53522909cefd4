import type { CleanRecord } from '../../shared/records/record';
import type { Evaluated } from '../model-analysis';
import { twoLevelMean } from '../statistics/bootstrap';
import type { Estimate, Observation } from '../statistics/estimate';

/** Of every sample that both answered: 1 where only a is right, −1 where only b is, else 0. */
export function cleanDifferences(a: readonly CleanRecord[], b: readonly CleanRecord[]): readonly Observation[] {
  const others = new Map(b.map((record) => [record.sample, record]));
  return a.flatMap((record) => {
    const other = others.get(record.sample);
    return other === undefined ? [] : [{ value: right(record) - right(other), group: record.group }];
  });
}

/** Per training seed that both have, the differences of their samples. */
export function cleanPairs(models: readonly Evaluated[], a: string, b: string): readonly (readonly Observation[])[] {
  const of = (subject: string): readonly Evaluated[] => models.filter(({ analysis }) => analysis.subject === subject);
  const others = new Map(of(b).map(({ analysis, results }) => [analysis.seed, results]));
  return of(a).flatMap(({ analysis, results }) => {
    const other = others.get(analysis.seed);
    return other === undefined ? [] : [cleanDifferences(results.clean, other.clean)];
  });
}

/** Clean accuracy of a − that of b, paired by training seed and sample. No attack has a part in it. */
export function cleanAccuracyDifference(models: readonly Evaluated[], a: string, b: string): Estimate {
  return twoLevelMean(cleanPairs(models, a, b), `${a}/${b}/clean`);
}

function right({ clean, label }: CleanRecord): number {
  return Number(clean.predicted === label);
}
