import { LabError } from '../../../shared/errors';
import type { PredictorSignature, PredictorTensor } from '../../../shared/imported/signature';
import { fieldsOf, MessageFault, packedNumbers, textOf, type Field } from './protobuf';

/** What an ONNX file says of its model, read without running anything. */
export interface OnnxGraph {
  readonly signature: PredictorSignature;
  /** Numbers that it holds. */
  readonly parameters: number;
}

/** Fields of messages, as onnx.proto (onnx/onnx, ir version 3 and later) numbers them. */
const field = {
  model: { graph: 7, functions: 25 },
  graph: { node: 1, initializer: 5, input: 11, output: 12, sparse: 15 },
  node: { attribute: 5 },
  functionNode: 7,
  attribute: { tensor: 5, graph: 6, tensors: 10, graphs: 11 },
  sparse: { values: 1, indices: 2 },
  tensor: { dims: 1, name: 8, external: 13, location: 14 },
  value: { name: 1, type: 2 },
  tensorType: { elementType: 1, shape: 2 },
} as const;

/** Names of element types, by their number in onnx.proto. */
const elementTypes: Readonly<Record<number, string>> = {
  1: 'float32',
  2: 'uint8',
  3: 'int8',
  4: 'uint16',
  5: 'int16',
  6: 'int32',
  7: 'int64',
  8: 'string',
  9: 'bool',
  10: 'float16',
  11: 'float64',
  12: 'uint32',
  13: 'uint64',
  16: 'bfloat16',
};

/** Graphs within graphs (branches, loops); models have a few. */
const DEEPEST = 32;

/**
 * Reads a model's outline, and refuses what reaches outside its file.
 *
 * @param where the file, for errors
 * @throws LabError `damaged` for what is no ONNX model; `unsupported` for one whose weights lie in other files
 */
export function readOnnxGraph(bytes: Uint8Array, where: string): OnnxGraph {
  try {
    const graphs = messages(bytes, field.model.graph);
    if (graphs.length !== 1) throw new MessageFault(graphs.length === 0 ? 'holds no graph' : 'holds several graphs');
    const [graph] = graphs;
    let parameters = 0;
    visitTensors(bytes, (tensor) => {
      if (isExternal(tensor)) throw new OutsideFault();
      parameters += sizeOf(tensor);
    });
    const weights = new Set(messages(graph, field.graph.initializer).map(nameOfTensor));
    const inputs = messages(graph, field.graph.input)
      .map(valueOf)
      .filter(({ name }) => !weights.has(name));
    const outputs = messages(graph, field.graph.output).map(valueOf);
    if (inputs.length === 0 || outputs.length === 0) throw new MessageFault('has no inputs or no outputs');
    return { signature: { inputs, outputs }, parameters };
  } catch (error) {
    if (error instanceof OutsideFault) {
      throw new LabError('unsupported', 'keeps its weights in other files, which the lab does not follow.', {
        where,
        remedy: 'Save the model as one file: onnx.save(model, path, save_as_external_data=False).',
      });
    }
    if (!(error instanceof MessageFault)) throw error;
    throw new LabError('damaged', `is no ONNX model, or a damaged one: it ${error.message}.`, {
      where,
      remedy: 'Export the model again, and copy the whole file.',
    });
  }
}

class OutsideFault extends Error {}

function messages(bytes: Uint8Array, number: number): readonly Uint8Array[] {
  return [...fieldsOf(bytes)].flatMap((one) => (one.number === number ? [bytesOf(one)] : []));
}

function bytesOf(one: Field): Uint8Array {
  if (one.kind === 'bytes') return one.value;
  throw new MessageFault('holds a number where a part should be');
}

