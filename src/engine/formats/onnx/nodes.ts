/** The nodes of an ONNX graph, in an order in which they can be computed. Source: onnx.proto (onnx/onnx). */
import { readAttributes, type Attributes } from './attributes';
import { knownOpsets, operatorLimit } from './operators';
import { fieldsOf, MessageFault, textOf } from './protobuf';
import { ElementFault, readTensor, type GraphTensor } from './tensor';

export interface OnnxNode {
  /** Its own, or that of its first output. */
  readonly name: string;
  readonly operator: string;
  readonly domain: string;
  /** Empty: one that may be left out is. */
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes: Attributes;
}

export interface OnnxNodes {
  readonly opset: number;
  readonly nodes: readonly OnnxNode[];
  readonly weights: ReadonlyMap<string, GraphTensor>;
  /** What the file says of tensors within, by name. */
  readonly shapes: ReadonlyMap<string, readonly (number | string | null)[]>;
}

const field = {
  model: { graph: 7, opset: 8, functions: 25 },
  opset: { domain: 1, version: 2 },
  graph: { node: 1, initializer: 5, value: 13, sparse: 15 },
  node: { input: 1, output: 2, name: 3, operator: 4, attribute: 5, domain: 7 },
} as const;

const MOST_NODES = 50_000;

/** A graph that the lab has no form of; its message is a clause after "the model". */
export class NoForm extends Error {}

/**
 * @param bytes of a model that `readOnnxGraph` takes
 * @param inputs names of what is given
 * @param output the one that is asked for; what it does not need is left out
 * @throws NoForm for a graph that the lab cannot compute by itself; MessageFault for one that is damaged
 */
export function readNodes(bytes: Uint8Array, inputs: readonly string[], output: string): OnnxNodes {
  const graph = partsOf(bytes, field.model.graph).at(0);
  if (graph === undefined) throw new MessageFault('holds no graph');
  if (partsOf(bytes, field.model.functions).length > 0) throw new NoForm('holds functions of its own');
  if (partsOf(graph, field.graph.sparse).length > 0) throw new NoForm('holds sparse weights');
  const opset = opsetOf(bytes);
  if (opset < knownOpsets.from || opset > knownOpsets.to) {
    throw new NoForm(`is of the operator set ${opset}; known are ${knownOpsets.from} to ${knownOpsets.to}`);
  }
  const messages = partsOf(graph, field.graph.node);
  if (messages.length > MOST_NODES)
    throw new NoForm(`has ${messages.length} nodes; at most ${MOST_NODES} are computed`);
  const tensors = new Map(partsOf(graph, field.graph.initializer).map((own) => [tensorName(own), own]));
  const nodes = neededOrder(messages.map(readNode), output);
  for (const { operator, domain, attributes, name } of nodes) {
    const limit = operatorLimit(operator, domain, attributes);
    if (limit !== null) throw new NoForm(`has the operator ${operator} (node "${name}"), which ${limit}`);
  }
  const used = new Set(nodes.flatMap((node) => node.inputs));
  const weights = new Map<string, GraphTensor>();
  for (const [name, message] of tensors) if (used.has(name)) weights.set(name, weightsOf(message, name));
  refuseMissing(nodes, new Set([...inputs, ...weights.keys(), ...nodes.flatMap((node) => node.outputs)]), output);
  return { opset, nodes, weights, shapes: shapesOf(graph) };
}

function partsOf(bytes: Uint8Array, number: number): readonly Uint8Array[] {
  return [...fieldsOf(bytes)].flatMap((one) => (one.number === number && one.kind === 'bytes' ? [one.value] : []));
}

function opsetOf(bytes: Uint8Array): number {
  for (const message of partsOf(bytes, field.model.opset)) {
    const fields = [...fieldsOf(message)];
    const domain = fields.find((one) => one.number === field.opset.domain);
    const version = fields.find((one) => one.number === field.opset.version);
    const isMain = domain?.kind !== 'bytes' || ['', 'ai.onnx'].includes(textOf(domain.value));
    if (isMain && version?.kind === 'number') return Number(version.value);
  }
  throw new MessageFault('does not say of which operator set it is');
}

