/** Graphs as encoders, fusion and decision. */
import * as tf from '@tensorflow/tfjs-core';
import { beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { initBackend } from '../../../../src/engine/backends/registry';
import { graphModel, type GraphModel } from '../../../../src/engine/models/imported/graph-model';
import { openOnnxGraph } from '../../../../src/engine/models/imported/graph/onnx-graph';
import { openForm } from '../../../../src/engine/models/imported/open';
import { waysIn } from '../../../../src/engine/models/imported/ways-in';
import { readNodes } from '../../../../src/engine/formats/onnx/nodes';
import { blackBoxGives, type ImportedModel } from '../../../../src/shared/imported/imported-model';
import { ModelMap } from '../../../../src/shared/imported/model-map';
import type { ModelDescription } from '../../../../src/shared/models/model-description';
import { onnxFile, type OnnxModel, type OnnxNode } from '../../../support/onnx-graph-file';
import { hasOnnxRuntime } from '../../../support/onnx-runtime';
import { subjectBackend } from '../../../support/subject-backend';
import { drawn, int, ints } from './operator-cases';
import { tidy } from '../../../../src/engine/tensors';
import { byRuntime, type Numbers } from './run-graph';

beforeAll(async () => {
  await initBackend(subjectBackend());
});

const node = (type: string, inputs: readonly string[], output: string, more: Partial<OnnxNode> = {}): OnnxNode => ({
  type,
  inputs,
  outputs: [output],
  ...more,
});
const named = (name: string, weights: ReturnType<typeof drawn>) => ({ ...weights, name });

/** A picture and a text of six tokens, whose mask the graph finds by itself; sizes are reckoned with as exporters do. */
function fusion(samples: number | string = 'n'): OnnxModel {
  return {
    inputs: [
      { name: 'image', type: 'float32', shape: [samples, 3, 8, 8] },
      { name: 'ids', type: 'int64', shape: [samples, 6] },
    ],
    outputs: [{ name: 'logits', type: 'float32', shape: [samples, 3] }],
    weights: [
      named('filter', drawn([4, 3, 3, 3])),
      named('table', drawn([9, 5], 2)),
      named('dense', drawn([69, 7], 3)),
      named('last', drawn([7, 3], 4)),
      named('padding', int(0)),
      named('zero', int(0)),
      named('rest', ints(-1)),
      named('axis', ints(2)),
      named('one', ints(1)),
      named('first', ints(0)),
    ],
    nodes: [
      node('Conv', ['image', 'filter'], 'c', { attributes: { pads: [1, 1, 1, 1] } }),
      node('Relu', ['c'], 'r'),
      node('MaxPool', ['r'], 'p', { attributes: { kernel_shape: [2, 2], strides: [2, 2] } }),
      node('Shape', ['p'], 'sizes'),
      node('Gather', ['sizes', 'zero'], 'count'),
      node('Unsqueeze', ['count', 'first'], 'counts'),
      node('Concat', ['counts', 'rest'], 'flat', { attributes: { axis: 0 } }),
      node('Reshape', ['p', 'flat'], 'picture'),
      node('Gather', ['table', 'ids'], 'vectors'),
      node('Equal', ['ids', 'padding'], 'isPadding'),
      node('Not', ['isPadding'], 'isToken'),
      node('Cast', ['isToken'], 'mask', { attributes: { to: 1 } }),
      node('Unsqueeze', ['mask', 'axis'], 'masks'),
      node('Mul', ['vectors', 'masks'], 'masked'),
      node('ReduceSum', ['masked', 'one'], 'sum', { attributes: { keepdims: 0 } }),
      node('Concat', ['picture', 'sum'], 'joint', { attributes: { axis: 1 } }),
      node('MatMul', ['joint', 'dense'], 'd'),
      node('Tanh', ['d'], 'z'),
      node('MatMul', ['z', 'last'], 'logits'),
    ],
  };
}

/** Tokens are written down as their numbers. */
const tokenizer = { tokens: (words: readonly string[]) => words.map(Number), padding: 0, size: 9, vocabulary: new Map<string, number>() }; // prettier-ignore
const modalities: ModelDescription['modalities'] = {
  image: { kind: 'image', height: 8, width: 8, channels: 3, mean: [0, 0, 0], std: [1, 1, 1] },
  text: { kind: 'text', maxWords: 6 },
};

function formOf(model: OnnxModel, more: Partial<Pick<ModelMap, 'embedding'>> = {}): GraphModel {
  const map = ModelMap.parse({
    format: 'muroan.model-map',
    formatVersion: 1,
    title: 'Two inputs',
    inputs: {
      image: { kind: 'numbers', input: 'image' },
      text: { kind: 'words', ids: 'ids', length: 6, tokenizer: { kind: 'wordpiece', vocabulary: 'vocab.txt' } },
    },
    output: { name: 'logits', classes: ['a', 'b', 'c'] },
    embedding: 'z',
    ...more,
  });
  const [{ shape: [first] = [] }] = model.inputs; // prettier-ignore
  const tokenizers = { text: tokenizer };
  const graph = openOnnxGraph({
    nodes: readNodes(onnxFile(model), ['image', 'ids'], 'logits'),
    inputs: ['image', 'ids'],
    texts: { ids: { padding: 0, length: 6 } },
    output: 'logits',
    fixed: typeof first === 'number' ? first : null,
    given: (count, lookups) => {
      const { image: picture, text } = waysIn(map, modalities, tokenizers, lookups);
      return { ...picture.given(picture.empty(count)), ...text.given(text.empty(count)) };
    },
  });
  const signature = { inputs: model.inputs.map(({ name, type, shape = [] }) => ({ name, type, shape: [...shape] })), outputs: [] }; // prettier-ignore
  const imported = { map, signature, gives: [...blackBoxGives] } as unknown as ImportedModel;
  const description = { id: 'two inputs', modalities, classes: ['a', 'b', 'c'] } as unknown as ModelDescription;
  const form = graphModel({ description, imported, tokenizers, graph });
  onTestFinished(() => {
    form.dispose();
  });
  return form;
}

const samples = 5;
const image: Numbers = {
  type: 'float32',
  shape: [samples, 3, 8, 8],
  data: Array.from({ length: samples * 192 }, (_, at) => Math.fround(Math.sin(at * 0.37))),
};
const ids: Numbers = {
  type: 'int64',
  shape: [samples, 6],
  data: Array.from({ length: samples * 6 }, (_, at) => (at % 6 > 1 + (at % 4) ? 0 : 1 + ((at * 5) % 8))),
};

/** Rows, columns, channels, as the lab holds pictures. */
const pictures = Array.from({ length: samples }, (_, row) =>
  Float32Array.from({ length: 192 }, (_value, at) => image.data[row * 192 + (at % 3) * 64 + Math.floor(at / 3)]),
);
const texts = Array.from({ length: samples }, (_, row) =>
  ids.data.slice(row * 6, row * 6 + 6).flatMap((token) => (token === 0 ? [] : [String(token)])),
);

function answerOf(form: GraphModel): { readonly z: readonly number[]; readonly logits: readonly number[] } {
  return tidy(() => {
    const z = form.fuse({
      image: form.encode('image', form.embed('image', pictures)),
      text: form.encode('text', form.embed('text', texts)),
    });
    return { z: Array.from(z.dataSync<'float32'>()), logits: Array.from(form.decide(z).dataSync<'float32'>()) };
  });
}

function expectNear(found: readonly number[], wanted: readonly number[]): void {
  expect(found).toHaveLength(wanted.length);
  found.forEach((value, at) => {
    expect(Math.abs(value - wanted[at])).toBeLessThan(2e-5 * Math.max(1, Math.abs(wanted[at])));
  });
}

describe.skipIf(!hasOnnxRuntime())('a graph of two inputs', () => {
  it('answers part by part as the runtime does whole', async () => {
    const model = fusion();
    const { outputs } = model;
    const expected = await byRuntime(
      { ...model, outputs: [...outputs, { name: 'z', type: 'float32' }] },
      { image, ids },
    );
    const form = formOf(model);
    expect(form.embedded).toEqual(['text']);
    const found = answerOf(form);
    expectNear(found.z, expected.z.data);
    expectNear(found.logits, expected.logits.data);
    // Without an embedding what is decided is the answer itself.
    const whole = answerOf(formOf(model, { embedding: null }));
    expectNear(whole.logits, expected.logits.data);
    expect(whole.z).toEqual(whole.logits);
  });

  it('encodes each input as far as it is alone', () => {
    const form = formOf(fusion());
    tf.tidy(() => {
      const two = <Value>(values: readonly Value[]): readonly Value[] => values.slice(0, 2);
      expect(form.encode('image', form.embed('image', two(pictures))).values.shape).toEqual([2, 64]);
      expect(form.encode('text', form.embed('text', two(texts))).values.shape).toEqual([2, 5]);
    });
  });

  it('that takes two samples at once is given them so, the last one again where one is left', async () => {
    const model = fusion(2);
    const form = formOf(model);
    const whole = await byRuntime(fusion(), { image, ids });
    expectNear(answerOf(form).logits, whole.logits.data);
  });

  it('has no place for gradients in a text whose tokens it does more with', () => {
    const model = fusion();
    const more: OnnxNode[] = [
      node('Cast', ['ids'], 'reals', { attributes: { to: 1 } }),
      node('ReduceMean', ['reals'], 'mean', { attributes: { axes: [1] } }),
      node('Add', ['sum', 'mean'], 'sum2'),
    ];
    const nodes = model.nodes.flatMap((own) =>
      own.outputs[0] === 'joint' ? [...more, { ...own, inputs: ['picture', 'sum2'] }] : [own],
    );
    const form = formOf({ ...model, nodes });
    expect(form.embedded).toEqual([]);
    expect(form.beyondGradients).toEqual([]);
  });
});

describe('graphs that cannot be taken apart so', () => {
  const broken =
    (
      nodes: readonly OnnxNode[],
      more: Parameters<typeof formOf>[1] = {},
      opened: OnnxModel = fusion(),
    ): (() => GraphModel) =>
    () =>
      formOf({ ...opened, nodes: [...opened.nodes.slice(0, -1), ...nodes] }, more);

  it('make more numbers than are held', () => {
    const huge = fusion();
    const weights = [...(huge.weights ?? []), named('huge', ints(1_000_000_000_000, 1, 7))];
    const nodes = [
      node('Expand', ['z', 'huge'], 'wide'),
      node('ReduceMax', ['wide'], 'top', { attributes: { axes: [0], keepdims: 0 } }),
      node('MatMul', ['top', 'last'], 'logits'),
    ];
    expect(broken(nodes, {}, { ...huge, weights })).toThrow(
      expect.objectContaining({
        code: 'unsupported',
        message: expect.stringMatching(/Expand .* makes a tensor of the sizes \[1000000000000, \d, 7\]/u) as string,
      }),
    );
  });

  it('do to several samples what they do not do to one', () => {
    const nodes = [
      node('Transpose', ['z'], 't'),
      node('MatMul', ['z', 't'], 'square'),
      node('MatMul', ['square', 'z'], 'q'),
      node('MatMul', ['q', 'last'], 'logits'),
    ];
    expect(broken(nodes, { embedding: 'square' })).toThrow(/"square", which does not hold one part for each sample/u);
  });

  it('reshape by what a sample holds', () => {
    const nodes = [
      node('ArgMax', ['z'], 'where', { attributes: { axis: 1, keepdims: 0 } }),
      node('Reshape', ['z', 'where'], 'q'),
      node('MatMul', ['q', 'last'], 'logits'),
    ];
    expect(broken(nodes)).toThrow(/is told by what is given to the model what it does/u);
  });

  it('are none of a program, which nobody here looks into', async () => {
    const served = { source: { kind: 'http', address: 'http://127.0.0.1:1/' }, map: { inputs: {} }, files: {} };
    await expect(
      openForm('nowhere', {} as unknown as ModelDescription, served as unknown as ImportedModel),
    ).rejects.toMatchObject({
      code: 'unsupported',
      message: expect.stringMatching(/^is a program of your own/u) as string,
    });
  });

  it('leave no tensor behind', () => {
    const before = tf.memory().numTensors;
    expect(broken([node('MatMul', ['z', 'table'], 'logits')])).toThrow(/do not fit/u);
    expect(tf.memory().numTensors).toBe(before);
  });
});
