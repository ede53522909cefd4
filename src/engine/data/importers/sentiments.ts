import type { Npy } from './npy';

/** Ends of the scale of sentiment. */
export const MOST = 3;
/** Labels by which arrays of them are told. */
const MOST_LOOKED_AT = 1000;

/** Whether labels are sentiments: whole numbers from 0 on may be classes as well, a fraction or a negative number tells. */
export async function areSentiments(labels: Npy): Promise<boolean> {
  let isTold = false;
  for (let row = 0; row < Math.min(labels.shape[0], MOST_LOOKED_AT); row += 1) {
    const label = await labels.row(row);
    if (label.length !== 1 || Math.abs(label[0]) > MOST) return false;
    isTold ||= label[0] < 0 || !Number.isInteger(label[0]);
  }
  return isTold;
}
