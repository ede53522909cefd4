import { useEffect, useRef, useState } from 'react';
import { isCancelled } from '../../../shared/errors';
import type { LabApi } from '../../../shared/lab-channel/lab-api';
import { useLab } from '../../lab/connection';

/** Milliseconds between two askings while the run computes. */
const pause = 1000;
/** Milliseconds after which a file that could not be read is asked for again, whether it grows or not. */
const pauseAfterFailure = 3000;

/** A file of a run, read piece by piece. */
export interface Grown<Value, Answer extends { readonly cursor: number }> {
  readonly nothing: Value;
  readonly ask: (lab: LabApi, run: string, cursor: number, signal: AbortSignal) => Promise<Answer>;
  readonly with: (value: Value, answer: Answer) => Value;
  /**
   * What is shown after an asking failed; null: what was shown before. The file is read from its start then, as a repair
   * may have made it shorter.
   */
  readonly failed: Value | null;
}

/**
 * What a file of a run says. While the run computes only what came since is asked for. What could not be read is asked
 * for again.
 *
 * @param file always the same
 * @param computing does it grow?
 * @returns null before the first answer
 */
export function useGrown<Value, Answer extends { readonly cursor: number }>(
  file: Grown<Value, Answer>,
  run: string,
  computing: boolean,
): Value | null {
  const lab = useLab();
  const [known, setKnown] = useState<{ readonly run: string; readonly value: Value } | null>(null);
  const { current: reading } = useRef(file);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    let timer: ReturnType<typeof setTimeout> | null = null;
    let cursor = 0;
    let value = reading.nothing;
    const ask = async (): Promise<void> => {
      let isShown = true;
      let next = computing ? pause : null;
      try {
        const answer = await reading.ask(lab, run, cursor, signal);
        cursor = answer.cursor;
        value = reading.with(value, answer);
      } catch (error) {
        if (isCancelled(error) || signal.aborted) return;
        cursor = 0;
        value = reading.failed ?? reading.nothing;
        isShown = reading.failed !== null;
        next = pauseAfterFailure;
      }
      if (isShown) setKnown((before) => (before?.run === run && before.value === value ? before : { run, value }));
      if (next !== null && !signal.aborted) timer = setTimeout(() => void ask(), next);
    };
    void ask();
    return () => {
      controller.abort();
      if (timer !== null) clearTimeout(timer);
    };
  }, [lab, reading, run, computing]);
  return known?.run === run ? known.value : null;
}
