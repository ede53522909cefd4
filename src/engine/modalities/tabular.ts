import type { Region, TabularSpec } from '../../shared/data/modality';
import { boxRegion, planeModality } from './plane';
import { valueFiller } from './value-fill';

/** A table: the element is the column; every column is a region, which cannot be halved. */
export const tabular = planeModality<TabularSpec>({
  kind: 'tabular',
  roots: columnsOf,
  children: () => [],
  grid: columnsOf,
  side: ({ columns }) => ({ elements: 1, fraction: 1 / columns.length }),
  filler: valueFiller,
});

function columnsOf({ columns }: TabularSpec, id: string): readonly Region[] {
  return columns.map((_column, index) => boxRegion('tabular', id, [0, index, 1, 1]));
}
