import { useEffect, useMemo, useRef, useState } from 'react';
import { timedAlike, type TimedSpec, type Timings } from '../../analysis/time-estimate';
import { canonicalJson } from '../../shared/identity';
import type { ModelSpec } from '../../shared/model-spec';
import type { LabApi } from '../../shared/lab-api';
import { useLab } from '../lab/connection';
import { useQueue } from '../lab/queue';

/** Milliseconds that a plan stays as it is before anything is timed. */
const pause = 800;

export interface TimingsState extends Timings {
  /** Steps are being timed. */
  readonly measuring: boolean;
}

/** What was timed while the window has been open; null: could not be. */
interface Known {
  readonly specs: Map<string, TimedSpec | null>;
  workers: number | null;
}
const knownOf = new WeakMap<LabApi, Known>();

function knownIn(lab: LabApi): Known {
  const known = knownOf.get(lab) ?? { specs: new Map(), workers: null };
  knownOf.set(lab, known);
  return known;
}

function timingsOf({ specs, workers }: Known): Timings {
  return { specs: [...specs.values()].filter((spec) => spec !== null), workers: workers ?? 1 };
}

/**
 * Times a few steps of specifications, one after the other, while nothing is computed that it would slow down. Each is
 * timed once while the window is open.
 */
export function useTimings(specs: readonly ModelSpec[]): TimingsState {
  const lab = useLab();
  const queue = useQueue();
  const idle = queue !== null && !queue.items.some(({ state }) => state === 'working');
  const known = knownIn(lab);
  const [timings, setTimings] = useState<TimingsState>(() => ({ ...timingsOf(known), measuring: false }));
  const key = useMemo(() => canonicalJson(specs.map(timedAlike)), [specs]);
  const newest = useRef(specs);
  newest.current = specs;
  useEffect(() => {
    const missing = newest.current.filter((spec) => !known.specs.has(timedAlike(spec)));
    setTimings({ ...timingsOf(known), measuring: false });
    if (!idle || missing.length === 0) return;
    const controller = new AbortController();
    const { signal } = controller;
    const time = async (spec: ModelSpec): Promise<void> => {
      const outline = await lab.request('models.describe', { spec, measure: true }, { signal });
      known.specs.set(timedAlike(spec), { spec, outline });
      if (known.workers !== null) return;
      const { devices } = await lab.request('devices.list', { measure: false }, { signal });
      known.workers = Math.max(1, devices.find(({ kind }) => kind === outline.speed?.device)?.workers ?? 1);
    };
    const timeAll = async (): Promise<void> => {
      for (const spec of missing) {
        setTimings({ ...timingsOf(known), measuring: true });
        await time(spec).catch(() => {
          // Without it the time is not known, and is said so.
          if (!signal.aborted && !known.specs.has(timedAlike(spec))) known.specs.set(timedAlike(spec), null);
        });
        if (signal.aborted) return;
      }
      setTimings({ ...timingsOf(known), measuring: false });
    };
    const timer = setTimeout(() => void timeAll(), pause);
    return () => {
      clearTimeout(timer);
      controller.abort();
      setTimings((before) => (before.measuring ? { ...before, measuring: false } : before));
    };
  }, [lab, known, idle, key]);
  return timings;
}
