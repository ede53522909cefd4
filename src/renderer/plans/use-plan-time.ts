import { useMemo } from 'react';
import type { RecordedCosts } from '../../analysis/recorded-costs';
import { estimateTime, specsToTime, timeText } from '../../analysis/time-estimate';
import type { ModelSpec } from '../../shared/model-spec';
import type { Expansion, StudyPlan } from '../../shared/plan';
import { texts } from '../texts/catalogue';
import { useTimings } from './use-timings';

const words = texts.builder.summary;
const none: readonly ModelSpec[] = [];

/**
 * How long a plan may take, in words. Where nothing computed tells, steps are timed meanwhile, and that is said.
 *
 * @param plan null while there is none that can be run
 * @param costs null while they are read
 * @param trainSplit rows of the training split; null: not known
 */
export function usePlanTime(
  plan: StudyPlan | null,
  expansion: Expansion,
  costs: RecordedCosts | null,
  trainSplit: number | null,
): string {
  const wanted = useMemo(
    () => (plan === null || costs === null ? none : specsToTime(plan, expansion, costs, trainSplit)),
    [plan, expansion, costs, trainSplit],
  );
  const { measuring, ...timings } = useTimings(wanted);
  if (plan === null || costs === null) return `${words.readingCosts}…`;
  const text = timeText(estimateTime(plan, expansion, costs, trainSplit, timings));
  return measuring ? `${text}. ${words.timing}…` : text;
}
