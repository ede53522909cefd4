import { beforeAll, describe, it } from 'vitest';
import { initBackend } from '../../src/engine/backends/registry';
import { hasOnnxRuntime } from '../support/onnx-runtime';
import { casesOf, expectSameAnswers, fusions, recipeOf } from '../engine/export/architectures';

beforeAll(() => initBackend('cpu'));

describe.skipIf(!hasOnnxRuntime()).each(fusions)('exported, $name', (fusion) => {
  it.each(casesOf(fusion))('of $id by $encoder.name, $head.name', (one) => expectSameAnswers(recipeOf(one)));
});
