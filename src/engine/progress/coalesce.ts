import type { Progress, ProgressSink } from '../../shared/progress';

/** With what `flush` adds at the end this stays within ten reports a second. */
const INTERVAL_MS = 125;

/** Stages of one piece of work that overlap are told one after the other, in this order. */
const order: readonly Progress['stage'][] = ['data', 'training', 'clean', 'degraded', 'attack', 'certificate'];

export interface Coalesced {
  readonly sink: ProgressSink;
  /** Passes on what is still held back. */
  readonly flush: () => void;
}

/**
 * Passes on at most eight reports a second: of each stage the newest. While a stage is not done, those after it are
 * held back, so that whoever shows the reports sees one thing at a time come to its end.
 */
export function coalesce(target: ProgressSink, now: () => number = () => performance.now()): Coalesced {
  const held = new Map<Progress['stage'], Progress>();
  const open = new Set<Progress['stage']>();
  let last = -Infinity;
  let timer: NodeJS.Timeout | null = null;

  const passable = (): Progress | undefined => {
    for (const stage of order) {
      const progress = held.get(stage);
      if (progress !== undefined) return progress;
      if (open.has(stage)) return undefined;
    }
    return undefined;
  };
  const pass = (): void => {
    timer = null;
    const progress = passable();
    if (progress === undefined) return;
    held.delete(progress.stage);
    last = now();
    target(progress);
    plan();
  };
  const plan = (): void => {
    if (timer !== null || passable() === undefined) return;
    const due = last + INTERVAL_MS - now();
    if (due <= 0) pass();
    else timer = setTimeout(pass, due);
  };
  return {
    sink: (progress) => {
      held.set(progress.stage, progress);
      if (progress.done < progress.total) open.add(progress.stage);
      else open.delete(progress.stage);
      plan();
    },
    flush: () => {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      for (const stage of order) {
        const progress = held.get(stage);
        if (progress !== undefined) target(progress);
      }
      held.clear();
    },
  };
}
