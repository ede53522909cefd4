/**
 * Passes on the newest value, at most once in so many milliseconds.
 *
 * @param value asked for when it is passed on
 * @returns to be called when the value has changed
 */
export function newest<Value>(value: () => Value, target: (value: Value) => void, intervalMs: number): () => void {
  let last = -Infinity;
  let timer: NodeJS.Timeout | null = null;
  const pass = (): void => {
    timer = null;
    last = performance.now();
    target(value());
  };
  return () => {
    timer ??= setTimeout(pass, Math.max(0, last + intervalMs - performance.now()));
  };
}
