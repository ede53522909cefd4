import type * as tf from '@tensorflow/tfjs-core';
import { numbersOf, type CalledKernel } from '../backends/tracing';
import type { ElementType, GraphConstant } from './graph';
import { computedOutside } from './refusal';

/** A tensor of one run. */
export interface RunTensor {
  /** Given by the calculation, or by its place in it. */
  name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
}

export type RunOperand =
  | { readonly kind: 'tensor'; readonly tensor: RunTensor }
  /** Without a name: no weight of the model itself. */
  | { readonly kind: 'constant'; readonly constant: Omit<GraphConstant, 'name'> & { readonly name: string | null } };

export interface RunNode {
  readonly kernel: string;
  readonly name: string;
  readonly inputs: Readonly<Record<string, RunOperand>>;
  readonly attributes: CalledKernel['attributes'];
  readonly outputs: readonly RunTensor[];
}

/**
 * Writes down one run of a calculation: what comes from its inputs. Whatever does not is a constant, whose numbers are taken when
 * it is used first, however they were worked out; what differs between runs all the same shows when two are compared.
 */
export class Recorder {
  readonly inputs: RunTensor[] = [];
  readonly nodes: RunNode[] = [];
  /** Several tensors may share their numbers: a tensor and what it was reshaped to. */
  readonly #known = new Map<object, RunTensor[]>();
  readonly #weights = new Map<object, { readonly name: string; readonly shape: readonly number[] }>();
  readonly #constants = new Map<object, Extract<RunOperand, { kind: 'constant' }>[]>();
  readonly #taken = new Set<string>();
  #place = '';

  weight(name: string, { dataId, shape }: tf.TensorInfo): void {
    this.#weights.set(dataId, { name, shape });
    this.#taken.add(name);
  }

  input(name: string, tensor: tf.TensorInfo): void {
    this.inputs.push(this.#know(tensor, this.#unique(name)));
  }

  /** Where in the model the next calls are made. */
  at(place: string): void {
    this.#place = place;
  }

  /**
   * Gives a tensor a name of its own, unless it is an input.
   *
   * @throws LabError `unsupported` for one that does not come from the inputs: its numbers left the calculation on their way
   */
  name(tensor: tf.TensorInfo, name: string): RunTensor {
    const known = this.#find(tensor);
    if (known === undefined) throw computedOutside(this.#place);
    if (!this.inputs.includes(known)) known.name = this.#unique(name);
    return known;
  }

  see({ kernel, inputs, attributes, outputs }: CalledKernel): void {
    const operands = Object.entries(inputs).map(([slot, tensor]) => [slot, this.#operand(tensor)] as const);
    if (operands.every(([, operand]) => operand === null)) return;
    // The same numbers in the same shape: a name more, no calculation.
    if (outputs.length === 1 && this.#find(outputs[0]) !== undefined) return;
    const name = this.#unique(`${this.#place}/${kernel}`);
    this.nodes.push({
      kernel,
      name,
      inputs: Object.fromEntries(
        operands.map(([slot, operand]) => [slot, operand ?? this.#constant(inputs[slot])] as const),
      ),
      attributes,
      outputs: outputs.map((output, at) => this.#know(output, at === 0 ? name : this.#unique(`${name}_${at}`))),
    });
  }

  #operand(tensor: tf.TensorInfo): RunOperand | null {
    const known = this.#find(tensor);
    return known === undefined ? null : { kind: 'tensor', tensor: known };
  }

  #find(tensor: tf.TensorInfo): RunTensor | undefined {
    return this.#known.get(tensor.dataId)?.find((one) => isLike(one, tensor));
  }

  #know(tensor: tf.TensorInfo, name: string): RunTensor {
    const known: RunTensor = { name, type: typeOf(tensor), shape: [...tensor.shape] };
    this.#known.set(tensor.dataId, [...(this.#known.get(tensor.dataId) ?? []), known]);
    return known;
  }

  #constant(tensor: tf.TensorInfo): RunOperand {
    const before = this.#constants.get(tensor.dataId) ?? [];
    const same = before.find(({ constant }) => isLike(constant, tensor));
    if (same !== undefined) return same;
    const weight = this.#weights.get(tensor.dataId);
    const name = weight !== undefined && String(weight.shape) === String(tensor.shape) ? weight.name : null;
    const own = { type: typeOf(tensor), shape: [...tensor.shape], data: numbersOf(tensor) };
    const operand = { kind: 'constant', constant: { name, ...own } } as const;
    this.#constants.set(tensor.dataId, [...before, operand]);
    return operand;
  }

  #unique(name: string): string {
    let unique = name;
    for (let count = 1; this.#taken.has(unique); count += 1) unique = `${name}_${count}`;
    this.#taken.add(unique);
    return unique;
  }
}

function isLike(one: Pick<RunTensor, 'type' | 'shape'>, { dtype, shape }: tf.TensorInfo): boolean {
  return (
    one.type === dtype && one.shape.length === shape.length && shape.every((size, axis) => size === one.shape[axis])
  );
}

function typeOf({ dtype }: tf.TensorInfo): ElementType {
  if (dtype === 'float32' || dtype === 'int32' || dtype === 'bool') return dtype;
  throw new Error(`No model calculates with ${dtype}.`);
}
