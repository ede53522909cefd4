import type { Region } from '../../../shared/data/modality';
import { regionsKey } from './regions';

/** A region that so many removals have among others is worth being computed on its own first. */
const OFTEN = 3;

interface Removal {
  /** Index into the samples of the micro-batch. */
  readonly sample: number;
  readonly regions: readonly Region[];
}

/** The regions that several removals of a sample have in common, in the order in which they come up. */
export function oftenCombined(
  removals: readonly Removal[],
): readonly { readonly sample: number; readonly region: Region }[] {
  const combined = new Map<string, { readonly sample: number; readonly region: Region; times: number }>();
  for (const { sample, regions } of removals) {
    if (regions.length === 1) continue;
    for (const region of regions) {
      const key = `${sample}|${regionsKey([region])}`;
      const known = combined.get(key);
      if (known === undefined) combined.set(key, { sample, region, times: 1 });
      else known.times += 1;
    }
  }
  return [...combined.values()].filter(({ times }) => times >= OFTEN);
}
