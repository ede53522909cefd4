import type { Fills, PlaneSpec } from '../../shared/data/modality';
import type { Random } from '../random';
import type { PlaneValue } from './modality';
import { meanAt } from './plane';

/** What takes the place of a removed measurement, in [0, 1] of its range. */
export function valueFiller(
  spec: PlaneSpec,
  _value: PlaneValue,
  { values: fill }: Fills,
  noise: Random,
): (index: number) => number {
  switch (fill) {
    case 'mean':
      return meanAt(spec);
    case 'lowest':
      return () => 0;
    case 'noise':
      return () => noise.uniform();
    default:
      return fill satisfies never;
  }
}
