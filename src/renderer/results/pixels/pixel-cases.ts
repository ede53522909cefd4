import { lostShare } from '../../../analysis/segmentation/sample-pixels';
import type { PixelRecord, PixelVotesRecord, SampleRecord } from '../../../shared/records/record';

export const pixelOrders = ['most-lost', 'data'] as const;
export type PixelOrder = (typeof pixelOrders)[number];

/** The samples of one cell, in the order of the data, or those that lost most right pixels first. */
export function pixelCases(records: readonly SampleRecord[], cell: string, order: PixelOrder): readonly PixelRecord[] {
  const cases = records.filter((record): record is PixelRecord => record.kind === 'pixels' && record.cell === cell);
  switch (order) {
    case 'data':
      return cases.sort((a, b) => a.row - b.row);
    case 'most-lost':
      return cases.sort((a, b) => lostShare(b) - lostShare(a) || a.row - b.row);
    default:
      return order satisfies never;
  }
}

/** The samples that an ensemble voted on, in the order of the data. */
export function votedCases(records: readonly SampleRecord[], cell: string): readonly PixelVotesRecord[] {
  return records
    .filter((record): record is PixelVotesRecord => record.kind === 'pixel-votes' && record.cell === cell)
    .sort((a, b) => a.row - b.row);
}
