import { isSpread } from '../attributes';
import type { ElementType, GraphConstant, GraphTensor, Operand } from '../graph';

export type TfAttribute = Readonly<Record<string, unknown>>;

/** A node as GraphDef has it in JSON (tensorflow/core/framework/node_def.proto, attr_value.proto). */
export interface TfNode {
  readonly name: string;
  readonly op: string;
  readonly input?: readonly string[];
  readonly attr: Readonly<Record<string, TfAttribute>>;
}

export const typeNames: Readonly<Record<ElementType, string>> = {
  float32: 'DT_FLOAT',
  int32: 'DT_INT32',
  bool: 'DT_BOOL',
};

export const isType = (type: ElementType): TfAttribute => ({ type: typeNames[type] });
export const isNumber = (value: number): TfAttribute => ({ i: String(value) });
export const areNumbers = (values: readonly number[]): TfAttribute => ({ list: { i: values.map(String) } });
export const isTrue = (value: boolean): TfAttribute => ({ b: value });
/** Bytes in JSON are base64. */
export const isText = (value: string): TfAttribute => ({ s: Buffer.from(value).toString('base64') });
export const isShape = (sizes: readonly number[]): TfAttribute => ({
  shape: { dim: sizes.map((size) => ({ size: String(size) })) },
});

/** Nodes of a TensorFlow graph as they are added, and the constants that they read. */
export class TfBuilder {
  readonly nodes: TfNode[] = [];
  readonly constants = new Map<string, GraphConstant>();
  /** Of tensors that are one of several outputs of their node. */
  readonly #outputs = new Map<string, string>();
  readonly #there = new Set<string>();

  /** @param first input of the graph, whose first size is the number of samples */
  constructor(private readonly first: GraphTensor) {}

  add(op: string, input: readonly string[], name: string, attr: TfNode['attr'] = {}): string {
    this.nodes.push({ name, op, ...(input.length === 0 ? {} : { input }), attr });
    this.#there.add(name);
    return name;
  }

  /** Tensors that are outputs of one node, in their order. */
  outputsOf(node: string, tensors: readonly GraphTensor[]): void {
    tensors.forEach(({ name }, at) => this.#outputs.set(name, at === 0 ? node : `${node}:${at}`));
  }

  integers(values: readonly number[]): string {
    return this.constant({
      name: `integers/${values.join('_')}`,
      type: 'int32',
      shape: [values.length],
      data: Int32Array.from(values),
    });
  }

  integer(value: number): string {
    return this.constant({ name: `integer/${value}`, type: 'int32', shape: [], data: Int32Array.of(value) });
  }

  scalar(value: number): string {
    return this.constant({ name: `number/${value}`, type: 'float32', shape: [], data: Float32Array.of(value) });
  }

  constant(constant: GraphConstant): string {
    const { name, type, shape } = constant;
    if (this.constants.has(name)) return name;
    this.constants.set(name, constant);
    return this.add('Const', [], name, {
      dtype: isType(type),
      value: { tensor: { dtype: typeNames[type], tensorShape: isShape(shape).shape } },
    });
  }

  /** @param other what it meets, of one as large for every sample */
  operand(operand: Operand, other?: Operand): string {
    if (operand.kind === 'tensor') return this.#outputs.get(operand.tensor.name) ?? operand.tensor.name;
    const { constant, repeated } = operand;
    const name = this.constant(constant);
    if (repeated === null || (other !== undefined && isSpread(operand, other))) return name;
    const tiled = `${name}/tiled${repeated}`;
    if (this.#there.has(tiled)) return tiled;
    const ones = (count: number): readonly string[] =>
      count === 0 ? [] : [this.integers(new Array<number>(count).fill(1))];
    const parts = [...ones(repeated), this.#samples(), ...ones(constant.shape.length - repeated - 1)];
    const times =
      parts.length === 1
        ? parts[0]
        : this.add('ConcatV2', [...parts, this.integer(0)], `${tiled}/times`, {
            N: isNumber(parts.length),
            T: isType('int32'),
            Tidx: isType('int32'),
          });
    return this.add('Tile', [name, times], tiled, { T: isType(constant.type), Tmultiples: isType('int32') });
  }

  /** The number of samples, [1]. */
  #samples(): string {
    if (this.#there.has('samples/count')) return 'samples/count';
    const shape = this.add('Shape', [this.first.name], 'samples/shape', {
      T: isType(this.first.type),
      out_type: isType('int32'),
    });
    return this.add(
      'StridedSlice',
      [shape, this.integers([0]), this.integers([1]), this.integers([1])],
      'samples/count',
      {
        ...{ T: isType('int32'), Index: isType('int32') },
        ...{ begin_mask: isNumber(0), end_mask: isNumber(0), ellipsis_mask: isNumber(0) },
        ...{ new_axis_mask: isNumber(0), shrink_axis_mask: isNumber(0) },
      },
    );
  }
}