function readNode(message: Uint8Array): OnnxNode {
  const texts = (number: number): readonly string[] => partsOf(message, number).map(textOf);
  const outputs = texts(field.node.output);
  const operator = texts(field.node.operator).at(0) ?? '';
  const name = texts(field.node.name).at(0) ?? '';
  const attributes = partsOf(message, field.node.attribute);
  return {
    name: name === '' ? (outputs.at(0) ?? operator) : name,
    operator,
    domain: texts(field.node.domain).at(0) ?? '',
    inputs: texts(field.node.input),
    outputs,
    attributes: within(`has the operator ${operator} (node "${name}") with settings`, () => readAttributes(attributes)),
  };
}

function weightsOf(message: Uint8Array, name: string): GraphTensor {
  return within(`has weights ("${name}")`, () => readTensor(message));
}

function within<Found>(what: string, read: () => Found): Found {
  try {
    return read();
  } catch (error) {
    if (error instanceof ElementFault) throw new NoForm(`${what} of a type that the lab does not compute with`);
    throw error;
  }
}

function tensorName(message: Uint8Array): string {
  const NAME = 8;
  return textOf(partsOf(message, NAME).at(0) ?? new Uint8Array());
}

/** Nodes that an output needs, each behind those that it reads. @throws MessageFault for a circle */
function neededOrder(nodes: readonly OnnxNode[], output: string): readonly OnnxNode[] {
  const makers = new Map<string, OnnxNode>();
  for (const node of nodes) {
    for (const name of node.outputs) {
      if (name === '') continue;
      if (makers.has(name)) throw new MessageFault(`makes "${name}" twice`);
      makers.set(name, node);
    }
  }
  const order: OnnxNode[] = [];
  const state = new Map<OnnxNode, 'open' | 'done'>();
  // Not by calls within calls: graphs may be deeper than the stack.
  const stack = [{ name: output, isLeft: false }];
  for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
    const node = makers.get(top.name);
    if (node === undefined) continue;
    if (top.isLeft) {
      if (state.get(node) === 'open') order.push(node);
      state.set(node, 'done');
      continue;
    }
    const known = state.get(node);
    if (known === 'done') continue;
    if (known === 'open') throw new MessageFault(`goes round in a circle at "${top.name}"`);
    state.set(node, 'open');
    stack.push({ name: top.name, isLeft: true });
    for (const name of node.inputs) stack.push({ name, isLeft: false });
  }
  return order;
}

function refuseMissing(nodes: readonly OnnxNode[], there: ReadonlySet<string>, output: string): void {
  const missing = [...nodes.flatMap((node) => node.inputs), output].find((name) => name !== '' && !there.has(name));
  if (missing !== undefined) throw new MessageFault(`reads "${missing}", which it nowhere has`);
}

function shapesOf(graph: Uint8Array): OnnxNodes['shapes'] {
  const shapes = new Map<string, readonly (number | string | null)[]>();
  for (const message of partsOf(graph, field.graph.value)) {
    const name = partsOf(message, 1).at(0);
    const type = partsOf(message, 2).at(0);
    const tensor = type === undefined ? undefined : partsOf(type, 1).at(0);
    const shape = tensor === undefined ? undefined : partsOf(tensor, 2).at(0);
    if (name !== undefined && shape !== undefined) shapes.set(textOf(name), partsOf(shape, 1).map(sizeOf));
  }
  return shapes;
}

function sizeOf(dimension: Uint8Array): number | string | null {
  for (const one of fieldsOf(dimension)) {
    if (one.number === 1 && one.kind === 'number') return one.value >= 0n ? Number(one.value) : null;
    if (one.number === 2 && one.kind === 'bytes') return textOf(one.value).slice(0, 200);
  }
  return null;
}
