import { expect, test } from 'vitest';
import { pictureDifferences } from '../../../../src/renderer/results/samples/changed-pictures';
import { toBase64 } from '../../../../src/shared/base64';
import type { ImageView } from '../../../../src/shared/samples/sample-view';

const picture = (...pixels: number[]): ImageView => ({
  kind: 'image',
  height: 1,
  width: pixels.length,
  channels: 1,
  pixels: toBase64(Uint8Array.from(pixels)),
});
const words = (...of: string[]) => ({ kind: 'text' as const, words: of });

test('of the pictures of a sample, what was changed in those that are not as they were', () => {
  const before = { values: { front: picture(10, 20), back: picture(1, 2), text: words('bright') } };
  const after = { values: { front: picture(30, 5), back: picture(1, 2), text: words('brihgt') } };
  const [changed, ...others] = pictureDifferences(before, after);
  expect(others).toEqual([]);
  expect(changed).toMatchObject({ modality: 'front', kind: 'image' });
  expect([...changed.difference.steps]).toEqual([20, -15]);
  expect(changed.difference.largest).toBe(20);
});
