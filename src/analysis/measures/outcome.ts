import type { AttackResult, ModelResults } from '../input';
import { modalityShare, pooledShare } from './removed';
import { survived } from './perturbation';

/** What is compared between models and attacks: one sample under one attack. */
export interface Outcome {
  readonly row: number;
  readonly group: string;
  readonly cleanCorrect: boolean;
  /** Answered correctly after the attack. */
  readonly correct: boolean;
  /**
   * Pooled share that had to be removed for a wrong answer: 0 when the answer was wrong before, 1 when the attack
   * failed. Null for attacks that remove nothing.
   */
  readonly removed: number | null;
  /** The same per modality; empty for attacks that remove nothing. */
  readonly removedOf: Readonly<Record<string, number>>;
}

export function outcomesOf(result: AttackResult): readonly Outcome[] {
  switch (result.kind) {
    case 'removal':
      return result.records.map((record) => {
        const cleanCorrect = record.clean.predicted === record.label;
        const found = record.found;
        const share = (id: string): number => {
          if (!cleanCorrect) return 0;
          if (found === null) return 1;
          return modalityShare(found.share.removed, record.elements, id);
        };
        return {
          row: record.row,
          group: record.group,
          cleanCorrect,
          correct: record.attacked && found === null,
          removed: cleanCorrect ? (found === null ? 1 : pooledShare(found.share.removed, record.elements)) : 0,
          removedOf: Object.fromEntries(Object.keys(record.elements).map((id) => [id, share(id)])),
        };
      });
    case 'perturbation':
      return result.records.map((record) => ({
        row: record.row,
        group: record.group,
        cleanCorrect: record.clean.predicted === record.label,
        correct: survived(record),
        removed: null,
        removedOf: {},
      }));
    default:
      return result satisfies never;
  }
}

/** Clean correctness by row. */
export function cleanOutcomes(clean: ModelResults['clean']): ReadonlyMap<number, { hit: boolean; group: string }> {
  return new Map(
    clean.map((record) => [record.row, { hit: record.clean.predicted === record.label, group: record.group }]),
  );
}
