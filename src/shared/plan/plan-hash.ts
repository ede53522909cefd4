import { hashOf } from '../identity';
import { StudyPlan } from './plan';
import { withoutDefaults } from '../json/without-defaults';

/** Identity of a plan: what its author asks for, whether or not the defaults are written out. */
export function planHash(plan: StudyPlan): string {
  return hashOf(withoutDefaults(StudyPlan, plan));
}
