import { useEffect, useState } from 'react';

const everyMs = 1000;

/** Seconds since `what` came to be what it is, told once a second; 0 while it is null. */
export function useElapsed(what: unknown): number {
  const [told, setTold] = useState<{ readonly of: unknown; readonly seconds: number }>({ of: null, seconds: 0 });
  useEffect(() => {
    if (what === null) return;
    const start = performance.now();
    const timer = setInterval(() => {
      setTold({ of: what, seconds: (performance.now() - start) / 1000 });
    }, everyMs);
    return () => {
      clearInterval(timer);
    };
  }, [what]);
  // What was told of another is not drawn beside this one, not even once.
  return told.of === what ? told.seconds : 0;
}
