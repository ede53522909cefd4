import { noCounterpart } from './attributes';
import type { GraphNode } from './graph';

/** Writes a kernel by its operators of a format. */
export type Written<Builder> = (node: GraphNode, to: Builder) => void;

/** How kernels of the tensor library are written in a format. */
export interface NodeFormat<Builder> {
  /** Kernels of one operand that one operator does, by what that is called. */
  readonly unary: Readonly<Record<string, string>>;
  /** Of two operands, number by number. */
  readonly binary: Readonly<Record<string, string>>;
  readonly writeUnary: (operator: string, node: GraphNode, to: Builder) => void;
  readonly writeBinary: (operator: string, node: GraphNode, to: Builder) => void;
  readonly others: Readonly<Record<string, Written<Builder>>>;
}

/** Kernels of one operand that every format calls as the tensor library does. */
export const sameEverywhere: Readonly<Record<string, string>> = Object.fromEntries(
  ['Relu', 'Sigmoid', 'Tanh', 'Exp', 'Log', 'Neg', 'Abs', 'Sqrt'].map((name) => [name, name]),
);

/** What writes nodes of a format; it throws LabError `unsupported` for a kernel without a counterpart. */
export function nodeWriter<Builder>(format: NodeFormat<Builder>): Written<Builder> {
  const { unary, binary, writeUnary, writeBinary, others } = format;
  return (node, to) => {
    const { kernel } = node;
    if (Object.hasOwn(unary, kernel)) writeUnary(unary[kernel], node, to);
    else if (Object.hasOwn(binary, kernel)) writeBinary(binary[kernel], node, to);
    else if (Object.hasOwn(others, kernel)) others[kernel](node, to);
    else noCounterpart(node, kernel);
  };
}
