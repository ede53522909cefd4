import { fromBase64 } from '../base64';
import type { ImageRegion } from '../data/modality';
import type { SkeletonView } from './sample-view';

/** From where bodies are looked at: by the first two coordinates, across and upwards; from their side; and from above. */
export type Aspect = 'front' | 'side' | 'above';

/** To the right and down, in the units of the data. */
export type Point = readonly [x: number, y: number];

/** Bodies in motion as joints and bones on a plane. */
export interface StickFigure {
  /** Of every step, of every joint; null of a body that is not there: all its joints lie in one place. */
  readonly frames: readonly (readonly (Point | null)[])[];
  /** Places of the two joints of each bone. */
  readonly bones: readonly (readonly [joint: number, parent: number])[];
  readonly joints: readonly string[];
  /** Around all that is drawn in any step: left, top, width, height. */
  readonly extent: readonly [number, number, number, number];
}

/** Two coordinates are one aspect; three are looked at from three sides. */
export function aspectsOf({ body }: SkeletonView): readonly Aspect[] {
  return body.ranges.length < 3 ? ['front'] : ['front', 'side', 'above'];
}

/** Coordinate to the right, coordinate upwards: the third one points at who looks, or away. */
const axes: Readonly<Record<Aspect, readonly [across: number, upwards: number]>> = {
  front: [0, 1],
  side: [2, 1],
  above: [0, 2],
};

/** What a skeleton looks like at every step, from one side. */
export function figureOf(view: SkeletonView, aspect: Aspect = 'front'): StickFigure {
  const { body, rowsPerElement: channels, width: steps } = view;
  const levels = fromBase64(view.pixels);
  const valueAt = (joint: number, step: number, coordinate: number): number => {
    const [low, high] = body.ranges[coordinate];
    return low + (levels[(joint * channels + coordinate) * steps + step] / 255) * (high - low);
  };
  const [across, upwards] = axes[aspect];
  // From above, what is nearer to who looks from the front lies lower.
  const down = aspect === 'above' ? 1 : -1;
  const bodies = bodiesOf(view);
  const frames = Array.from({ length: steps }, (_, step) => {
    const isThere = bodies.map((joints) => joints.length === 1 || !isOnePlace(joints, step));
    const places: (Point | null)[] = new Array<Point | null>(body.joints.length).fill(null);
    bodies.forEach((joints, index) => {
      if (!isThere[index]) return;
      for (const joint of joints) places[joint] = [valueAt(joint, step, across), down * valueAt(joint, step, upwards)];
    });
    return places;
  });
  return { frames, bones: bonesOf(view), joints: body.joints, extent: extentOf(frames) };

  function isOnePlace(joints: readonly number[], step: number): boolean {
    return joints.every((joint) =>
      body.ranges.every((_, coordinate) => {
        const row = (one: number): number => levels[(one * channels + coordinate) * steps + step];
        return row(joint) === row(joints[0]);
      }),
    );
  }
}

/** How many bodies a skeleton has: parts that no bone joins. */
export function bodyCount(view: SkeletonView): number {
  return view.body.parents === undefined ? 1 : bodiesOf(view).length;
}

function bonesOf({ body: { parents = [] } }: SkeletonView): StickFigure['bones'] {
  return parents.flatMap((parent, joint) => (parent === joint ? [] : [[joint, parent] as const]));
}

/** Joints by the body that they are of; one body where it is not known which are joined. */
function bodiesOf({ body: { joints, parents } }: SkeletonView): readonly (readonly number[])[] {
  if (parents === undefined) return [joints.map((_, joint) => joint)];
  const rootOf = (joint: number): number => {
    let at = joint;
    // Bones that go round in a circle have no root: as many hops as joints end somewhere.
    for (let hop = 0; hop < joints.length && parents[at] !== at; hop += 1) at = parents[at];
    return at;
  };
  const found = new Map<number, number[]>();
  joints.forEach((_, joint) => {
    const root = rootOf(joint);
    found.set(root, [...(found.get(root) ?? []), joint]);
  });
  return [...found.values()];
}

function extentOf(frames: StickFigure['frames']): StickFigure['extent'] {
  let [left, top, right, bottom] = [Infinity, Infinity, -Infinity, -Infinity];
  for (const place of frames.flat()) {
    if (place === null) continue;
    [left, right] = [Math.min(left, place[0]), Math.max(right, place[0])];
    [top, bottom] = [Math.min(top, place[1]), Math.max(bottom, place[1])];
  }
  if (left > right) return [0, 0, 1, 1];
  // Joints that never leave one place, or one line, still take room.
  const least = Math.max(right - left, bottom - top, 1e-6) / 10;
  return [left, top, Math.max(right - left, least), Math.max(bottom - top, least)];
}

