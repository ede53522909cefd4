/** ONNX files as the lab writes them, numbers that are not whole and tensors among attributes told apart from the others. */
import { mapValues } from '../../src/shared/map-values';
import {
  onnxFile as written,
  type OnnxModel as WrittenModel,
  type OnnxNode as WrittenNode,
  type OnnxWeights,
} from '../../src/engine/formats/onnx/write';

export type { OnnxValue, OnnxWeights } from '../../src/engine/formats/onnx/write';

export interface OnnxNode extends Omit<WrittenNode, 'attributes'> {
  /** Whole numbers, one or several; in `reals` others; a text; in `tensors` weights. */
  readonly attributes?: Readonly<Record<string, number | readonly number[] | string>>;
  readonly reals?: Readonly<Record<string, number | readonly number[]>>;
  readonly tensors?: Readonly<Record<string, OnnxWeights>>;
}

export interface OnnxModel extends Omit<WrittenModel, 'nodes' | 'set'> {
  readonly nodes: readonly OnnxNode[];
  /** Operator set. */
  readonly opset?: number;
}

export function onnxFile({ nodes, opset, ...model }: OnnxModel): Uint8Array {
  return written({ ...model, nodes: nodes.map(node), ...(opset === undefined ? {} : { set: opset }) });
}

function node({ attributes = {}, reals = {}, tensors = {}, ...more }: OnnxNode): WrittenNode {
  return {
    ...more,
    attributes: {
      ...attributes,
      ...mapValues(reals, (real) => ({ real })),
      ...mapValues(tensors, (tensor) => ({ tensor })),
    },
  };
}
