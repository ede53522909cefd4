import { expect, it } from 'vitest';
import {
  changedView,
  differenceOf,
  differenceOfChange,
  differencePixels,
  scaleColours,
} from '../../../../src/renderer/ui/sample/difference';
import type { ImageView } from '../../../../src/shared/samples/sample-view';

/** Two pixels of two channels each. */
const view = (...pixels: readonly number[]): ImageView => ({
  kind: 'image',
  height: 1,
  width: 2,
  channels: 2,
  pixels: Buffer.from(pixels).toString('base64'),
});
const change = (...values: readonly number[]) => ({
  height: 1,
  width: 2,
  channels: 2,
  change: Buffer.from(Float32Array.from(values).buffer).toString('base64'),
});

it('holds of each pixel the channel that changed most, attacked − original, in steps of 1/255', () => {
  const difference = differenceOf(view(10, 20, 30, 40), view(12, 15, 30, 47));
  expect([...difference.steps]).toEqual([-5, 7]);
  expect(difference.largest).toBe(7);
  const [, , high] = scaleColours.light;
  // The pixel that changed most has the end of the scale: it became brighter.
  expect([...differencePixels(difference, 'light').slice(4)]).toEqual([...high, 255]);
});

it('keeps fractions of a step that a gradient attack leaves, which 8 bit cannot show', () => {
  const small = change(0.5 / 255, 0, 0, -2 / 255);
  const { steps, largest } = differenceOfChange(small);
  expect(steps[0]).toBeCloseTo(0.5, 5);
  expect(steps[1]).toBeCloseTo(-2, 5);
  expect(largest).toBeCloseTo(2, 5);
  expect(changedView(view(10, 20, 30, 1), small)).toEqual(view(11, 20, 30, 0));
});

it('nothing changed is the middle of the scale', () => {
  const same = differenceOf(view(1, 2, 3, 4), view(1, 2, 3, 4));
  expect(same.largest).toBe(0);
  for (const scheme of ['light', 'dark'] as const) {
    expect([...differencePixels(same, scheme).slice(0, 3)]).toEqual([...scaleColours[scheme][1]]);
  }
});
