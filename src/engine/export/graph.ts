/** What a model calculates, as kernels of the tensor library in their order, for any number of samples at once. */

/** A size of a tensor: a number, or so many times the number of samples. */
export type Size = number | { readonly samples: number };

export type ElementType = 'float32' | 'int32' | 'bool';

/** What changes with the samples. */
export interface GraphTensor {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly Size[];
}

/** What does not: weights by their own names, what is worked out from them, plain numbers. */
export interface GraphConstant {
  readonly name: string;
  readonly type: ElementType;
  readonly shape: readonly number[];
  readonly data: Float32Array | Int32Array | Uint8Array;
}

export type Operand =
  | { readonly kind: 'tensor'; readonly tensor: GraphTensor }
  | {
      readonly kind: 'constant';
      readonly constant: GraphConstant;
      /** The axis along which it is repeated for every sample; null: it is taken once. */
      readonly repeated: number | null;
    };

export type Attribute = Size | string | boolean | null | undefined | readonly Attribute[];

export interface GraphNode {
  /** As the tensor library calls it. */
  readonly kernel: string;
  readonly name: string;
  /** In the kernel's order. */
  readonly inputs: Readonly<Record<string, Operand>>;
  readonly attributes: Readonly<Record<string, Attribute>>;
  readonly outputs: readonly GraphTensor[];
}

export interface ModelGraph {
  readonly inputs: readonly GraphTensor[];
  readonly nodes: readonly GraphNode[];
  /** [samples, classes]; of a model that answers for pixels [samples, rows, columns, classes]. */
  readonly logits: GraphTensor;
  /** The fused embedding, which the logits are decided from; null where fusing is deciding. */
  readonly embedding: GraphTensor | null;
}

/** Is it the number of samples, or a multiple of it? */
export function isOfSamples(size: Size): size is Exclude<Size, number> {
  return typeof size !== 'number';
}

/** Size of the operand's tensor, axis by axis. */
export function shapeOf(operand: Operand): readonly Size[] {
  if (operand.kind === 'tensor') return operand.tensor.shape;
  const { constant, repeated } = operand;
  return constant.shape.map((size, axis) => (axis === repeated ? { samples: size } : size));
}
