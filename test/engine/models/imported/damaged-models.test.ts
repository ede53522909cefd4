import { describe } from 'vitest';
import { testDamagedModels } from './damaged-models-suite';

describe('damaged models of TensorFlow.js', () => {
  testDamagedModels(54, 60_000);
});
