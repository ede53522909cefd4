export interface Throttled {
  readonly call: () => void;
  readonly cancel: () => void;
}

/** Calls at once, then at most every `pause` ms; the last call is never lost. */
export function throttled(call: () => void, pause: number): Throttled {
  let timer: ReturnType<typeof setTimeout> | null = null;
  let last = -Infinity;
  return {
    call: () => {
      if (timer !== null) return;
      const wait = Math.max(0, last + pause - performance.now());
      timer = setTimeout(() => {
        timer = null;
        last = performance.now();
        call();
      }, wait);
    },
    cancel: () => {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
