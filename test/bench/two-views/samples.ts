/** Samples of the two-view data by row number, decoded once: what a thread attacks again and again. */
import type { Dataset, Sample } from '../../../src/engine/data/dataset';

export function sampleReader(dataset: Dataset): (rows: readonly number[]) => readonly Sample[] {
  const known = new Map<number, Sample>();
  return (rows) =>
    rows.map((row) => {
      const sample = known.get(row) ?? dataset.sample(row);
      known.set(row, sample);
      return sample;
    });
}
