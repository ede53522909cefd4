import { modalityFacts, type ModalityKind } from '../shared/data/modality';
import type { AnalysisInput } from './input';
import { leastOff, type Chance, type Constant } from './measures/chance';
import type { ModelResults } from './results';
import { answerName, withUnit, type Target } from '../shared/data/target';

/** The data under test, as far as figures are read against it. */
export interface DataAnalysis {
  readonly name: string;
  readonly title: string;
  readonly task: string;
  readonly unit: string;
  readonly classes: readonly string[];
  /** What is asked in place of one class; absent: one class. */
  readonly target?: Target;
  /** Modality ids in their fixed order, with the name of an element. */
  readonly modalities: readonly { readonly id: string; readonly kind: ModalityKind; readonly element: string }[];
  /** Selected samples, and independent units among them. */
  readonly n: number;
  readonly clusters: number;
  /**
   * Commonest class, or set of labels, among the samples recorded so far, and its share of them; of a value, the answer that
   * would be right most often if it were always given. Null before any record.
   */
  readonly majority: { readonly name: string; readonly share: number; readonly of: number } | null;
  /** Accuracy of always giving that answer; without records, 1 / number of classes, and 0 of sets and values. */
  readonly chance: number;
  /** Of a value: the answer that is off the least on average if it is always given; null of all else, and before any record. */
  readonly constant: Constant | null;
  /** What "still decidable" means for this data; null when it has no oracle. */
  readonly oracle: string | null;
}

export function dataAnalysis(
  { dataset, run, records: all }: AnalysisInput,
  results: readonly ModelResults[],
): DataAnalysis {
  const samples = new Map(
    results.flatMap(({ clean, attacks }) =>
      [clean, ...attacks.map(({ records }) => records)].flatMap((records) =>
        records.map(
          (record) => [record.row, { label: record.label, value: record.value, group: record.group }] as const,
        ),
      ),
    ),
  );
  const counts = new Map<number, number>();
  for (const { label } of samples.values()) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [commonest] = [...counts].sort(([a, x], [b, y]) => y - x || a - b);
  const { target } = dataset;
  const values = [...samples.values()].flatMap(({ value }) => (value === undefined ? [] : [value]));
  const often = target?.kind === 'value' ? bestConstant(values, target.tolerance) : null;
  const majority =
    samples.size === 0
      ? null
      : {
          ...(often === null || target?.kind !== 'value'
            ? { name: answerName(dataset, commonest[0]), share: commonest[1] / samples.size }
            : { name: withUnit(target, often.answer), share: often.share }),
          of: samples.size,
        };
  return {
    name: dataset.name,
    title: dataset.title,
    task: dataset.task,
    unit: dataset.unit,
    classes: dataset.classes,
    ...(target === undefined ? {} : { target }),
    modalities: Object.entries(dataset.modalities).map(([id, { kind }]) => ({
      id,
      kind,
      element: modalityFacts[kind].element,
    })),
    n: run.expansion.rows.length,
    clusters: new Set([
      ...[...samples.values()].map(({ group }) => group),
      ...all.flatMap((record) => (record.kind === 'pixels' || record.kind === 'pixel-votes' ? [record.group] : [])),
    ]).size,
    majority,
    chance: majority?.share ?? (target === undefined ? 1 / dataset.classes.length : 0),
    constant: target?.kind === 'value' ? leastOff(values) : null,
    oracle: dataset.oracle?.statement ?? null,
  };
}

/** What a model has to be beyond. */
export function chanceOf({ chance, constant }: Pick<DataAnalysis, 'chance' | 'constant'>): Chance {
  return constant === null ? { kind: 'commonest', share: chance } : { kind: 'constant', constant };
}

/** The answer that is right of most values, and of which share of them. */
export function bestConstant(
  values: readonly number[],
  tolerance: number,
): { readonly answer: number; readonly share: number } | null {
  const sorted = [...values].sort((a, b) => a - b);
  let best = { from: 0, count: 0 };
  let to = 0;
  sorted.forEach((low, from) => {
    while (to < sorted.length && sorted[to] - low <= 2 * tolerance) to += 1;
    if (to - from > best.count) best = { from, count: to - from };
  });
  if (best.count === 0) return null;
  const [low, high] = [sorted[best.from], sorted[best.from + best.count - 1]];
  return { answer: (low + high) / 2, share: best.count / sorted.length };
}
