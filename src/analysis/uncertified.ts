import { certificateTitle } from '../shared/certificate';
import type { StudyPlan } from '../shared/plan';
import { leftOut, type LeftOut } from '../shared/planning/certificate-limits';
import { listOf } from './format';

/** A certificate of a plan that says nothing of some of its models. */
export interface Uncertified extends LeftOut {
  /** `CRMT radii`. */
  readonly certificate: string;
}

export function uncertified({
  certificates,
  subjects,
}: Pick<StudyPlan, 'certificates' | 'subjects'>): readonly Uncertified[] {
  return certificates.flatMap((choice) =>
    leftOut(choice, subjects).map((own) => ({ certificate: certificateTitle(choice), ...own })),
  );
}

/** `CRMT radii: none of “concat” and “late”, as it needs logits that …`. */
export function uncertifiedWords({ certificate, reason, subjects }: Uncertified): string {
  return `${certificate}: none of ${listOf(subjects.map((name) => `“${name}”`))}, as it ${reason}`;
}
