import { LabError } from '../../shared/errors';
import { isOutOfMemory } from '../out-of-memory';

/**
 * Trains. A batch is not halved where memory runs out: the halves would give other weights.
 *
 * @throws LabError `out-of-memory`; whatever else `train` throws
 */
export async function withinMemory<Result>(train: () => Promise<Result>): Promise<Result> {
  try {
    return await train();
  } catch (error) {
    if (!isOutOfMemory(error)) throw error;
    throw new LabError('out-of-memory', 'A batch of the training does not fit into the memory of this device.', {
      remedy:
        'Lower training.batchSize, use another device (muroan devices lists them), or import shorter texts and smaller pictures.',
    });
  }
}
