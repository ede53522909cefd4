import { z } from 'zod';
import { fromBase64, toBase64 } from '../base64';

/**
 * The class of every pixel, row-major, as runs of equal pixels: two bytes a run, its class and how long it is less one,
 * in base64. A picture of a street has a few hundred runs, so that a record can keep one.
 */
export const ClassMap = z.base64();
export type ClassMap = z.infer<typeof ClassMap>;

/** Longest run that one byte holds. */
const longest = 256;
/** Beyond this a record keeps no map: 32 KiB of text for each sample and cell would fill a disk. */
const mostRuns = 12_288;

export function classMap(classes: Uint8Array): ClassMap {
  return toBase64(Uint8Array.from(runsOf(classes)));
}

/** As `classMap`; null where it would be too large to be kept of every sample. */
export function keptClassMap(classes: Uint8Array): ClassMap | null {
  const runs = runsOf(classes);
  return runs.length > 2 * mostRuns ? null : toBase64(Uint8Array.from(runs));
}

/** @throws RangeError where it is no map of so many pixels */
export function classesIn(map: ClassMap, pixels: number): Uint8Array {
  const bytes = fromBase64(map);
  const classes = new Uint8Array(pixels);
  let end = 0;
  for (let at = 0; at + 1 < bytes.length; at += 2) {
    const start = end;
    end += bytes[at + 1] + 1;
    classes.fill(bytes[at], start, end);
  }
  if (end !== pixels || bytes.length % 2 !== 0) {
    throw new RangeError(`A map of ${String(end)} pixels stands where ${String(pixels)} are.`);
  }
  return classes;
}

function runsOf(classes: Uint8Array): readonly number[] {
  const runs: number[] = [];
  let start = 0;
  for (let pixel = 1; pixel <= classes.length; pixel += 1) {
    if (pixel < classes.length && classes[pixel] === classes[start] && pixel - start < longest) continue;
    runs.push(classes[start], pixel - start - 1);
    start = pixel;
  }
  return runs;
}
