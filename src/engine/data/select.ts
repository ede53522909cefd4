import type { Selection } from '../../shared/data/dataset';
import { LabError } from '../../shared/errors';
import { permutation, randomFrom } from '../random';
import type { Dataset } from './dataset';

/**
 * Draws `count` rows of a split (all without one) in a random order that depends on the seed and the split alone, so
 * a smaller selection is the start of a larger one.
 *
 * @throws LabError `invalid` when the split has fewer rows
 */
export function select(dataset: Dataset, selection: Selection): readonly number[] {
  const rows = dataset.rowsOf(selection.split);
  const count = selection.count ?? rows.length;
  if (rows.length === 0 || count > rows.length) {
    throw new LabError('invalid', `${count} samples were asked for; ${selection.split} holds ${rows.length}.`, {
      where: `${dataset.manifest.name}, split ${selection.split}`,
      remedy: rows.length === 0 ? 'Choose another split.' : `Give a count of at most ${rows.length}.`,
    });
  }
  const order = permutation(rows.length, randomFrom('selection', selection.split, selection.seed));
  return Array.from(order.subarray(0, count), (index) => rows[index]);
}
