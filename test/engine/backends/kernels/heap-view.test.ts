import { expect, test } from 'vitest';
import { LAST_VIEW, nextView } from '../../../../src/engine/backends/kernels/heap-view';

test('numbers of views begin anew before they are too large for the wasm side, above the numbers of its tensors', () => {
  const first = nextView(LAST_VIEW);
  expect(LAST_VIEW).toBeLessThan(2 ** 31);
  expect(first).toBeGreaterThanOrEqual(2 ** 30);
  expect(nextView(first)).toBe(first + 1);
});
