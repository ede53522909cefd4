import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useRef, useState } from 'react';
import type { LabError } from '../../shared/errors';
import type { Expansion } from '../../shared/plan/plan';
import type { Problem } from '../../shared/problem';
import { useRequest } from '../lab/use-request';
import type { PlanDraft } from '../plans/plan-draft';
import { handedOver } from './plan-edits';
import { planProblems } from './problems';

/** Milliseconds without a key before the plan is checked. */
const pause = 350;

export interface PlanCheck {
  /** Of the last plan that was sound; null before the first. */
  readonly expansion: Expansion | null;
  readonly problems: readonly Problem[];
  /** Why the plan could not be checked: not the plan's fault. */
  readonly failure: LabError | null;
  /** The plan on the screen was checked and is sound. */
  readonly sound: boolean;
  readonly checking: boolean;
}

/**
 * Has the plan checked by the engine while it is typed, and once more when its data, missing at first, are there.
 *
 * @param hasData whether the lab holds the data set of the plan
 */
export function usePlanCheck(plan: PlanDraft, hasData: boolean): PlanCheck {
  const [settled] = useDebouncedValue(plan, pause);
  const { state, value, error, refresh } = useRequest('studies.check', { plan: handedOver(settled) });
  const hadData = useRef(hasData);
  useEffect(() => {
    if (hasData && !hadData.current) refresh();
    hadData.current = hasData;
  }, [hasData, refresh]);
  const [expansion, setExpansion] = useState<Expansion | null>(null);
  const [problems, setProblems] = useState<readonly Problem[]>([]);
  useEffect(() => {
    if (state === 'done' && value !== null) {
      setExpansion(value);
      setProblems([]);
    }
    if (state === 'failed' && error?.code === 'invalid') setProblems(planProblems(error, settled));
  }, [state, value, error, settled]);
  const checking = settled !== plan || state === 'loading';
  return {
    expansion,
    problems,
    failure: state === 'failed' && error !== null && error.code !== 'invalid' ? error : null,
    sound: !checking && state === 'done',
    checking,
  };
}