/** Every tensor of a model: of its graph, of graphs within, of functions. */
function visitTensors(model: Uint8Array, visit: (tensor: Uint8Array) => void): void {
  const ofNode = (node: Uint8Array, depth: number): void => {
    for (const attribute of messages(node, field.node.attribute)) {
      for (const one of fieldsOf(attribute)) {
        if (one.kind !== 'bytes') continue;
        if (one.number === field.attribute.tensor || one.number === field.attribute.tensors) visit(one.value);
        if (one.number === field.attribute.graph || one.number === field.attribute.graphs)
          ofGraph(one.value, depth + 1);
      }
    }
  };
  const ofGraph = (graph: Uint8Array, depth: number): void => {
    if (depth > DEEPEST) throw new MessageFault(`holds graphs within graphs, more than ${DEEPEST} deep`);
    for (const one of fieldsOf(graph)) {
      if (one.kind !== 'bytes') continue;
      if (one.number === field.graph.initializer) visit(one.value);
      if (one.number === field.graph.node) ofNode(one.value, depth);
      if (one.number !== field.graph.sparse) continue;
      for (const part of fieldsOf(one.value)) {
        if (part.number === field.sparse.values || part.number === field.sparse.indices) visit(bytesOf(part));
      }
    }
  };
  for (const graph of messages(model, field.model.graph)) ofGraph(graph, 0);
  for (const own of messages(model, field.model.functions)) {
    for (const node of messages(own, field.functionNode)) ofNode(node, 0);
  }
}

function isExternal(tensor: Uint8Array): boolean {
  for (const one of fieldsOf(tensor)) {
    if (one.number === field.tensor.external) return true;
    if (one.number === field.tensor.location && one.kind === 'number' && one.value === 1n) return true;
  }
  return false;
}

/** How many numbers a tensor holds, by its sizes. */
function sizeOf(tensor: Uint8Array): number {
  let size = 1;
  for (const one of fieldsOf(tensor)) {
    if (one.number !== field.tensor.dims) continue;
    // One by one, or packed into one field.
    const sizes = one.kind === 'number' ? [one.value] : [...packedNumbers(bytesOf(one))];
    for (const own of sizes) size *= Number(own);
  }
  if (!Number.isSafeInteger(size) || size < 0) throw new MessageFault('holds weights of a size that cannot be');
  return size;
}

function nameOfTensor(tensor: Uint8Array): string {
  const name = messages(tensor, field.tensor.name).at(0);
  return textOf(name ?? new Uint8Array());
}

function valueOf(value: Uint8Array): PredictorTensor {
  const name = messages(value, field.value.name).at(0);
  const type = messages(value, field.value.type).at(0);
  // Of the kinds of a value only tensors (field 1) can be given or read; sequences and maps cannot.
  const tensor = type === undefined ? undefined : messages(type, 1).at(0);
  if (name === undefined) throw new MessageFault('has an input or output without a name');
  if (tensor === undefined) return { name: named(name), type: 'no tensor', shape: [] };
  const element = [...fieldsOf(tensor)].find(({ number }) => number === field.tensorType.elementType);
  const shape = messages(tensor, field.tensorType.shape).at(0);
  const code = element?.kind === 'number' ? Number(element.value) : 0;
  return {
    name: named(name),
    type: elementTypes[code] ?? `type ${code}`,
    shape: shape === undefined ? [] : messages(shape, 1).map(dimensionOf),
  };
}

const LONGEST_NAME = 200;

function named(bytes: Uint8Array): string {
  const text = textOf(bytes);
  if (text.length > 0 && text.length <= LONGEST_NAME) return text;
  throw new MessageFault(`has an input or output whose name has not 1 to ${LONGEST_NAME} letters`);
}

function dimensionOf(dimension: Uint8Array): number | string | null {
  for (const one of fieldsOf(dimension)) {
    if (one.number === 1 && one.kind === 'number') return one.value >= 0n ? Number(one.value) : null;
    if (one.number === 2 && one.kind === 'bytes') return textOf(one.value).slice(0, LONGEST_NAME);
  }
  return null;
}
