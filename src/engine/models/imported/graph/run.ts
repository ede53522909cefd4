import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../../../shared/errors';
import { dependents } from '../../../formats/graph-paths';
import type { OnnxNode, OnnxNodes } from '../../../formats/onnx/nodes';
import { isKnown } from '../../../formats/onnx/operators';
import { readingsOf } from '../../../formats/onnx/readings';
import { fault, type Call } from './operator';
import { operators } from './operators/registry';
import { hostValue, sizeOf, stayingValue, type Value } from './value';

/** Numbers that are computed on the host, at most: sizes, positions, masks of attention. */
const MOST_ON_HOST = 4096;
/** Numbers that all tensors of one run hold together, at most: 8 GiB, more than the lab's tensor memory. */
const MOST_TOGETHER = 2 ** 31;

export type Values = ReadonlyMap<string, Value>;

/** The sizes of a tensor by the number of samples. */
export type Sizes = (name: string, samples: number) => readonly number[] | null;

/** A graph in tensors. What it makes of its weights is made once, and stays until it is disposed of. */
export class RunningGraph {
  readonly #nodes: readonly OnnxNode[];
  readonly #opset: number;
  readonly #fixed: Map<string, Value>;
  readonly #changing: ReadonlySet<string>;
  readonly #kept = new Map<string, tf.Tensor>();
  readonly #staying: tf.Tensor[] = [];
  readonly #plans = new Map<string, readonly OnnxNode[]>();
  #sizes: Sizes = () => null;

  constructor({ nodes, opset, weights }: OnnxNodes, inputs: readonly string[]) {
    this.#nodes = nodes;
    this.#opset = opset;
    this.#changing = changingWith(nodes, inputs);
    this.#fixed = new Map(
      [...weights].map(([name, { kind, shape, numbers }]) => [
        name,
        hostValue(kind, shape, numbers, (make) => this.#stay(make())),
      ]),
    );
  }

  #stay(tensor: tf.Tensor): tf.Tensor {
    const own = tf.keep(tensor);
    this.#staying.push(own);
    return own;
  }

  /** Sizes as they were seen: what asks for those of a tensor that is not computed is told them from here on. */
  learn(sizes: Sizes): void {
    this.#sizes = sizes;
    this.#plans.clear();
  }

  /**
   * What the wanted tensors hold, computed from the given ones alone.
   *
   * @param samples as many as are given
   * @throws LabError `unsupported` for a node that cannot be computed
   */
  run(given: Values, wanted: readonly string[], samples: number): Values {
    const values = new Map(given);
    let held = 0;
    for (const node of this.#planOf(given, wanted, samples)) {
      for (const [name, value] of this.#outputsOf(node, values, samples)) {
        held += sizeOf(value.shape);
        if (held > MOST_TOGETHER) throw fault(node, 'is one too many: the graph holds more numbers than fit in memory');
        if (!this.#fixed.has(name)) values.set(name, value);
      }
    }
    for (const name of wanted) {
      const own = this.#fixed.get(name);
      if (own !== undefined) values.set(name, own);
    }
    return values;
  }

  #planOf(given: Values, wanted: readonly string[], samples: number): readonly OnnxNode[] {
    const key = JSON.stringify([[...given.keys()], wanted]);
    const known = this.#plans.get(key);
    if (known !== undefined) return known;
    const needed = new Set(wanted);
    const plan: OnnxNode[] = [];
    for (const node of [...this.#nodes].reverse()) {
      if (!node.outputs.some((name) => needed.has(name) && !given.has(name))) continue;
      plan.push(node);
      if (this.#told(node, samples) !== null) continue;
      for (const name of node.inputs) needed.add(name);
    }
    plan.reverse();
    this.#plans.set(key, plan);
    return plan;
  }

  /** Sizes of what is given up on the way are known by the number of samples. */
  #told({ operator, inputs }: OnnxNode, samples: number): readonly number[] | null {
    return (operator === 'Shape' || operator === 'Size') && this.#changing.has(inputs[0])
      ? this.#sizes(inputs[0], samples)
      : null;
  }

  #outputsOf(node: OnnxNode, values: Values, samples: number): readonly (readonly [string, Value])[] {
    const { outputs } = node;
    const isFixed = outputs.every((name) => !this.#changing.has(name));
    if (isFixed && outputs.every((name) => name === '' || this.#fixed.has(name))) return [];
    const told = this.#told(node, samples);
    const inputs =
      told === null
        ? node.inputs.map((name) => (name === '' ? null : this.#valueOf(name, values, node)))
        : [hostValue('int', told, new Float64Array(0))];
    const call: Call = {
      node,
      opset: this.#opset,
      inputs,
      kept: (name, from, make) => {
        if (this.#changing.has(node.inputs[from])) return make();
        const key = `${outputs.join(' ')} ${name}`;
        const own = this.#kept.get(key) ?? this.#stay(tf.tidy(make));
        this.#kept.set(key, own);
        return own;
      },
    };
    const made = this.#call(call, isFixed);
    const named = outputs.flatMap((name, at) =>
      name === '' || made.at(at) === undefined ? [] : [[name, made[at]] as const],
    );
    if (isFixed) for (const [name, value] of named) this.#fixed.set(name, value);
    return named;
  }

  #valueOf(name: string, values: Values, node: OnnxNode): Value {
    const own = values.get(name) ?? this.#fixed.get(name);
    if (own === undefined) throw fault(node, `reads "${name}", which is not there`);
    return own;
  }

  #call(call: Call, isFixed: boolean): readonly Value[] {
    const { operator } = call.node;
    if (!isKnown(operator)) throw fault(call.node, 'is not known to the lab');
    const { host, tensors } = operators[operator];
    const isSmall = call.inputs.every(
      (own) => own === null || (own.numbers !== null && sizeOf(own.shape) <= MOST_ON_HOST),
    );
    try {
      if (host !== undefined && isSmall) return host(call).map((own) => (isFixed ? this.#lasting(own) : own));
      if (!isFixed) return tensors(call);
      tf.engine().startScope();
      try {
        return tensors(call).map((own) => this.#lasting(own));
      } finally {
        tf.engine().endScope();
      }
    } catch (error) {
      if (error instanceof LabError) throw error;
      throw fault(
        call.node,
        `cannot be computed: ${error instanceof Error ? error.message.slice(0, 200) : String(error)}`,
      );
    }
  }

  /** Part of the graph: computed once, and kept. */
  #lasting(value: Value): Value {
    if (value.numbers !== null) return hostValue(value.kind, value.shape, value.numbers, (make) => this.#stay(make()));
    const own = this.#stay(tf.clone(value.tensor()));
    const numbers = value.kind !== 'float' && own.size <= MOST_ON_HOST ? Float64Array.from(own.dataSync()) : null;
    return stayingValue(own, numbers);
  }

  dispose(): void {
    tf.dispose(this.#staying);
    this.#staying.length = 0;
  }
}

/** What changes with what is given, sizes included. */
function changingWith(nodes: readonly OnnxNode[], inputs: readonly string[]): ReadonlySet<string> {
  const found = new Set(dependents(readingsOf(nodes), inputs));
  for (const node of nodes) {
    if (!node.inputs.some((name) => found.has(name))) continue;
    for (const name of node.outputs) if (name !== '') found.add(name);
  }
  return found;
}
