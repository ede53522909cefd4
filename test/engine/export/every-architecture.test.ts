import { beforeAll, describe, expect, it } from 'vitest';
import { initBackend } from '../../../src/engine/backends/registry';
import { modelGraph } from '../../../src/engine/export/model-graph';
import { onnxModel } from '../../../src/engine/export/onnx/model';
import { tfjsModel } from '../../../src/engine/export/tfjs/model';
import { onnxFile } from '../../../src/engine/formats/onnx/write';
import type { ModalitySpecs } from '../../../src/shared/data/modality';
import type { Recipe } from '../../../src/shared/recipe/recipe';
import type { EncoderChoice } from '../../../src/shared/recipe/encoders';
import { FusionChoice } from '../../../src/shared/recipe/fusions';
import { HeadChoice } from '../../../src/shared/recipe/heads';
import { hasOnnxRuntime } from '../../support/onnx-runtime';
import { built } from '../models/tiny';
import { casesOf, expectSameAnswers, exportedOf, fusions, recipeOf, specs } from './architectures';

/* Every encoder with every fusion, and not only each with each of some, is in `test/long`. */

beforeAll(() => initBackend('cpu'));

it('knows every fusion and head there is', () => {
  const named = FusionChoice.options.map(({ shape }) => shape.name.value);
  expect([...new Set(fusions.map(({ name }) => name))].sort()).toEqual([...named].sort());
  const heads = casesOf(fusions[0]).map(({ head }) => head.name);
  const all = HeadChoice.options.map(({ shape }) => shape.name.value);
  expect([...new Set([...heads, 'pixels'])].sort()).toEqual([...all].sort());
});

describe.skipIf(!hasOnnxRuntime())('an exported model answers as the model itself', () => {
  it.each(casesOf({ name: 'concat' }))('of $id by $encoder.name, concat, $head.name', (one) =>
    expectSameAnswers(recipeOf(one)),
  );
  it.each(casesOf({ name: 'token-transformer', width: 4, blocks: 1, heads: 2 }))(
    'of $id by $encoder.name, token-transformer, $head.name',
    (one) => expectSameAnswers(recipeOf(one)),
  );
  it.each(fusions.map((fusion, at) => casesOf(fusion)[(3 * at) % casesOf(fusion).length]))(
    'of $id by $encoder.name, $fusion.name',
    (one) => expectSameAnswers(recipeOf(one)),
  );

  it('and one of pixels', async () => {
    const modalities: ModalitySpecs = {
      image: specs.image,
      depth: { kind: 'image', height: 8, width: 4, channels: 1, mean: [0.4], std: [0.3] },
    };
    const cnn: EncoderChoice = { name: 'cnn', channels: [3, 4], width: 4 };
    const recipe: Recipe = {
      encoders: { image: cnn, depth: cnn },
      fusion: { name: 'concat' },
      head: { name: 'pixels', filters: 3 },
    };
    await expectSameAnswers(recipe, modalities);
    const { logits } = await modelGraph(await exportedOf(recipe, built(recipe, modalities), modalities));
    expect(logits.shape).toEqual([{ samples: 1 }, 8, 4, 3]);
  });

  it('and one of a single input', () =>
    expectSameAnswers({
      encoders: { sequence: { name: 'gru', width: 4 } },
      fusion: { name: 'concat' },
      head: { name: 'linear' },
    }));
});

it('weights keep their names, and equal models give equal bytes', async () => {
  const recipe = recipeOf(casesOf({ name: 'gated', width: 4 })[0]);
  const exported = await exportedOf(recipe, built(recipe, specs));
  const written = async (): Promise<readonly Uint8Array[]> => {
    const graph = await modelGraph(exported);
    const told = { generatedBy: 'a', convertedBy: 'b', metadata: {} };
    return [onnxFile(onnxModel(graph)), ...tfjsModel(graph, told).map(({ bytes }) => bytes)];
  };
  const [first, second] = [await written(), await written()];
  expect(first.map((bytes) => Buffer.from(bytes).toString('base64'))).toEqual(
    second.map((bytes) => Buffer.from(bytes).toString('base64')),
  );
  const graph = await modelGraph(exported);
  const names = new Set(onnxModel(graph).weights?.map(({ name }) => name));
  expect([...exported.weights.keys()].filter((name) => !names.has(name))).toEqual([]);
});

it('a solver, whose numbers leave the calculation, is refused; so many steps of its map in its place are not', async () => {
  const recipe = recipeOf(
    casesOf({
      name: 'deq',
      width: 16,
      solver: 'anderson',
      iterations: 105,
      tolerance: 1e-3,
      unrolled: 0,
      jacobian: 0.1,
    })[0],
  );
  const exported = await exportedOf(recipe, built(recipe, specs));
  await expect(modelGraph(exported)).rejects.toMatchObject({
    code: 'unsupported',
    where: expect.stringMatching(/^fusion/) as string,
  });
  const { nodes } = await modelGraph({ ...exported, steps: 5 });
  expect(nodes.length).toBeGreaterThan(100);
});
