import { useElapsed } from './use-elapsed';

/**
 * Seconds left, counted down between two reports: work on large batches says nothing for many seconds, and a time that
 * stands still looks like work that does. Never below one second, as only the work itself knows when it is done.
 */
export function useCountdown(seconds: number | null): number | null {
  const elapsed = useElapsed(seconds);
  return seconds === null ? null : Math.max(1, seconds - elapsed);
}
