/** Two runs of a calculation as one graph for any number of samples, or why they are none. */
import { mapValues } from '../../shared/map-values';
import type { Attribute, GraphConstant, GraphNode, GraphTensor, ModelGraph, Operand, Size } from './graph';
import { computedOutside, refusal } from './refusal';
import type { RunNode, RunOperand, RunTensor } from './recorder';
import type { Run } from './run';

/** Numbers this short are told by what they are: the same ones are one constant. */
const SHORT = 64;

/**
 * What two runs on different inputs, of different numbers of samples, have in common. Sizes may differ as the numbers of samples
 * do, and constants may be repeated for each sample; all else has to be the same, since whatever differs was worked out from the
 * inputs outside the graph.
 *
 * @throws LabError `unsupported` naming the first place where they differ otherwise
 */
export function generalised(one: Run, other: Run): ModelGraph {
  const generaliser = new Generaliser(one.samples, other.samples);
  if (one.nodes.length !== other.nodes.length) throw refusal('head', 'takes other steps for other inputs');
  return {
    inputs: one.inputs.map((input, at) => generaliser.tensor(input, other.inputs[at], 'inputs')),
    nodes: one.nodes.map((node, at) => generaliser.node(node, other.nodes[at])),
    logits: generaliser.tensor(one.logits, other.logits, 'head'),
    embedding:
      one.embedding === null || other.embedding === null
        ? null
        : generaliser.tensor(one.embedding, other.embedding, 'fusion'),
  };
}

class Generaliser {
  readonly #constants = new Map<unknown, Operand>();
  #count = 0;

  constructor(
    private readonly few: number,
    private readonly more: number,
  ) {}

  node(one: RunNode, other: RunNode): GraphNode {
    const slots = Object.keys(one.inputs);
    if (one.name !== other.name || String(slots) !== String(Object.keys(other.inputs))) {
      throw refusal(one.name, 'takes other steps for other inputs');
    }
    return {
      kernel: one.kernel,
      name: one.name,
      inputs: Object.fromEntries(
        slots.map((slot) => [slot, this.#operand(one.inputs[slot], other.inputs[slot], one.name)]),
      ),
      attributes: mapValues(one.attributes, (value, name) =>
        this.#attribute(value, other.attributes[name], `${one.name}, ${name}`),
      ),
      outputs: one.outputs.map((output, at) => this.tensor(output, other.outputs[at], one.name)),
    };
  }

  tensor(one: RunTensor, other: RunTensor, where: string): GraphTensor {
    if (one.type !== other.type || one.name !== other.name || one.shape.length !== other.shape.length) {
      throw refusal(where, 'takes other steps for other inputs');
    }
    const shape = one.shape.map((size, axis) => this.#size(size, other.shape[axis], where));
    return { name: one.name, type: one.type, shape };
  }

  #size(one: number, other: number, where: string): Size {
    if (Object.is(one, other)) return one;
    const samples = one / this.few;
    if (Number.isInteger(samples) && samples * this.more === other) return { samples };
    throw refusal(where, `has a size of ${one} for ${this.few} samples and ${other} for ${this.more}`);
  }

  #attribute(one: unknown, other: unknown, where: string): Attribute {
    if (Array.isArray(one) && Array.isArray(other) && one.length === other.length) {
      return one.map((value, at) => this.#attribute(value, other[at], where));
    }
    if (typeof one === 'number' && typeof other === 'number') return this.#size(one, other, where);
    if (one === other && ['string', 'boolean', 'undefined'].includes(typeof one)) return one as Attribute;
    if (one === null && other === null) return null;
    throw refusal(where, 'is another for other inputs');
  }

  #operand(one: RunOperand, other: RunOperand, where: string): Operand {
    if (one.kind === 'tensor') {
      if (other.kind !== 'tensor') throw computedOutside(where);
      return { kind: 'tensor', tensor: this.tensor(one.tensor, other.tensor, where) };
    }
    if (other.kind !== 'constant') throw computedOutside(where);
    const known = this.#constants.get(one);
    if (known !== undefined) return known;
    const operand = this.#constant(one.constant, other.constant, where);
    this.#constants.set(one, operand);
    return operand;
  }

  #constant(one: UnnamedConstant, other: UnnamedConstant, where: string): Operand {
    const axes = one.shape.flatMap((size, axis) => (size === other.shape[axis] ? [] : [axis]));
    const repeated = axes.length === 0 ? null : axes[0];
    if (
      one.name !== other.name ||
      one.type !== other.type ||
      one.shape.length !== other.shape.length ||
      axes.length > 1
    )
      throw computedOutside(where);
    const [few, more] = repeated === null ? [1, 1] : [this.few, this.more];
    const data = onceOf(one, repeated ?? 0, few);
    const again = onceOf(other, repeated ?? 0, more);
    if (data === null || again === null || !isEqual(data, again)) throw computedOutside(where);
    const shape = one.shape.map((size, axis) => (axis === repeated ? size / few : size));
    return { kind: 'constant', constant: this.#named({ ...one, shape, data }), repeated };
  }

  #named({ name, type, shape, data }: UnnamedConstant): GraphConstant {
    if (name !== null) return { name, type, shape, data };
    const key = data.length <= SHORT ? `${type} [${shape.join()}] ${data.join()}` : null;
    const known = key === null ? undefined : this.#constants.get(key);
    if (known?.kind === 'constant') return known.constant;
    const constant = { name: `constants/${this.#count}`, type, shape, data };
    this.#count += 1;
    if (key !== null) this.#constants.set(key, { kind: 'constant', constant, repeated: null });
    return constant;
  }
}

type UnnamedConstant = Omit<GraphConstant, 'name'> & { readonly name: string | null };

/** Its numbers once, of one that repeats them so often along an axis, one copy behind the other; null of what is no repetition. */
function onceOf({ shape, data }: UnnamedConstant, axis: number, times: number): UnnamedConstant['data'] | null {
  if (times === 1) return data;
  const size = shape[axis];
  if (size % times !== 0) return null;
  const inner = shape.slice(axis + 1).reduce((product, each) => product * each, 1);
  const length = (size / times) * inner;
  const outer = data.length / (size * inner);
  const once = data.slice(0, outer * length);
  for (let block = 0; block < outer; block += 1) {
    for (let copy = 0; copy < times; copy += 1) {
      const start = (block * times + copy) * length;
      const own = data.subarray(start, start + length);
      if (copy === 0) once.set(own, block * length);
      else if (!isEqual(own, once.subarray(block * length, (block + 1) * length))) return null;
    }
  }
  return once;
}

function isEqual(one: UnnamedConstant['data'], other: UnnamedConstant['data']): boolean {
  return one.length === other.length && one.every((value, at) => Object.is(value, other[at]));
}
