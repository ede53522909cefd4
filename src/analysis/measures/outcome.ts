import { isAnsweredCorrectly } from '../../shared/records/answer';
import type { EditRecord, PerturbationRecord, RemovalRecord } from '../../shared/records/record';
import { mapValues } from '../../shared/map-values';
import { modalityShare, pooledShare } from './removed';

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

export function removalOutcome(record: RemovalRecord): Outcome {
  const { row, group, label, clean, found, elements } = record;
  const cleanCorrect = clean.predicted === label;
  const share = (id: string): number => {
    if (!cleanCorrect) return 0;
    if (found === null) return 1;
    return modalityShare(found.share.removed, elements, id);
  };
  return {
    row,
    group,
    cleanCorrect,
    correct: isAnsweredCorrectly(record),
    removed: cleanCorrect ? (found === null ? 1 : pooledShare(found.share.removed, elements)) : 0,
    removedOf: Object.fromEntries(Object.keys(elements).map((id) => [id, share(id)])),
  };
}

/** A success whose removal destroyed the deciding evidence is a failure. */
export function mistakesOnly(record: RemovalRecord): RemovalRecord {
  return { ...record, found: record.found?.decidable === true ? record.found : null };
}

/** A success that changed a deciding word, or put one in, is a failure. */
export function editMistakesOnly(record: EditRecord): EditRecord {
  const { outcome } = record;
  if (outcome === null || !outcome.success || outcome.labelKept === true) return record;
  // As if the attack had found nothing, so that no word of how the answer came about remains.
  return { ...record, outcome: { ...outcome, success: false, settled: undefined } };
}

export function editOutcome(record: EditRecord): Outcome {
  return withoutRemoval(record);
}

export function perturbationOutcome(record: PerturbationRecord): Outcome {
  return withoutRemoval(record);
}

function withoutRemoval(record: PerturbationRecord | EditRecord): Outcome {
  const { row, group, label, clean } = record;
  return {
    row,
    group,
    cleanCorrect: clean.predicted === label,
    correct: isAnsweredCorrectly(record),
    removed: null,
    removedOf: {},
  };
}

/** What random search does instead of the attack, per draw; none where it was not drawn. */
export function randomSearchOutcomes(record: RemovalRecord): readonly Outcome[] {
  const attack = removalOutcome(record);
  if (!attack.cleanCorrect) return [attack];
  const { elements, controls } = record;
  return (controls?.randomSearch ?? []).map((removed) => ({
    ...attack,
    correct: removed === null,
    removed: removed === null ? 1 : pooledShare(removed, elements),
    removedOf: mapValues(elements, (_, id) => (removed === null ? 1 : modalityShare(removed, elements, id))),
  }));
}

/** What random noise of the attack's size does instead of it, per draw; none where it was not drawn. */
export function randomNoiseOutcomes(record: PerturbationRecord): readonly Outcome[] {
  const attack = perturbationOutcome(record);
  if (!attack.cleanCorrect) return [attack];
  return (record.controls?.randomNoise ?? []).map((changed) => ({ ...attack, correct: !changed }));
}

/** What as many random edits do instead of the attack's, per draw; none where it was not drawn. */
export function randomEditOutcomes(record: EditRecord): readonly Outcome[] {
  const attack = editOutcome(record);
  if (!attack.cleanCorrect) return [attack];
  return (record.controls?.randomEdits ?? []).map((changed) => ({ ...attack, correct: !changed }));
}
