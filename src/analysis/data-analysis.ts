import { modalityFacts, type ModalityKind } from '../shared/modality';
import type { AnalysisInput } from './input';
import type { ModelResults } from './results';

/** The data under test, as far as figures are read against it. */
export interface DataAnalysis {
  readonly name: string;
  readonly title: string;
  readonly task: string;
  readonly unit: string;
  readonly classes: readonly string[];
  /** Modality ids in their fixed order, with the name of an element. */
  readonly modalities: readonly { readonly id: string; readonly kind: ModalityKind; readonly element: string }[];
  /** Selected samples, and independent units among them. */
  readonly n: number;
  readonly clusters: number;
  /** Commonest class among the samples recorded so far, and its share of them; null before any record. */
  readonly majority: { readonly name: string; readonly share: number; readonly of: number } | null;
  /** Accuracy of always giving the majority class; without records, 1 / number of classes. */
  readonly chance: number;
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
        records.map((record) => [record.row, { label: record.label, group: record.group }] as const),
      ),
    ),
  );
  const counts = new Map<number, number>();
  for (const { label } of samples.values()) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [commonest] = [...counts].sort(([a, x], [b, y]) => y - x || a - b);
  const majority =
    samples.size === 0
      ? null
      : {
          name: dataset.classes.at(commonest[0]) ?? String(commonest[0]),
          share: commonest[1] / samples.size,
          of: samples.size,
        };
  return {
    name: dataset.name,
    title: dataset.title,
    task: dataset.task,
    unit: dataset.unit,
    classes: dataset.classes,
    modalities: Object.entries(dataset.modalities).map(([id, { kind }]) => ({
      id,
      kind,
      element: modalityFacts[kind].element,
    })),
    n: run.expansion.rows.length,
    clusters: new Set([
      ...[...samples.values()].map(({ group }) => group),
      ...all.flatMap((record) => (record.kind === 'pixels' ? [record.group] : [])),
    ]).size,
    majority,
    chance: majority?.share ?? 1 / dataset.classes.length,
    oracle: dataset.oracle?.statement ?? null,
  };
}
