import { expect, test } from 'vitest';
import { emptyMask, goneShare, maskBoxes, outline, painted, strokeBoxes } from '../../../src/renderer/playground/mask';

const pixelsOf = (boxes: ReturnType<typeof maskBoxes>): number =>
  boxes.reduce((sum, [, , height, width]) => sum + height * width, 0);

test('a square is one box, clipped at the border', () => {
  const mask = painted(emptyMask(6, 8), [[-1, 5, 4, 4]], true);
  expect(maskBoxes(mask)).toEqual([[0, 5, 3, 3]]);
  expect(goneShare(mask)).toBe(9 / 48);
});

test('boxes cover what is removed once, also where strokes cross and parts are brought back', () => {
  const crossed = painted(
    emptyMask(9, 9),
    [...strokeBoxes([4, 0], [4, 8], 3), ...strokeBoxes([0, 4], [8, 4], 3)],
    true,
  );
  const mask = painted(crossed, [[4, 4, 1, 1]], false);
  const boxes = maskBoxes(mask);
  expect(pixelsOf(boxes)).toBe(27 + 27 - 9 - 1);
  expect(painted(emptyMask(9, 9), boxes, true).gone).toEqual(mask.gone);
});

test('a stroke has no gaps', () => {
  const mask = painted(emptyMask(1, 20), strokeBoxes([0, 0], [0, 19], 1), true);
  expect(goneShare(mask)).toBe(1);
});

test('the outline of one pixel has four sides', () => {
  expect(outline(painted(emptyMask(3, 3), [[1, 1, 1, 1]], true)).match(/M/gu)).toHaveLength(4);
  expect(outline(emptyMask(3, 3))).toBe('');
});
