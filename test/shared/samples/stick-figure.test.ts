import { describe, expect, it } from 'vitest';
import {
  aspectsOf,
  bodyCount,
  drawnFrame,
  figureOf,
  removedSpans,
  stillsOf,
  type DrawnFrame,
} from '../../../src/shared/samples/stick-figure';
import { smallSkeleton } from '../small-skeleton';

const view = smallSkeleton();
const looks = (drawn: DrawnFrame): readonly string[] => drawn.dots.map(({ joint, look }) => `${String(joint)} ${look}`);

describe('a skeleton as a stick figure', () => {
  it('has its joints in the units of the data, upwards being up, and a body only where it is one', () => {
    const { frames, bones, extent } = figureOf(view);
    expect(bodyCount(view)).toBe(2);
    expect(bones).toEqual([
      [1, 0],
      [2, 0],
      [4, 3],
    ]);
    // Level 200 of −255 to 0 is −55, drawn 55 below the origin.
    expect(frames[0].slice(0, 2)).toEqual([
      [100, 55],
      [0, 155],
    ]);
    // The second body is all in one place at first: nobody.
    expect(frames[0].slice(3)).toEqual([null, null]);
    expect(frames[1][4]).toEqual([255, 155]);
    // The rising hand: higher is a smaller number.
    expect(frames.map((places) => places[1]?.[1])).toEqual([155, 105, 5]);
    expect(extent).toEqual([0, 5, 255, 150]);
  });

  it('is seen from three sides, or from one where there are two coordinates', () => {
    expect(aspectsOf(view)).toEqual(['front', 'side', 'above']);
    expect(aspectsOf({ ...view, body: { ...view.body, ranges: view.body.ranges.slice(0, 2) } })).toEqual(['front']);
    expect(figureOf(view, 'side').frames[1][2]).toEqual([200, 155]);
    expect(figureOf(view, 'above').frames[1][2]).toEqual([200, 200]);
  });

  it('without bones is dots; and bones that go round in a circle are drawn, not followed for ever', () => {
    const { joints, ranges } = view.body;
    expect(figureOf({ ...view, body: { joints, ranges } }).bones).toEqual([]);
    expect(figureOf({ ...view, body: { ...view.body, parents: [1, 2, 0, 3, 3] } }).bones).toHaveLength(4);
  });
});

describe('what was done to it', () => {
  it('removed joints are hollow for the steps that they are removed in, with the bones that end there', () => {
    const figure = figureOf(view);
    const removed = [[1, 1, 1, 2]] as const;
    expect(looks(drawnFrame(figure, 0, [[1, 1, 1, 2]], null))).toEqual(['0 is', '1 is', '2 is']);
    const drawn = drawnFrame(figure, 2, [[...removed[0]]], null);
    expect(looks(drawn)).toEqual(['0 is', '1 gone', '2 is', '3 is', '4 is']);
    expect(drawn.lines.map(({ look }) => look)).toEqual(['gone', 'is', 'is']);
  });

  it('removed joints stand where they were, not where their fill puts them', () => {
    const filled = figureOf(smallSkeleton({ 9: 128, 12: 128 }));
    const { dots } = drawnFrame(filled, 0, [[1, 0, 1, 1]], figureOf(view));
    expect(dots.find(({ look }) => look === 'gone')?.at).toEqual([0, 155]);
    expect(dots.filter(({ look }) => look === 'was')).toEqual([]);
  });

  it('moved joints stand beside where they were, with the way between', () => {
    // Of the right hand, x at the second step.
    const moved = figureOf(smallSkeleton({ 19: 180 }));
    const { lines, dots } = drawnFrame(moved, 1, [], figureOf(view));
    expect(lines.filter(({ look }) => look === 'way')).toEqual([{ from: [200, 155], to: [180, 155], look: 'way' }]);
    expect(dots.filter(({ look }) => look === 'was')).toEqual([{ at: [200, 155], joint: 2, look: 'was' }]);
    expect(lines.filter(({ look }) => look === 'was')).toHaveLength(1);
    expect(drawnFrame(moved, 0, [], figureOf(view)).lines.every(({ look }) => look === 'is')).toBe(true);
  });

  it('spans are joined where they touch and end with the clip; stills show each of them', () => {
    expect(
      removedSpans(
        [
          [0, 8, 1, 4],
          [2, 2, 1, 3],
          [1, 4, 2, 2],
        ],
        10,
      ),
    ).toEqual([
      [2, 6],
      [8, 10],
    ]);
    expect(stillsOf(24, 6)).toEqual([0, 5, 9, 14, 18, 23]);
    expect(stillsOf(24, 6, [[10, 12]])).toEqual([0, 5, 11, 14, 18, 23]);
    expect(stillsOf(3, 6)).toEqual([0, 1, 2]);
    expect(stillsOf(1, 6)).toEqual([0]);
  });
});
