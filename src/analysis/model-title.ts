import { withSeed } from '../shared/text/naming';
import type { ModelCell, StudyPlan } from '../shared/plan/plan';

/** `concat`, or `concat · seed 1` where recipes are trained with several seeds, which titles then tell apart. */
export function titleOfModel(
  { subject, spec }: Pick<ModelCell, 'subject' | 'spec'>,
  { seeds }: Pick<StudyPlan, 'seeds'>,
): string {
  return seeds.length > 1 ? withSeed(subject, spec.seed) : subject;
}
