import { useEffect, useState } from 'react';

const everyMs = 1000;

/**
 * Seconds left, counted down between two reports: work on large batches says nothing for many seconds, and a time that
 * stands still looks like work that does. Never below one second, as only the work itself knows when it is done.
 */
export function useCountdown(seconds: number | null): number | null {
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    setElapsed(0);
    if (seconds === null) return;
    const start = performance.now();
    const timer = setInterval(() => {
      setElapsed((performance.now() - start) / 1000);
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [seconds]);
  return seconds === null ? null : Math.max(1, seconds - elapsed);
}
