import * as tf from '@tensorflow/tfjs-core';
import '@tensorflow/tfjs-backend-cpu';
import { LabError } from '../../shared/errors';
import type { Backend } from './backend';
import { processor } from './hardware';

/** Plain JavaScript: the reference in tests, never chosen by itself. */
export const cpu: Backend = {
  kind: 'cpu',
  probe: () => Promise.resolve({ available: true, title: 'plain JavaScript (reference)', hardware: processor() }),
  async create() {
    // Otherwise it advertises another package on the console.
    tf.enableProdMode();
    if (!(await tf.setBackend('cpu'))) throw new LabError('unsupported', 'The reference backend could not be started.');
  },
};
