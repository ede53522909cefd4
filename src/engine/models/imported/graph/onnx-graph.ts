import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../../../shared/errors';
import { dependents } from '../../../formats/graph-paths';
import type { OnnxNodes } from '../../../formats/onnx/nodes';
import { readingsOf } from '../../../formats/onnx/readings';
import type { Given, GraphTensor, TensorGraph, TokenLookup } from '../tensor-graph';
import { entriesOf, type Entry } from './entries';
import { RunningGraph, type Sizes } from './run';
import { dtypes, valueOf, type Value } from './value';

export interface OnnxGraphParts {
  readonly nodes: OnnxNodes;
  /** Names of the graph's inputs. */
  readonly inputs: readonly string[];
  /** Of inputs that are given numbers of tokens: the one that fills texts up, and how many places they have. */
  readonly texts: Readonly<Record<string, { readonly padding: number; readonly length: number }>>;
  readonly output: string;
  /** Samples that the graph takes at once; null: any number. */
  readonly fixed: number | null;
  /** What stands for so many samples, to try the graph with. */
  readonly given: (samples: number, lookups: readonly TokenLookup[]) => Given;
}

/** Numbers of samples that a graph is tried with: sizes have to grow evenly from one to the next. */
const TRIED = [1, 2, 3] as const;

/**
 * A graph of ONNX, computed operator by operator.
 *
 * @throws LabError `unsupported` for a graph that cannot be computed, or that does other things to several samples than to one
 */
export function openOnnxGraph(parts: OnnxGraphParts): TensorGraph {
  const { nodes, inputs, fixed, output } = parts;
  const entries = soundEntries(parts);
  const lookups = entries.map(([input, { vectors, table }]): TokenLookup => ({
    input,
    tensor: vectors,
    table: tf.keep(tf.tensor2d(Float32Array.from(table.numbers), [table.shape[0], table.shape[1]])),
    masksZero: false,
  }));
  const graph = new RunningGraph(nodes, [...inputs, ...lookups.map(({ tensor }) => tensor)]);
  const dispose = (): void => {
    graph.dispose();
    tf.dispose(lookups.map(({ table }) => table));
  };
  try {
    const seen = (fixed === null ? TRIED : [fixed]).map((samples) => seenWith(graph, parts, lookups, samples));
    refuseUneven(seen, fixed);
    graph.learn(sizesOf(seen, fixed));
    refuseOtherOutput(seen[seen.length - 1], output, fixed ?? TRIED[TRIED.length - 1]);
    return {
      tensors: tensorsOf(parts, seen),
      lookups,
      run: (given, wanted) => {
        const values = new Map(Object.entries(given).map(([name, tensor]) => [name, valueOf(tensor)]));
        const found = graph.run(values, wanted, Object.values(given)[0].shape[0]);
        return wanted.map((name) => tensorIn(found, name));
      },
      dispose,
    };
  } catch (error) {
    dispose();
    throw error;
  }
}

function tensorIn(values: ReadonlyMap<string, Value>, name: string): tf.Tensor {
  const own = values.get(name);
  if (own === undefined) throw new Error(`The graph was not computed as far as "${name}".`);
  return own.tensor();
}

/** Those whose vectors lie one a place. */
function soundEntries(parts: OnnxGraphParts): readonly (readonly [input: string, entry: Entry])[] {
  const { nodes, inputs, texts, fixed } = parts;
  const entries = Object.entries(entriesOf(nodes, texts));
  if (entries.length === 0) return entries;
  const graph = new RunningGraph(nodes, inputs);
  try {
    // Of two samples as of three, so that no size is one of them by chance.
    const seen = (fixed === null ? [2, 3] : [fixed]).map((samples) => ({
      samples,
      found: seenWith(graph, parts, [], samples),
    }));
    return entries.filter(([input, { vectors, table }]) =>
      seen.every(({ samples, found }) => {
        const wanted = [samples, texts[input].length, table.shape[1]];
        return found.get(vectors)?.shape.join(' ') === wanted.join(' ');
      }),
    );
  } finally {
    graph.dispose();
  }
}

