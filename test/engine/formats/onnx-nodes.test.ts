import { describe, expect, it } from 'vitest';
import { cutsOf } from '../../../src/engine/formats/graph-paths';
import { formNodes } from '../../../src/engine/formats/onnx/form-nodes';
import { onnxOutline } from '../../../src/engine/formats/onnx/outline';
import { readNodes } from '../../../src/engine/formats/onnx/nodes';
import { readingsOf } from '../../../src/engine/formats/onnx/readings';
import { onnxFile, type OnnxModel, type OnnxNode } from '../../support/onnx-graph-file';

const node = (type: string, inputs: readonly string[], output: string, more: Partial<OnnxNode> = {}): OnnxNode => ({
  type,
  inputs,
  outputs: [output],
  ...more,
});
const input = (name: string) => ({ name, type: 'float32', shape: ['n', 4] }) as const;
const model = (nodes: readonly OnnxNode[], more: Partial<OnnxModel> = {}): OnnxModel => ({
  inputs: [input('a'), input('b')],
  outputs: [{ name: 'y', type: 'float32', shape: ['n', 4] }],
  nodes,
  ...more,
});
const cuts = (nodes: readonly OnnxNode[]): readonly string[] =>
  cutsOf(readingsOf(readNodes(onnxFile(model(nodes)), ['a', 'b'], 'y').nodes), ['a', 'b'], 'y');

describe('tensors that every path passes', () => {
  it('are those behind the place where inputs meet', () => {
    expect(
      cuts([
        node('Relu', ['a'], 'p'),
        node('Add', ['p', 'b'], 'q'),
        node('Tanh', ['q'], 'z'),
        node('Relu', ['z'], 'y'),
      ]),
    ).toEqual(['q', 'z']);
  });

  it('are none that a path comes round: a sum with what lies before, an input that is read again', () => {
    expect(
      cuts([
        node('Add', ['a', 'b'], 'q'),
        node('Tanh', ['q'], 'p'),
        node('Add', ['p', 'q'], 'z'),
        node('Relu', ['z'], 'y'),
      ]),
    ).toEqual(['q', 'z']);
    expect(cuts([node('Add', ['a', 'b'], 'q'), node('Mul', ['q', 'a'], 'y')])).toEqual([]);
  });

  it('are not come round by sizes, which no number of a sample changes', () => {
    expect(cuts([node('Add', ['a', 'b'], 'q'), node('Shape', ['a'], 's'), node('Reshape', ['q', 's'], 'y')])).toEqual([
      'q',
    ]);
  });

  it('are told with their sizes, where the file has them, and nothing of the graph is run', () => {
    const { nodes, differentiable } = onnxOutline(
      onnxFile(
        model([node('Add', ['a', 'b'], 'q'), node('Relu', ['q'], 'y')], {
          values: [{ name: 'q', type: 'float32', shape: ['n', 4] }],
        }),
      ),
      {
        inputs: [
          { name: 'a', type: 'float32', shape: [] },
          { name: 'b', type: 'float32', shape: [] },
        ],
        outputs: [{ name: 'y', type: 'float32', shape: [] }],
      },
    );
    expect(differentiable).toEqual({ possible: true, reason: null });
    expect(nodes).toEqual([
      { name: 'q', operator: 'Add', shape: ['n', 4], isCut: true },
      { name: 'y', operator: 'Relu', shape: null, isCut: false },
    ]);
  });
});

