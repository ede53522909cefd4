import { toBase64 } from '../../src/shared/base64';
import type { SkeletonView } from '../../src/shared/samples/sample-view';

/** A neck with two hands over three steps, one hand rising; beside it a second body that is there from the second step on. */
export function smallSkeleton(changed: Readonly<Record<number, number>> = {}): SkeletonView {
  /** [joint, coordinate, step] */
  const levels = [
    [
      [100, 100, 100],
      [200, 200, 200],
      [50, 50, 50],
    ],
    [
      [0, 0, 0],
      [100, 150, 250],
      [50, 50, 50],
    ],
    [
      [200, 200, 200],
      [100, 100, 100],
      [0, 100, 200],
    ],
    [
      [0, 220, 220],
      [0, 200, 200],
      [0, 0, 0],
    ],
    [
      [0, 255, 255],
      [0, 100, 100],
      [0, 0, 0],
    ],
  ].flat(2);
  return {
    kind: 'series',
    of: 'skeleton',
    height: 15,
    width: 3,
    channels: 1,
    pixels: toBase64(Uint8Array.from(levels, (level, at) => changed[at] ?? level)),
    rows: [],
    rowsPerElement: 3,
    body: {
      joints: ['neck', 'left hand', 'right hand', 'other neck', 'other hand'],
      parents: [0, 0, 0, 3, 3],
      ranges: [
        [0, 255],
        [-255, 0],
        [0, 510],
      ],
    },
  };
}
