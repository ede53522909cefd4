import type { Progress, ProgressSink } from '../../shared/progress';

/** With what `flush` adds at the end of a stage this stays within ten reports a second. */
const INTERVAL_MS = 125;

export interface Coalesced {
  readonly sink: ProgressSink;
  /** Passes on what is still held back. */
  flush(): void;
}

/** Passes on at most eight reports a second: of each stage the newest, the stages in turn. */
export function coalesce(target: ProgressSink, now: () => number = () => performance.now()): Coalesced {
  const held = new Map<Progress['stage'], Progress>();
  let last = -Infinity;
  let timer: NodeJS.Timeout | null = null;

  const passOldest = (): void => {
    timer = null;
    const [progress] = held.values();
    held.delete(progress.stage);
    last = now();
    target(progress);
    if (held.size > 0) timer = setTimeout(passOldest, INTERVAL_MS);
  };
  return {
    sink: (progress) => {
      held.set(progress.stage, progress);
      if (timer !== null) return;
      const due = last + INTERVAL_MS - now();
      if (due <= 0) passOldest();
      else timer = setTimeout(passOldest, due);
    },
    flush: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      for (const progress of held.values()) target(progress);
      held.clear();
    },
  };
}
