import { useEffect, useState } from 'react';

const everyMs = 1000;

/** Seconds since `what` came to be what it is, told once a second; 0 while it is null. */
export function useElapsed(what: unknown): number {
  const [elapsed, setElapsed] = useState(0);
  useEffect(() => {
    setElapsed(0);
    if (what === null) return;
    const start = performance.now();
    const timer = setInterval(() => {
      setElapsed((performance.now() - start) / 1000);
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [what]);
  return elapsed;
}
