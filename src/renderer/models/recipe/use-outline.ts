import { useDebouncedValue } from '@mantine/hooks';
import { useMemo, useState } from 'react';
import { trainingEstimate, type TrainingEstimate } from '../../../analysis/training-estimate';
import type { LabError } from '../../../shared/errors';
import { canonicalJson } from '../../../shared/identity';
import type { LabParams } from '../../../shared/lab-channel/lab-api';
import type { ModelOutline } from '../../../shared/models/model-facts';
import type { ModelSpec } from '../../../shared/models/model-spec';
import { useRequest } from '../../lab/use-request';

/** Milliseconds without a key before the engine is asked. */
const pause = 300;

export interface Outline {
  /** Null while it is not known. */
  readonly outline: ModelOutline | null;
  /** What the engine says against the specification that its schema cannot know; null: nothing. */
  readonly refused: LabError | null;
  /** Why nothing is known, where it is not for the specification. */
  readonly error: LabError | null;
  /** Null: not known. */
  readonly time: TrainingEstimate | null;
  /** Steps of the training are being timed. */
  readonly measuring: boolean;
  readonly measure: () => void;
  readonly stop: () => void;
}

/**
 * What a specification makes and how long it trains; the engine counts, and times a few steps when asked to.
 *
 * @param spec null: there is none that its schema takes
 */
export function useOutline(spec: ModelSpec | null): Outline {
  const [settled] = useDebouncedValue(spec, pause);
  const key = useMemo(() => canonicalJson(settled), [settled]);
  const [timed, setTimed] = useState<string | null>(null);
  const measure = timed === key;
  const models = useRequest('models.list', {}, { refreshOn: ['workEnded', 'modelTrained'] });
  // Never asked while there is no specification.
  const params = { spec: settled, measure } as LabParams<'models.describe'>;
  const { state, value, error } = useRequest('models.describe', params, { enabled: settled !== null });
  const isCurrent = spec !== null && settled === spec;
  const outline = isCurrent ? value : null;
  const failure = isCurrent && state === 'failed' ? error : null;
  const isRefused = failure?.code === 'invalid';
  const time = useMemo(
    () => (spec === null || models.value === null ? null : trainingEstimate(spec, models.value, outline)),
    [spec, models.value, outline],
  );
  return {
    outline,
    refused: isRefused ? failure : null,
    error: isRefused ? null : failure,
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
