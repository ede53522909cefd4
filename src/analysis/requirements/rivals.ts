/** Attacks of a run that do no more than another, and so should find no more. */
import { editUnit } from '../../shared/attacks/attack';
import { canonicalJson } from '../../shared/identity';
import type { Requirement } from '../../shared/plan/requirement';
import type { AttackSetting } from '../attack-setting';
import type { Estimate } from '../statistics/estimate';
import type { Candidate, Rival } from './candidate';

/** Whether what one attack may do, the other may do as well: then it should find no less. */
export function doesNoMore(one: AttackSetting, other: AttackSetting): boolean {
  if (one.key === other.key) return false;
  const within = one.modalities.every((id) => other.modalities.includes(id));
  if (one.kind === 'removal') {
    // What stands in the place of the removed decides what an answer is made of.
    return other.kind === 'removal' && within && canonicalJson(one.choice.fills) === canonicalJson(other.choice.fills);
  }
  if (one.kind === 'edit') {
    return (
      other.kind === 'edit' &&
      within &&
      editUnit(one.choice) === editUnit(other.choice) &&
      one.choice.maxEdits <= other.choice.maxEdits
    );
  }
  return (
    other.kind === 'perturbation' &&
    within &&
    one.choice.norm === other.choice.norm &&
    one.oneBall === other.oneBall &&
    Object.entries(one.radii).every(([id, radius]) => radius <= other.radii[id])
  );
}

/** Of those that say more against the model than the figure asked for. */
export function weightiest(
  found: readonly Pick<Candidate, 'setting' | 'estimate'>[],
  { estimate }: Pick<Candidate, 'estimate'>,
  measure: Requirement['measure'],
): Rival | null {
  const sign = measure === 'attack-success-rate' || measure === 'robust-mean-absolute-error' ? 1 : -1;
  const weight = ({ value }: Estimate): number => (value === null ? -Infinity : sign * value);
  return found.reduce<Rival | null>(
    (best, { setting, estimate: own }) =>
      setting !== null && weight(own) > weight(best?.estimate ?? estimate) ? { setting, estimate: own } : best,
    null,
  );
}
