import type { TakeBack } from './undo-history';

/**
 * Undo by putting a value in the place of what is there then, and redo by the same: taken back in turn, what was there is
 * there again. What is there is asked for only when it is taken back, as it may have been edited since.
 *
 * @param there what is there now
 * @param put puts a value there
 */
export function exchanger<Value>(there: () => Value, put: (value: Value) => void): (value: Value) => TakeBack {
  const exchange =
    (value: Value): TakeBack =>
    () => {
      const before = there();
      put(value);
      return Promise.resolve(exchange(before));
    };
  return exchange;
}
