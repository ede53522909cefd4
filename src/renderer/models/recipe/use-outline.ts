import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { trainingEstimate, type TrainingEstimate } from '../../../analysis/training-estimate';
import type { LabError } from '../../../shared/errors';
import { canonicalJson } from '../../../shared/identity';
import type { ModelOutline } from '../../../shared/model-facts';
import type { ModelSpec } from '../../../shared/recipe';
import { useRequest } from '../../lab/use-request';

/** Milliseconds without a key before the engine is asked. */
const pause = 300;

export interface Outline {
  /** Null while it is not known. */
  readonly outline: ModelOutline | null;
  readonly error: LabError | null;
  /** Null: not known. */
  readonly time: TrainingEstimate | null;
  /** Steps of the training are being timed. */
  readonly measuring: boolean;
  readonly measure: () => void;
  readonly stop: () => void;
}

/** What a specification makes and how long it trains; the engine counts, and times a few steps when asked to. */
export function useOutline(spec: ModelSpec): Outline {
  const [settled] = useDebouncedValue(spec, pause);
  const key = useMemo(() => canonicalJson(settled), [settled]);
  const [timed, setTimed] = useState<string | null>(null);
  const measure = timed === key;
  const models = useRequest('models.list', {}, { refreshOn: ['workEnded'] });
  const { state, value, error } = useRequest('models.describe', { spec: settled, measure });
  const isCurrent = settled === spec;
  const outline = isCurrent ? value : null;
  const time = useMemo(
    () => (models.value === null ? null : trainingEstimate(spec, models.value, outline)),
    [spec, models.value, outline],
  );
  return {
    outline,
    error: isCurrent && state === 'failed' ? error : null,
    time,
    measuring: measure && state === 'loading',
    measure: () => {
      setTimed(key);
    },
    stop: () => {
      setTimed(null);
    },
  };
}
