import { partsText, type ImageRegion } from '../../shared/data/modality';
import type { SkeletonView } from '../../shared/samples/sample-view';
import { drawnFrame, figureOf, removedSpans, stillsOf, type Point } from '../../shared/samples/stick-figure';
import type { SampleSkeleton } from '../document';

/** Stills of a clip on one line. */
const COUNT = 6;
/** Of the square of one, and of what stays free around a figure, in pixels. */
const SIDE = 52;
const ROOM = 4;

/** A skeleton as stills from the front, its removed joints where they were. */
export function skeletonCard(view: SkeletonView, modality: string, boxes: readonly ImageRegion[]): SampleSkeleton {
  const figure = figureOf(view);
  const [left, top, width, height] = figure.extent;
  const inner = SIDE - 2 * ROOM;
  const scale = Math.min(inner / width, inner / height);
  const at = ([x, y]: Point): Point => [
    rounded((SIDE - width * scale) / 2 + (x - left) * scale),
    rounded((SIDE - height * scale) / 2 + (y - top) * scale),
  ];
  const spans = removedSpans(boxes, view.width);
  return {
    kind: 'skeleton',
    modality,
    steps: view.width,
    side: SIDE,
    stills: stillsOf(view.width, COUNT, spans).map((step) => {
      const { lines, dots } = drawnFrame(figure, step, boxes, null);
      return {
        step,
        drawn: {
          lines: lines.map(({ from, to, look }) => ({ from: at(from), to: at(to), look })),
          dots: dots.map((dot) => ({ ...dot, at: at(dot.at) })),
        },
      };
    }),
    spans,
    removedText: boxes.length === 0 ? '' : partsText('skeleton', boxes.length),
  };
}

/** Hundredths of a pixel are not seen, and a page has many joints. */
function rounded(pixels: number): number {
  return Math.round(100 * pixels) / 100;
}