describe('graphs that the lab has no form of', () => {
  const reason = (nodes: readonly OnnxNode[], more: Partial<OnnxModel> = {}): string | null =>
    onnxOutline(onnxFile(model(nodes, more)), {
      inputs: [
        { name: 'a', type: 'float32', shape: [] },
        { name: 'b', type: 'float32', shape: [] },
      ],
      outputs: [{ name: 'y', type: 'float32', shape: [] }],
    }).differentiable.reason;
  const sum = node('Add', ['a', 'b'], 'q');

  it.each([
    ['NonMaxSuppression', {}, 'has the operator NonMaxSuppression (node "y"), which is not known to the lab'],
    [
      'FusedGelu',
      { domain: 'com.microsoft' },
      'has the operator FusedGelu (node "y"), which is one of "com.microsoft", which the lab does not know',
    ],
    [
      'Resize',
      { attributes: { mode: 'cubic' } },
      'has the operator Resize (node "y"), which has the mode "cubic", which the lab does not do',
    ],
    [
      'MaxPool',
      { attributes: { kernel_shape: [2, 2], dilations: [2, 2] } },
      'has the operator MaxPool (node "y"), which has dilations, which the lab does not do',
    ],
    [
      'Conv',
      { attributes: { kernel_shape: [3, 3, 3] } },
      'has the operator Conv (node "y"), which has a window of 3 axes, which the lab does not do',
    ],
  ] as const)('%s', (type, more, told) => {
    expect(reason([sum, node(type, ['q'], 'y', more)])).toBe(told);
  });

  it('of another operator set', () => {
    expect(reason([sum, node('Relu', ['q'], 'y')], { opset: 6 })).toBe('is of the operator set 6; known are 7 to 25');
    expect(reason([sum, node('Relu', ['q'], 'y')], { opset: 90 })).toBe('is of the operator set 90; known are 7 to 25');
  });

  it('but for what the output does not need', () => {
    expect(reason([sum, node('Relu', ['q'], 'y'), node('NonZero', ['q'], 'unused')])).toBeNull();
  });
});

describe('hostile graphs', () => {
  const read = (nodes: readonly OnnxNode[], more: Partial<OnnxModel> = {}) =>
    formNodes(
      onnxFile(model(nodes, more)),
      { inputs: [{ name: 'a', type: 'float32', shape: [] }], outputs: [] },
      'y',
      'm.onnx',
    );

  it('that go round in a circle, read what is not there, or make a thing twice', () => {
    expect(() => read([node('Add', ['a', 'q'], 'p'), node('Relu', ['p'], 'q'), node('Relu', ['q'], 'y')])).toThrow(
      /circle/u,
    );
    expect(() => read([node('Add', ['a', 'nowhere'], 'y')])).toThrow('it reads "nowhere", which it nowhere has');
    expect(() => read([node('Relu', ['a'], 'y'), node('Tanh', ['a'], 'y')])).toThrow(/makes "y" twice/u);
    expect(() => read([node('Relu', ['a'], 'p')])).toThrow(/reads "y"/u);
  });

  it('of weights that are fewer than their sizes say, whatever sizes those are', () => {
    const data = Float32Array.of(1, 2, 3, 4);
    for (const shape of [[5], [1e12], [2 ** 40, 2 ** 40], [-4]]) {
      expect(() => read([node('Add', ['a', 'w'], 'y')], { weights: [{ name: 'w', shape, data }] })).toThrow(
        expect.objectContaining({ code: 'damaged' }),
      );
    }
  });

  it('that are deeper than a stack of calls, in little time', () => {
    const deep = Array.from({ length: 40_000 }, (_, at) =>
      node('Relu', [at === 0 ? 'a' : `t${at}`], at === 39_999 ? 'y' : `t${at + 1}`),
    );
    const start = performance.now();
    expect(read(deep).nodes).toHaveLength(40_000);
    expect(performance.now() - start).toBeLessThan(10_000);
    expect(() => read([...deep, ...deep.map((own, at) => ({ ...own, outputs: [`u${at}`] }))])).toThrow(
      /at most 50000/u,
    );
  });

  it('cut off or with bits turned, end in an error or in a graph', () => {
    const whole = onnxFile(
      model([node('Add', ['a', 'w'], 'q'), node('Softmax', ['q'], 'y', { attributes: { axis: 1 } })], {
        weights: [{ name: 'w', shape: [4], data: Float32Array.of(1, 2, 3, 4) }],
      }),
    );
    const signature = { inputs: [{ name: 'a', type: 'float32', shape: [] }], outputs: [] } as never;
    const held = (bytes: Uint8Array): void => {
      try {
        formNodes(bytes, signature, 'y', 'm.onnx');
      } catch (error) {
        expect(error).toMatchObject({ code: expect.stringMatching(/^(?:damaged|unsupported)$/u) as string });
      }
    };
    for (let length = 0; length < whole.length; length += 1) held(whole.slice(0, length));
    expect(() => formNodes(new Uint8Array(), signature, 'y', 'm.onnx')).toThrow('it holds no graph');
    for (let at = 0; at < whole.length; at += 1) {
      for (let bit = 0; bit < 8; bit += 1) {
        const turned = Uint8Array.from(whole);
        turned[at] ^= 1 << bit;
        held(turned);
      }
    }
  });
});
