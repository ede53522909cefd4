/** Clips of skeletons, however their axes are ordered, as samples of the lab. */
import { quoted, RowProblem } from '../../../files/row-problem';
import type { SkeletonLayout } from './layout';

const MOST_BODIES = 4;

/** How many frames and bodies a row has, and where a number lies in it. */
export interface Axes {
  readonly frames: number;
  readonly bodies: number;
  readonly placeOf: (coordinate: number, frame: number, joint: number, body: number) => number;
}

/**
 * The axes of an array of clips, as published pre-processings leave them: [N, C, T, V, M] (ST-GCN, 2s-AGCN, UmURL),
 * [N, T, M·V·C] (CTR-GCN), [N, M, T, V, C] (PYSKL) and [N, T, V, C].
 *
 * @throws RowProblem for any other shape, and for no clips
 */
export function axesOf(shape: readonly number[], layout: SkeletonLayout, name: string): Axes {
  const [V, C] = [layout.joints.length, layout.coordinates.length];
  const isBodies = (count: number): boolean => count >= 1 && count <= MOST_BODIES;
  const [rows, a, b, c, d] = shape;
  if (rows === 0) throw new RowProblem(`${quoted(name)} has no clips: it is ${shape.join(' × ')}.`);
  if (!shape.includes(0)) {
    if (shape.length === 5 && c === V) {
      const [coordinatesFirst, bodiesFirst] = [a === C && isBodies(d), d === C && isBodies(a)];
      if (coordinatesFirst && bodiesFirst && layout.axes === undefined) {
        throw new RowProblem(
          `${quoted(name)} may be both N × C × T × V × M and N × M × T × V × C. Say which in layout.json: "axes": "NCTVM".`,
        );
      }
      if (coordinatesFirst && layout.axes !== 'NMTVC') {
        return { frames: b, bodies: d, placeOf: (k, t, v, m) => ((k * b + t) * V + v) * d + m };
      }
      if (bodiesFirst && layout.axes !== 'NCTVM') {
        return { frames: b, bodies: a, placeOf: (k, t, v, m) => ((m * b + t) * V + v) * C + k };
      }
    }
    if (shape.length === 4 && b === V && c === C) {
      return { frames: a, bodies: 1, placeOf: (k, t, v) => (t * V + v) * C + k };
    }
    if (shape.length === 3 && b % (V * C) === 0 && isBodies(b / (V * C))) {
      return { frames: a, bodies: b / (V * C), placeOf: (k, t, v, m) => t * b + (m * V + v) * C + k };
    }
  }
  throw new RowProblem(
    `${quoted(name)} is ${shape.join(' × ')}: neither N × ${C} × T × ${V} × M, N × M × T × ${V} × ${C}, N × T × ${V} × ${C} nor N × T × (M · ${V} · ${C}), of up to ${MOST_BODIES} bodies M. Other joints than the 25 of NTU RGB+D are named in layout.json.`,
  );
}

/**
 * One clip as [joint, step, coordinate], the joints of one body after those of another. Of its frames those count that are
 * told, or all up to the last that is not zero; they are resized to the steps linearly, as the released code of UmURL does.
 *
 * @param told frames that count; null: not told
 * @throws RowProblem for what is no clip
 */
export function clipOf(row: Float64Array, axes: Axes, layout: SkeletonLayout, told: number | null): Float32Array {
  const { joints, coordinates, downwards, steps } = layout;
  const bodies = bodiesRead(axes, layout);
  const valueAt = (coordinate: number, frame: number, joint: number, body: number): number =>
    row[axes.placeOf(coordinate, frame, joint, body)];
  if (!row.every(Number.isFinite)) throw new RowProblem('A coordinate is not a finite number.');
  // Of float64 they may be finite and not be once they are stored.
  const beyond = row.find((value) => !Number.isFinite(Math.fround(value)));
  if (beyond !== undefined) {
    throw new RowProblem(`A coordinate is ${String(beyond)}, beyond what is stored (float32, up to about 3.4e38).`);
  }
  const isThere = (body: number, frame: number): boolean =>
    joints.some((_, joint) => coordinates.some((_one, coordinate) => valueAt(coordinate, frame, joint, body) !== 0));
  const lastOf = (body: number): number => {
    let frame = axes.frames - 1;
    while (frame >= 0 && !isThere(body, frame)) frame -= 1;
    return frame;
  };
  const lasts = Array.from({ length: bodies }, (_, body) => lastOf(body));
  const last = Math.max(...lasts);
  if (last < 0) throw new RowProblem('There is no body in any frame: all coordinates are zero.');
  if (lasts[0] < 0) {
    throw new RowProblem('The first body is empty, and a later one is not. Put the body that is there first.');
  }
  if (told !== null && (!Number.isInteger(told) || told < 1 || told > axes.frames)) {
    throw new RowProblem(`The clip is told to have ${told} frames of ${axes.frames}.`);
  }
  const frames = told ?? last + 1;
  const values = new Float32Array(bodies * joints.length * steps * coordinates.length);
  let at = 0;
  for (let body = 0; body < bodies; body += 1) {
    for (const joint of joints.keys()) {
      for (let step = 0; step < steps; step += 1) {
        const { before, after, share } = between(step, steps, frames);
        for (const coordinate of coordinates.keys()) {
          const [from, to] = [valueAt(coordinate, before, joint, body), valueAt(coordinate, after, joint, body)];
          const value = from + share * (to - from);
          values[at] = downwards && coordinate === 1 ? -value : value;
          at += 1;
        }
      }
    }
  }
  return values;
}

/** Bodies that become part of a sample. */
export function bodiesRead({ bodies }: Axes, layout: SkeletonLayout): number {
  return Math.min(bodies, layout.bodies ?? bodies);
}

/** Frames that a step lies between, where steps and frames are resized over the same time, middles of both lying within it. */
function between(
  step: number,
  steps: number,
  frames: number,
): { readonly before: number; readonly after: number; readonly share: number } {
  const place = Math.max(0, ((step + 0.5) * frames) / steps - 0.5);
  const before = Math.min(frames - 1, Math.floor(place));
  return { before, after: Math.min(frames - 1, before + 1), share: place - before };
}
