import type { StudyPlan } from '../../shared/plan/plan';
import { isImported } from '../../shared/recipe/recipe';
import { seedsNeeded } from '../statistics/significance';

/** Of too few seeds for a claim about more than these models; empty where there are enough. */
export function seedNote({ seeds, subjects }: Pick<StudyPlan, 'seeds' | 'subjects'>): readonly string[] {
  if (subjects.length > 0 && subjects.every(({ recipe, brought }) => isImported(recipe) || brought !== undefined)) {
    return [
      'The models were made elsewhere: what is said holds for them, not for their kinds of fusion or of training.',
    ];
  }
  if (seeds.length >= seedsNeeded) return [];
  return [
    seeds.length === 1
      ? 'Each recipe was trained once: what is said holds for these models, not for their kinds of fusion or of training.'
      : `Each recipe was trained ${String(seeds.length)} times: claims about a kind of fusion or of training take ${String(seedsNeeded)} or more.`,
  ];
}
