import type { ImageRegion } from '../../shared/data/modality';

/** Which pixels of a picture are removed: 1 where one is, row-major. */
export interface Mask {
  readonly height: number;
  readonly width: number;
  readonly gone: Uint8Array;
}

export function emptyMask(height: number, width: number): Mask {
  return { height, width, gone: new Uint8Array(height * width) };
}

/** The mask with the pixels of boxes removed, or brought back; boxes may reach over the border. */
export function painted(mask: Mask, boxes: readonly ImageRegion[], removed: boolean): Mask {
  const gone = mask.gone.slice();
  for (const [top, left, height, width] of boxes) {
    for (let row = Math.max(0, top); row < Math.min(mask.height, top + height); row += 1) {
      const start = row * mask.width;
      gone.fill(removed ? 1 : 0, start + Math.max(0, left), start + Math.max(0, Math.min(mask.width, left + width)));
    }
  }
  return { ...mask, gone };
}

/** The removed pixels as rectangles that do not overlap: runs of a row, each as far down as it goes on unchanged. */
export function maskBoxes({ height, width, gone }: Mask): readonly ImageRegion[] {
  const left = gone.slice();
  const isRun = (row: number, from: number, to: number): boolean =>
    row < height && left.subarray(row * width + from, row * width + to).every((pixel) => pixel === 1);
  const boxes: ImageRegion[] = [];
  for (let row = 0; row < height; row += 1) {
    let column = 0;
    while (column < width) {
      if (left[row * width + column] === 0) {
        column += 1;
        continue;
      }
      let end = column;
      while (end < width && left[row * width + end] === 1) end += 1;
      let bottom = row;
      while (isRun(bottom, column, end)) {
        left.fill(0, bottom * width + column, bottom * width + end);
        bottom += 1;
      }
      boxes.push([row, column, bottom - row, end - column]);
      column = end;
    }
  }
  return boxes;
}

export function goneShare({ gone }: Mask): number {
  return gone.reduce((sum, pixel) => sum + pixel, 0) / gone.length;
}

/** The border between what is removed and what is not, as an SVG path in pixels. */
export function outline({ height, width, gone }: Mask): string {
  const at = (row: number, column: number): number =>
    row < 0 || column < 0 || row >= height || column >= width ? 0 : gone[row * width + column];
  const edges: string[] = [];
  for (let row = 0; row <= height; row += 1) {
    for (let column = 0; column <= width; column += 1) {
      if (at(row, column) !== at(row - 1, column)) edges.push(`M${String(column)} ${String(row)}h1`);
      if (at(row, column) !== at(row, column - 1)) edges.push(`M${String(column)} ${String(row)}v1`);
    }
  }
  return edges.join('');
}

/** Squares of a brush along a stroke from one pixel to another, without gaps. */
export function strokeBoxes(
  from: readonly [row: number, column: number],
  to: readonly [row: number, column: number],
  side: number,
): readonly ImageRegion[] {
  const steps = Math.max(1, Math.abs(to[0] - from[0]), Math.abs(to[1] - from[1]));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const share = step / steps;
    return squareAt(
      [Math.round(from[0] + (to[0] - from[0]) * share), Math.round(from[1] + (to[1] - from[1]) * share)],
      side,
    );
  });
}

/** The brush's square around a pixel; it may reach over the border. */
export function squareAt([row, column]: readonly [row: number, column: number], side: number): ImageRegion {
  const before = Math.floor((side - 1) / 2);
  return [row - before, column - before, side, side];
}
