import { useMemo } from 'react';
import type { RecordedCosts } from '../../analysis/recorded-costs';
import { estimateTime, specsToTime } from '../../analysis/time-estimate';
import { timeText, type TimeText } from '../../analysis/time-text';
import { filledIn, type UsualTime } from '../../analysis/usual-times';
import type { ModelSpec } from '../../shared/models/model-spec';
import type { Expansion, StudyPlan } from '../../shared/plan/plan';
import { texts } from '../texts/catalogue';
import { useTimings } from './timings';

const words = texts.builder.summary;
const none: readonly ModelSpec[] = [];

/** Of plans whose usual time is known: to time more than so many would keep the machine busy for minutes, unasked. */
const mostTimed = 8;

export interface PlanTimeOptions {
  /** Rows of the training split; null: not known. */
  readonly trainSplit: number | null;
  /** What the plan takes elsewhere, where that is known: said where what was computed here tells nothing, never while that is read. */
  readonly usual: UsualTime | null;
}

/**
 * How long a plan may take, in words. Where nothing computed tells, steps are timed meanwhile, and that is said.
 *
 * @param plan null while there is none that can be run
 * @param expansion null: nobody knows yet what it makes, as its data are not prepared
 * @param costs null while they are read
 */
export function usePlanTime(
  plan: StudyPlan | null,
  expansion: Expansion | null,
  costs: RecordedCosts | null,
  { trainSplit, usual }: PlanTimeOptions,
): TimeText {
  const wanted = useMemo(
    () =>
      plan === null || expansion === null || costs === null ? none : specsToTime(plan, expansion, costs, trainSplit),
    [plan, expansion, costs, trainSplit],
  );
  const { measuring, ...timings } = useTimings(usual !== null && wanted.length > mostTimed ? none : wanted);
  const here =
    plan === null || expansion === null || costs === null
      ? null
      : estimateTime(plan, expansion, costs, trainSplit, timings);
  const estimate = usual === null || costs === null ? here : filledIn(here, usual, costs.models);
  if (estimate === null) return { line: `${words.readingCosts}…`, detail: null };
  const text = timeText(estimate);
  return measuring ? { ...text, detail: `${words.timing}…` } : text;
}
