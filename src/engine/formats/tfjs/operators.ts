import { z } from 'zod';
import type { TfjsModel } from './model-json';

const Operator = z.object({
  name: z.string().min(1).max(1000),
  op: z.string().min(1).max(200),
  input: z.array(z.string().min(1).max(1010)).max(10_000).default([]),
});
export type GraphOperator = z.infer<typeof Operator>;

/** A graph as its file has it. */
export const Graph = z.object({ node: z.array(Operator).min(1).max(50_000) });

/** Of a graph that was checked. */
export function operatorsOf(topology: TfjsModel['topology']): readonly GraphOperator[] {
  return Graph.parse(topology).node;
}

/** `^a` is read for its order alone, `a:1` is the second thing that `a` gives. */
export function sourceOf(input: string): string {
  return input.replace(/^\^/u, '').replace(/:\d+$/u, '');
}

const Side = z.record(z.string(), z.object({ name: z.string().min(1).max(1010) }));

/** Tensors that the signature names; null where there is none. The first thing that an operator gives goes by its name alone. */
export function namedIn(signature: TfjsModel['signature'], side: 'inputs' | 'outputs'): readonly string[] | null {
  const read = Side.safeParse(signature?.[side]);
  if (!read.success) return null;
  const names = Object.values(read.data).map(({ name }) => name.replace(/:0$/u, ''));
  return names.length === 0 ? null : names;
}