type Seen = ReadonlyMap<string, Pick<Value, 'shape' | 'kind'>>;

/** One run of the whole graph. */
function seenWith(
  graph: RunningGraph,
  { given, output }: OnnxGraphParts,
  lookups: readonly TokenLookup[],
  samples: number,
): Seen {
  const found = new Map<string, Pick<Value, 'shape' | 'kind'>>();
  tf.tidy(() => {
    const values = new Map(
      Object.entries(given(samples, lookups)).map(([name, tensor]) => [name, valueOf(tensor)] as const),
    );
    const all = graph.run(values, [output], samples);
    for (const [name, { shape, kind }] of all) found.set(name, { shape, kind });
  });
  return found;
}

function refuseUneven([first, second, third]: readonly Seen[], fixed: number | null): void {
  if (fixed !== null) return;
  for (const [name, { shape }] of first) {
    const [two, three] = [second.get(name)?.shape, third.get(name)?.shape];
    const isEven =
      two?.length === shape.length &&
      three?.length === shape.length &&
      shape.every((size, axis) => three[axis] - two[axis] === two[axis] - size);
    if (!isEven) throw wrong(`the sizes of "${name}" do not follow from the number of samples`);
  }
}

function sizesOf([first, second]: readonly Seen[], fixed: number | null): Sizes {
  if (fixed !== null) return (name) => first.get(name)?.shape ?? null;
  return (name, samples) => {
    const [one, two] = [first.get(name)?.shape, second.get(name)?.shape];
    return one === undefined || two === undefined
      ? null
      : one.map((size, axis) => size + (two[axis] - size) * (samples - 1));
  };
}

function refuseOtherOutput(seen: Seen, output: string, samples: number): void {
  const shape = seen.get(output)?.shape ?? [];
  // Behind the samples the numbers of each, or none where there is one a sample.
  if (shape.length < 1 || shape.length > 2 || shape[0] !== samples) {
    throw wrong(`its output "${output}" has the sizes [${shape.join(', ')}] for ${samples} samples`);
  }
}

/** What the numbers of samples change, in the order of the graph. */
function tensorsOf({ nodes: { nodes }, inputs, fixed }: OnnxGraphParts, seen: readonly Seen[]): readonly GraphTensor[] {
  const readings = readingsOf(nodes);
  const changing = dependents(readings, inputs);
  const [first] = seen;
  return [
    ...inputs.map((name) => ({ name, operator: 'Input', reads: [] })),
    ...readings.filter(({ name }) => changing.has(name)),
  ].map(({ name, operator, reads }) => {
    const own = first.get(name);
    const dtype = own === undefined ? null : dtypes[own.kind];
    const shape = rowsOf(name, seen, fixed);
    return { name, operator, reads: reads.filter((read) => changing.has(read)), dtype, shape, isWhole: true };
  });
}

/** Of one part a sample, and nothing else that grows with them; null of others. */
function rowsOf(
  name: string,
  [first, second]: readonly Seen[],
  fixed: number | null,
): readonly (number | null)[] | null {
  const one = first.get(name)?.shape;
  if (one === undefined || one.length === 0) return null;
  if (fixed !== null) return one[0] === fixed ? one : null;
  const two = second.get(name)?.shape;
  const [samples, ...others] = one;
  const isAlone =
    two !== undefined && samples === 1 && two[0] === 2 && others.every((size, at) => size === two[at + 1]);
  return isAlone ? [null, ...others] : null;
}

function wrong(message: string): LabError {
  return new LabError('unsupported', `The graph has no form that gradients pass: ${message}.`, {
    where: 'graph',
    remedy: 'Give "never" for "gradients" in the map: the model is then asked as it is.',
  });
}