/** Around two figures. */
export function commonExtent(a: StickFigure, b: StickFigure): StickFigure['extent'] {
  const [left, top] = [Math.min(a.extent[0], b.extent[0]), Math.min(a.extent[1], b.extent[1])];
  const end = (axis: 0 | 1): number =>
    Math.max(a.extent[axis] + a.extent[axis + 2], b.extent[axis] + b.extent[axis + 2]);
  return [left, top, end(0) - left, end(1) - top];
}

/** How a line or a joint is drawn: as it is, removed, where it was, or the way from there. */
export type Look = 'is' | 'gone' | 'was' | 'way';

/** What one step looks like. Later ones lie upon earlier ones. */
export interface DrawnFrame {
  readonly lines: readonly { readonly from: Point; readonly to: Point; readonly look: Look }[];
  readonly dots: readonly { readonly at: Point; readonly joint: number; readonly look: Exclude<Look, 'way'> }[];
}

/**
 * One step of a figure, with what was done to it: removed joints where they were, moved ones beside where they were.
 *
 * @param removed boxes of [joint, step]
 * @param was the figure before something was done to it
 */
export function drawnFrame(
  { frames, bones }: StickFigure,
  step: number,
  removed: readonly ImageRegion[],
  was: StickFigure | null,
): DrawnFrame {
  const before = was?.frames[step] ?? null;
  const isGone = (joint: number): boolean => isRemoved(removed, joint, step);
  const placeOf = (joint: number): Point | null => (isGone(joint) ? before?.[joint] : undefined) ?? frames[step][joint];
  const isMoved = (joint: number): boolean => {
    const [now, then] = [frames[step][joint], before?.[joint] ?? null];
    return !isGone(joint) && now !== null && then !== null && (now[0] !== then[0] || now[1] !== then[1]);
  };
  const joints = frames[step].map((_, joint) => joint);
  const line = (from: Point | null | undefined, to: Point | null | undefined, look: Look): DrawnFrame['lines'] =>
    from === null || from === undefined || to === null || to === undefined ? [] : [{ from, to, look }];
  const dot = (joint: number, at: Point | null | undefined, look: 'is' | 'gone' | 'was'): DrawnFrame['dots'] =>
    at === null || at === undefined ? [] : [{ at, joint, look }];
  const moved = joints.filter(isMoved);
  return {
    lines: [
      ...bones.flatMap(([joint, parent]) =>
        isMoved(joint) || isMoved(parent) ? line(before?.[joint], before?.[parent], 'was') : [],
      ),
      ...moved.flatMap((joint) => line(before?.[joint], frames[step][joint], 'way')),
      ...bones.flatMap(([joint, parent]) =>
        line(placeOf(joint), placeOf(parent), isGone(joint) || isGone(parent) ? 'gone' : 'is'),
      ),
    ],
    dots: [
      ...moved.flatMap((joint) => dot(joint, before?.[joint], 'was')),
      ...joints.flatMap((joint) => dot(joint, placeOf(joint), isGone(joint) ? 'gone' : 'is')),
    ],
  };
}

function isRemoved(removed: readonly ImageRegion[], joint: number, step: number): boolean {
  return removed.some(
    ([top, left, height, width]) => joint >= top && joint < top + height && step >= left && step < left + width,
  );
}

/** Steps of which something is removed, as spans that do not touch: the first, and the one behind the last. */
export function removedSpans(removed: readonly ImageRegion[], steps: number): readonly (readonly [number, number])[] {
  const spans: [number, number][] = [];
  const sorted = removed
    .map(([, left, , width]) => [left, Math.min(steps, left + width)] as const)
    .sort((a, b) => a[0] - b[0]);
  for (const [start, end] of sorted) {
    const last = spans.at(-1);
    if (last === undefined || start > last[1]) spans.push([start, end]);
    else last[1] = Math.max(last[1], end);
  }
  return spans;
}

/** So many steps of a clip that tell it, from the first to the last; of short spans the one nearest stands in their midst. */
export function stillsOf(
  steps: number,
  count: number,
  spans: readonly (readonly [first: number, end: number])[] = [],
): readonly number[] {
  const shown = Math.min(steps, count);
  const stills = Array.from({ length: shown }, (_, at) => Math.round((at * (steps - 1)) / Math.max(1, shown - 1)));
  const isKept = stills.map((step) => spans.some(([first, end]) => step >= first && step < end));
  for (const [first, end] of spans) {
    if (stills.some((step) => step >= first && step < end)) continue;
    const middle = Math.floor((first + end) / 2);
    const free = stills.map((_, at) => at).filter((at) => !isKept[at]);
    if (free.length === 0) break;
    const nearest = free.reduce((best, at) =>
      Math.abs(stills[at] - middle) < Math.abs(stills[best] - middle) ? at : best,
    );
    stills[nearest] = middle;
    isKept[nearest] = true;
  }
  return stills.sort((a, b) => a - b);
}
