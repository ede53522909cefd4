import type { OnnxAttribute, OnnxNode, OnnxWeights } from '../../formats/onnx/write';
import { isSpread } from '../attributes';
import type { GraphConstant, GraphTensor, Operand } from '../graph';

/** How a constant lies: as the lab has it; a kernel of a convolution [out, in, rows, columns]; one number a channel, channels first. */
export type Lying = 'own' | 'convolution' | 'channels';

const TO_CHANNELS_FIRST = [0, 3, 1, 2];
const TO_CHANNELS_LAST = [0, 2, 3, 1];

/** Nodes of an ONNX graph as they are added. Pictures lie channels first as long as nobody asks for them as the lab has them. */
export class OnnxBuilder {
  readonly nodes: OnnxNode[] = [];
  readonly weights = new Map<string, OnnxWeights>();
  readonly #lying = new Map<string, string>();
  readonly #channelsFirst = new Map<string, string>();
  readonly #there = new Set<string>();
  readonly #tiled = new Map<string, string>();

  /** @param first input of the graph, whose first size is the number of samples */
  constructor(inputs: readonly GraphTensor[]) {
    for (const { name } of inputs) this.#there.add(name);
    this.#first = inputs[0].name;
  }
  readonly #first: string;

  /** A node with one output, which is called as wanted. */
  add(
    type: string,
    inputs: readonly string[],
    output: string,
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
  ): string {
    this.nodes.push({ type, name: output, inputs, outputs: [output], attributes });
    this.#there.add(output);
    return output;
  }

  /** A node with several. */
  addSeveral(node: OnnxNode): void {
    this.nodes.push(node);
    for (const output of node.outputs) this.#there.add(output);
  }

  /** Whole numbers that say how something is done. */
  integers(values: readonly number[]): string {
    return this.#plain(`integers/${values.join('_')}`, [values.length], BigInt64Array.from(values, BigInt));
  }

  scalar(value: number): string {
    return this.#plain(`numbers/${String(value)}`, [], Float32Array.of(value));
  }

  /** A tensor or constant as the lab has it. @param other what it meets, of one as large for every sample */
  operand(operand: Operand, other?: Operand): string {
    if (operand.kind === 'tensor') return this.#asInLab(operand.tensor.name);
    const name = this.constant(operand.constant);
    if (operand.repeated === null || (other !== undefined && isSpread(operand, other))) return name;
    return this.tile(name, operand.constant.shape.length, operand.repeated);
  }

  /** What is repeated for every sample along an axis. */
  tile(name: string, rank: number, axis: number): string {
    const output = `${name}/tiled${axis}`;
    const known = this.#tiled.get(output);
    if (known !== undefined) return known;
    const samples = this.#there.has('samples/count')
      ? 'samples/count'
      : this.add('Shape', [this.#first], 'samples/count', { start: 0, end: 1 });
    const ones = (count: number): readonly string[] =>
      count === 0 ? [] : [this.integers(new Array<number>(count).fill(1))];
    const times = this.add('Concat', [...ones(axis), samples, ...ones(rank - axis - 1)], `${output}/times`, {
      axis: 0,
    });
    this.#tiled.set(output, output);
    return this.add('Tile', [name, times], output);
  }

  constant({ name, type, shape, data }: GraphConstant, lying: Lying = 'own'): string {
    const before = this.#lying.get(name);
    const own = before === undefined || before === lying ? name : `${name}/${lying}`;
    this.#lying.set(own, lying);
    if (this.weights.has(own)) return own;
    this.weights.set(own, {
      name: own,
      isBool: type === 'bool',
      ...laid(shape, type === 'int32' ? BigInt64Array.from(data, BigInt) : data, lying),
    });
    return own;
  }

  /** Does it lie channels first already? */
  isPicture(operand: Operand): boolean {
    return operand.kind === 'tensor' && this.#channelsFirst.has(operand.tensor.name);
  }

  picture(operand: Operand): string {
    const name = operand.kind === 'tensor' ? operand.tensor.name : null;
    const known = name === null ? undefined : this.#channelsFirst.get(name);
    if (known !== undefined) return known;
    const given = this.operand(operand);
    const turned = this.add('Transpose', [given], `${given}/NCHW`, { perm: TO_CHANNELS_FIRST });
    if (name !== null) this.#channelsFirst.set(name, turned);
    return turned;
  }

  /** A node whose output lies channels first. */
  addPicture(
    type: string,
    inputs: readonly string[],
    { name }: GraphTensor,
    attributes: Readonly<Record<string, OnnxAttribute>> = {},
  ): void {
    this.#channelsFirst.set(name, this.add(type, inputs, `${name}/NCHW`, attributes));
  }

  #asInLab(name: string): string {
    if (this.#there.has(name)) return name;
    const turned = this.#channelsFirst.get(name);
    if (turned === undefined) throw new Error(`The tensor ${name} is used before it is there.`);
    return this.add('Transpose', [turned], name, { perm: TO_CHANNELS_LAST });
  }

  #plain(name: string, shape: readonly number[], data: OnnxWeights['data']): string {
    this.weights.set(name, { name, shape, data });
    return name;
  }
}

function laid(
  shape: readonly number[],
  data: OnnxWeights['data'] | Int32Array,
  lying: Lying,
): Pick<OnnxWeights, 'shape' | 'data'> {
  if (data instanceof Int32Array) throw new Error('Whole numbers of 32 bits are widened before.');
  switch (lying) {
    case 'own':
      return { shape, data };
    case 'channels':
      return { shape: [...shape, 1, 1], data };
    case 'convolution': {
      const [rows, columns, inputs, outputs] = shape;
      const turned = Float32Array.from(data as Float32Array);
      const cells = rows * columns;
      for (let out = 0; out < outputs; out += 1) {
        for (let into = 0; into < inputs; into += 1) {
          for (let cell = 0; cell < cells; cell += 1) {
            turned[(out * inputs + into) * cells + cell] = Number(data[(cell * inputs + into) * outputs + out]);
          }
        }
      }
      return { shape: [outputs, inputs, rows, columns], data: turned };
    }
    default:
      return lying satisfies never;
  }
}
