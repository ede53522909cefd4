import { useCallback, useEffect, useRef, useState } from 'react';
import { isCancelled, type LabError } from '../../shared/errors';
import type { LabParams } from '../../shared/lab-channel/lab-api';
import type { PlayedPrediction } from '../../shared/samples/play';
import { useLab } from '../lab/connection';
import { asLabError } from '../lab/use-request';

type Asked = LabParams<'play.predict'>;

export interface Played {
  /** Of the newest removal that was answered; null before the first answer. */
  readonly prediction: PlayedPrediction | null;
  readonly error: LabError | null;
  readonly retry: () => void;
}

/**
 * Asks the model again whenever the removal changes. One question is under way at a time: of those that come up
 * meanwhile only the newest is asked, so that the answer follows the hand however fast it moves.
 *
 * @param asked stable as long as nothing changes
 */
export function usePlayed(asked: Asked): Played {
  const lab = useLab();
  const [prediction, setPrediction] = useState<PlayedPrediction | null>(null);
  const [error, setError] = useState<LabError | null>(null);
  const next = useRef<Asked | null>(null);
  const asking = useRef<AbortController | null>(null);

  const ask = useCallback(
    async (wanted: Asked) => {
      next.current = wanted;
      if (asking.current !== null) return;
      const controller = new AbortController();
      asking.current = controller;
      while (next.current !== null && !controller.signal.aborted) {
        const params: Asked = next.current;
        next.current = null;
        try {
          setPrediction(await lab.request('play.predict', params, { signal: controller.signal }));
          setError(null);
        } catch (thrown) {
          if (isCancelled(thrown)) break;
          setError(asLabError(thrown));
        }
      }
      if (asking.current === controller) asking.current = null;
    },
    [lab],
  );

  useEffect(() => {
    void ask(asked);
  }, [ask, asked]);
  useEffect(
    () => () => {
      asking.current?.abort();
      asking.current = null;
      next.current = null;
    },
    [],
  );
  return {
    prediction,
    error,
    retry: () => {
      void ask(asked);
    },
  };
}
