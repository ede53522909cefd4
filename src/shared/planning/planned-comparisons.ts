import { budgetIndices, factsOf, latentModalities, removes } from '../attacks/attack';
import { comparedPairs } from '../plan/compared-pairs';
import type { ModalitySpecs } from '../data/modality';
import type { StudyPlan } from '../plan/plan';

type Asked = Pick<StudyPlan, 'attacks' | 'primaryMeasure' | 'reference' | 'subjects'>;

/**
 * Comparisons that a study tests, corrected together: of every pair that is compared one, or one under every attack at every
 * budget that its measure is of. Those that rank no models are none (another fusion’s criterion, a radius in a space that a model
 * has for itself); what turns out to be void may leave fewer.
 */
export function plannedComparisons(plan: Asked, specs: ModalitySpecs): number {
  const { attacks, primaryMeasure, subjects } = plan;
  const recipeOf = new Map(subjects.map(({ name, recipe }) => [name, recipe]));
  const pairs = comparedPairs([...recipeOf.keys()], plan);
  if (primaryMeasure === 'accuracy') return pairs.length;
  const measured = attacks.filter((attack) => primaryMeasure !== 'removed-area' || removes(attack));
  const under = measured.map((attack) => ({
    settings: budgetIndices(attack).filter((index) => latentModalities(attack, index, specs).length === 0).length,
    ranksFusions: factsOf(attack).acrossFusions(attack) === null,
  }));
  const counts = pairs.flatMap(([a, b]) => {
    const [left, right] = [a, b].map((name) => JSON.stringify(recipeOf.get(name)?.fusion));
    return under.map(({ settings, ranksFusions }) => (ranksFusions || left === right ? settings : 0));
  });
  return counts.reduce((total, count) => total + count, 0);
}
