import { certificateTitle } from '../shared/certificates/certificate';
import type { StudyPlan } from '../shared/plan/plan';
import { leftOut, type LeftOut } from '../shared/planning/certificate-limits';
import { countOf, listOf } from './format';
import { mostNamed } from './verdict/many-models';

/** A certificate of a plan that says nothing of some of its models. */
export interface Uncertified extends LeftOut {
  /** `CRMT radii`. */
  readonly certificate: string;
  /** Of the certificate among those of the plan; also the key of its setting. */
  readonly key: string;
}

export function uncertified({
  certificates,
  subjects,
}: Pick<StudyPlan, 'certificates' | 'subjects'>): readonly Uncertified[] {
  return certificates.flatMap((choice, index) =>
    leftOut(choice, subjects).map((own) => ({
      certificate: certificateTitle(choice),
      key: String(index),
      ...own,
    })),
  );
}

/** `CRMT radii: none of “concat” and “late”, as it needs logits that …`. */
export function uncertifiedWords({ certificate, reason, subjects }: Uncertified): string {
  const named = subjects.slice(0, subjects.length > mostNamed + 1 ? mostNamed : undefined).map((name) => `“${name}”`);
  const others = subjects.length - named.length;
  return `${certificate}: none of ${listOf([...named, ...(others === 0 ? [] : [countOf(others, 'other')])])}, as it ${reason}`;
}
