import * as tf from '@tensorflow/tfjs-core';
import type { GraphModel } from '@tensorflow/tfjs-converter';
import { dependents } from '../../../formats/graph-paths';
import { inOrder } from '../../../formats/tfjs/in-order';
import type { KeptTfjs } from '../../../formats/tfjs/container';
import { namedIn, operatorsOf, sourceOf } from '../../../formats/tfjs/operators';
import { weightBytes } from '../../../formats/tfjs/model-json';
import type { GraphTensor, TensorGraph, ToldGraph, TokenLookup } from '../tensor-graph';
import { graphLibrary, ownBuffer, unsupported } from './library';

/**
 * A graph of operators, run by the library's executor, of which any tensor can be asked for and given.
 *
 * @param where for errors
 * @throws LabError `unsupported` for what the library cannot build
 */
export async function openGraph(kept: KeptTfjs, where: string): Promise<ToldGraph> {
  const { loadGraphModelSync } = await graphLibrary();
  try {
    // Its signature is read here: the library would take a name in it before that of an operator.
    const model = loadGraphModelSync({
      modelTopology: structuredClone(kept.topology) as object,
      weightSpecs: kept.specs.map((spec) => spec as tf.io.WeightsManifestEntry),
      weightData: ownBuffer(kept.weights),
    });
    return graphOf(model as unknown as GraphModel, kept, where);
  } catch (error) {
    throw unsupported(where, error);
  }
}

function graphOf(model: GraphModel, kept: KeptTfjs, where: string): ToldGraph {
  const operators = operatorsOf(kept.topology);
  const byName = new Map(operators.map((operator) => [operator.name, operator]));
  const order = inOrder({ reads: new Map(operators.map(({ name, input }) => [name, input.map(sourceOf)])) }) ?? [];
  const given = namedIn(kept.signature, 'inputs') ?? model.inputs.map(({ name }) => name);
  const told = new Map(model.inputs.map((input) => [input.name, input]));
  const readings = order.map((name) => ({ name, reads: (byName.get(name)?.input ?? []).map(sourceOf) }));
  const dependent = dependents(readings, given);
  const read = new Set(readings.flatMap(({ name, reads }) => (dependent.has(name) ? reads : [])));
  const ends = order.filter((name) => dependent.has(name) && !read.has(name));
  const outputs = namedIn(kept.signature, 'outputs') ?? ends;
  const inputs = given.map((name) => ({
    name,
    type: told.get(name)?.dtype ?? 'float32',
    shape: (told.get(name)?.shape ?? []).map((size) => (size < 0 ? null : size)),
  }));
  const run: TensorGraph['run'] = (fed, wanted) => {
    try {
      const found = model.execute({ ...fed }, [...wanted]);
      return Array.isArray(found) ? found : [found];
    } catch (error) {
      throw unsupported(where, error);
    }
  };
  const names = order.filter((name) => dependent.has(name) && !given.includes(name));
  const seen = seenOf(inputs, names, run);
  const tensors = [
    ...inputs.map(({ name, shape, type }): GraphTensor => ({
      name,
      operator: 'Placeholder',
      shape,
      dtype: type,
      reads: [],
      isWhole: true,
    })),
    ...names.flatMap((name): readonly GraphTensor[] => {
      const operator = byName.get(name);
      if (operator === undefined) return [];
      const reads = [...new Set(operator.input.map(sourceOf))].filter((source) => dependent.has(source));
      const { shape = null, dtype = null } = seen.get(name) ?? {};
      return [{ name, operator: operator.op, shape, dtype, reads, isWhole: true }];
    }),
  ];
  const weights = model.weights as Readonly<Record<string, readonly tf.Tensor[] | undefined>>;
  const tableOf = (name: string): tf.Tensor | null => {
    const [from] = (byName.get(name)?.input ?? []).map(sourceOf);
    return Object.hasOwn(weights, from) ? (weights[from]?.[0] ?? null) : null;
  };
  return {
    signature: {
      inputs,
      outputs: outputs.map((name) => ({ name, type: 'float32', shape: [...(seen.get(sourceOf(name))?.shape ?? [])] })),
    },
    parameters: kept.specs.reduce(
      (sum, spec) => sum + (spec.dtype === 'float32' ? weightBytes({ ...spec, quantization: undefined }) / 4 : 0),
      0,
    ),
    tensors,
    lookups: tensors.flatMap((tensor) => lookupOf(tensor, tensors, tableOf)),
    run,
    dispose: () => {
      model.dispose();
    },
  };
}

/** Numbers of samples of runs that are made for the sizes of what they compute: a size of both by chance is none of samples. */
const TRIED = [2, 3] as const;

interface Seen {
  readonly shape: readonly (number | null)[];
  readonly dtype: tf.DataType;
}

/** Graphs do not say how large what they compute is: found by computing it, of nothing. */
function seenOf(
  inputs: ToldGraph['signature']['inputs'],
  names: readonly string[],
  run: TensorGraph['run'],
): ReadonlyMap<string, Seen> {
  const known = inputs.every(({ shape, type }) => shape.slice(1).every(Number.isInteger) && isNumeric(type));
  if (!known) return new Map();
  const isAny = inputs.every(({ shape }) => shape.at(0) === null);
  const seen = TRIED.slice(0, isAny ? 2 : 1).map((samples) => {
    const found: { readonly shape: readonly number[]; readonly dtype: tf.DataType }[] = [];
    tf.tidy(() => {
      const given = Object.fromEntries(
        inputs.map(({ name, shape, type }) => {
          const sizes = shape.map((size, axis) => (axis === 0 && size === null ? samples : Number(size)));
          return [name, tf.zeros(sizes, type === 'int32' ? 'int32' : 'float32')];
        }),
      );
      found.push(...run(given, names).map(({ shape, dtype }) => ({ shape, dtype })));
    });
    return found;
  });
  const [first, second = first] = seen;
  return new Map(
    names.map((name, at) => {
      const { shape, dtype } = first[at];
      const other = second[at].shape;
      return [name, { dtype, shape: shape.map((size, axis) => (other.at(axis) === size ? size : null)) }];
    }),
  );
}

function isNumeric(type: string): boolean {
  return type === 'float32' || type === 'int32';
}

/** Passes numbers of tokens on as they are. */
const passing: ReadonlySet<string> = new Set(['Cast', 'Identity']);

/** Where numbers of tokens reach a table by nothing but what passes them on, and reach nothing else. */
function lookupOf(
  { name, operator, reads }: GraphTensor,
  tensors: readonly GraphTensor[],
  table: (name: string) => tf.Tensor | null,
): readonly TokenLookup[] {
  if (operator !== 'GatherV2' || reads.length !== 1) return [];
  const byName = new Map(tensors.map((tensor) => [tensor.name, tensor]));
  let source = byName.get(reads[0]);
  while (source !== undefined && passing.has(source.operator)) source = byName.get(source.reads[0]);
  const found = table(name);
  if (source?.reads.length !== 0 || found?.rank !== 2 || found.dtype !== 'float32') return [];
  let way = tensors.filter(({ reads: own }) => own.includes(source.name));
  while (way.length === 1 && passing.has(way[0].operator)) {
    const [passed] = way;
    way = tensors.filter(({ reads: own }) => own.includes(passed.name));
  }
  if (way.length !== 1 || way[0].name !== name) return [];
  return [{ input: source.name, tensor: name, table: found as tf.Tensor2D, masksZero: false }];
}
