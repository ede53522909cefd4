import type { Progress } from '../../shared/progress';
import { useCountdown } from '../ui/use-countdown';

/** What is left of a piece of work, in seconds, counted down between reports; null where it is not known or nothing is. */
export interface TimeLeft {
  readonly ofStage: number | null;
  readonly inAll: number | null;
}

/** What is left of a piece of work, counted down. Counted once for the window: see `TimeLeftProvider`. */
export function useCountedTimeLeft(progress: Progress | null): TimeLeft {
  const { ofStage, inAll } = remainingOf(progress);
  return { ofStage: useCountdown(ofStage), inAll: useCountdown(inAll) };
}

/** Stages overlap: of one that has done its part nothing is left, though it is the last to have reported. */
export function remainingOf(progress: Progress | null): TimeLeft {
  if (progress === null) return { ofStage: null, inAll: null };
  return {
    ofStage: isStageDone(progress) || isLastStage(progress) ? null : progress.remaining,
    inAll: progress.whole?.remaining ?? null,
  };
}

/** Of the last stage, what is left of it is what is left of all, where that is known. */
export function isLastStage({ stage, whole }: Progress): boolean {
  return stage === 'attack' && whole !== null && whole.remaining !== null;
}

export function isStageDone({ done, total }: Progress): boolean {
  return total > 0 && done >= total;
}
