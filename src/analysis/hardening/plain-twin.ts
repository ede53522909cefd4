import { hardeningOf, withoutHardening } from '../../shared/training/hardening';
import { canonicalJson } from '../../shared/identity';
import type { Subject } from '../../shared/plan/plan';

/** The subject that differs from this one in nothing but its hardening; null where nothing hardens this one, or no other is its twin. */
export function plainTwin({ recipe, training }: Subject, subjects: readonly Subject[]): Subject | null {
  if (hardeningOf(training).length === 0) return null;
  const wanted = canonicalJson([recipe, withoutHardening(training)]);
  return (
    subjects.find(
      (other) =>
        hardeningOf(other.training).length === 0 &&
        canonicalJson([other.recipe, withoutHardening(other.training)]) === wanted,
    ) ?? null
  );
}
