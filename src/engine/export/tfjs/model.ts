import { isOfSamples, type GraphConstant, type GraphTensor, type ModelGraph } from '../graph';
import { isShape, isType, TfBuilder, typeNames } from './builder';
import { writeNode } from './nodes';

/** Beside `model.json`. */
const WEIGHTS_FILE = 'group1-shard1of1.bin';

export interface ModelFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** What is told of a model, in its file. */
export interface Told {
  readonly generatedBy: string;
  readonly convertedBy: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/**
 * A graph model of TensorFlow.js: what its converter reads, `model.json` and the weights beside it. Weights keep their names.
 *
 * @throws LabError `unsupported` for a kernel that has no counterpart
 */
export function tfjsModel({ inputs, nodes, logits }: ModelGraph, told: Told): readonly ModelFile[] {
  const builder = new TfBuilder(inputs[0]);
  for (const { name, type, shape } of inputs) {
    builder.add('Placeholder', [], name, { dtype: isType(type), ...{ shape: isShape(sizesOf(shape)) } });
  }
  for (const node of nodes) writeNode(node, builder);
  const constants = [...builder.constants.values()];
  const model = {
    format: 'graph-model',
    generatedBy: told.generatedBy,
    convertedBy: told.convertedBy,
    signature: {
      inputs: Object.fromEntries(inputs.map((input) => [input.name, endOf(input)])),
      outputs: { [logits.name]: endOf(logits) },
    },
    modelTopology: { node: builder.nodes, library: {}, versions: { producer: PRODUCER } },
    weightsManifest: [
      {
        paths: [WEIGHTS_FILE],
        weights: constants.map(({ name, type, shape }) => ({ name, shape, dtype: type })),
      },
    ],
    userDefinedMetadata: told.metadata,
  };
  return [
    { name: 'model.json', bytes: Buffer.from(`${JSON.stringify(model)}\n`) },
    { name: WEIGHTS_FILE, bytes: Buffer.concat(constants.map(bytesOf)) },
  ];
}

/** Version of graphs that has the operators used here (TensorFlow 2.x). */
const PRODUCER = 1087;

function endOf({ name, type, shape }: GraphTensor): object {
  return { name: `${name}:0`, dtype: typeNames[type], tensorShape: isShape(sizesOf(shape)).shape };
}

function sizesOf(shape: GraphTensor['shape']): readonly number[] {
  return shape.map((size) => (isOfSamples(size) ? -1 : size));
}

function bytesOf({ data }: GraphConstant): Uint8Array {
  return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}
