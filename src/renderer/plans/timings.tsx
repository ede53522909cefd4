import { createContext, use, useCallback, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { timedAlike, type TimedSpec, type Timings } from '../../analysis/time-estimate';
import type { LabApi } from '../../shared/lab-channel/lab-api';
import type { ModelSpec } from '../../shared/models/model-spec';
import { useLab } from '../lab/connection';
import { useQueue, workingItem } from '../lab/queue';

/** Milliseconds that a plan stays as it is before anything is timed. */
const pause = 800;

export interface TimingsState extends Timings {
  /** Steps of what was asked for are being timed. */
  readonly measuring: boolean;
}

/** What was timed while the window has been open; null: could not be. */
interface Known {
  readonly specs: ReadonlyMap<string, TimedSpec | null>;
  readonly workers: number | null;
}

interface Timer {
  readonly known: Known;
  /** Nothing is computed that timing would slow down. */
  readonly isIdle: boolean;
  /** @returns takes the wish back */
  readonly want: (specs: readonly ModelSpec[]) => () => void;
}

const nothing: Known = { specs: new Map(), workers: null };
const Context = createContext<Timer>({ known: nothing, isIdle: false, want: () => () => undefined });

/**
 * Times a few steps of the specifications that anything in the window asks for, one after the other, while nothing is
 * computed that it would slow down: each once while the window is open, whoever asks.
 */
export function TimingsProvider({ children }: { readonly children: ReactNode }): ReactNode {
  const lab = useLab();
  const queue = useQueue();
  const isIdle = queue !== null && workingItem(queue) === null;
  const [known, setKnown] = useState(nothing);
  const [wanted, setWanted] = useState<readonly (readonly ModelSpec[])[]>([]);
  const want = useCallback((specs: readonly ModelSpec[]) => {
    setWanted((before) => [...before, specs]);
    return () => {
      setWanted((before) => before.filter((other) => other !== specs));
    };
  }, []);
  const next = isIdle ? wanted.flat().find((spec) => !known.specs.has(timedAlike(spec))) : undefined;
  const key = next === undefined ? null : timedAlike(next);
  const newest = useRef({ next, known });
  newest.current = { next, known };
  useEffect(() => {
    const { next: spec, known: before } = newest.current;
    if (key === null || spec === undefined) return;
    const controller = new AbortController();
    const { signal } = controller;
    time(lab, spec, before.workers, signal).then(
      ({ timed, workers }) => {
        setKnown(({ specs }) => ({ specs: new Map(specs).set(key, timed), workers }));
      },
      () => {
        // Without it the time is not known, and is said so.
        if (!signal.aborted) setKnown(({ specs, workers }) => ({ specs: new Map(specs).set(key, null), workers }));
      },
    );
    return () => {
      controller.abort();
    };
  }, [lab, key]);
  const timer = useMemo(() => ({ known, isIdle, want }), [known, isIdle, want]);
  return <Context value={timer}>{children}</Context>;
}

/** @param known workers that a study would have; null: not asked yet */
async function time(
  lab: LabApi,
  spec: ModelSpec,
  known: number | null,
  signal: AbortSignal,
): Promise<{ readonly timed: TimedSpec; readonly workers: number }> {
  const outline = await lab.request('models.describe', { spec, measure: true }, { signal });
  const timed = { spec, outline };
  if (known !== null) return { timed, workers: known };
  const { devices } = await lab.request('devices.list', { measure: false }, { signal });
  return { timed, workers: Math.max(1, devices.find(({ kind }) => kind === outline.speed?.device)?.workers ?? 1) };
}

/** What is timed of specifications so far; what is not, will be once they stay as they are for a moment. */
export function useTimings(specs: readonly ModelSpec[]): TimingsState {
  const { known, isIdle, want } = use(Context);
  const key = useMemo(() => specs.map(timedAlike).join('\n'), [specs]);
  const newest = useRef(specs);
  newest.current = specs;
  const [asked, setAsked] = useState<string | null>(null);
  useEffect(() => {
    if (newest.current.length === 0) return;
    let takeBack: () => void = () => undefined;
    const timer = setTimeout(() => {
      // A list of its own: another may ask for the same.
      takeBack = want([...newest.current]);
      setAsked(key);
    }, pause);
    return () => {
      clearTimeout(timer);
      takeBack();
    };
  }, [key, want]);
  const isMissing = specs.some((spec) => !known.specs.has(timedAlike(spec)));
  return useMemo(
    () => ({
      specs: [...known.specs.values()].filter((spec) => spec !== null),
      workers: known.workers ?? 1,
      measuring: isIdle && isMissing && asked === key,
    }),
    [known, isIdle, isMissing, asked, key],
  );
}
