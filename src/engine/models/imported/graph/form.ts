import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../../../shared/errors';
import { pathsOf } from '../../../predictors/onnx/cuts';
import type { OnnxNode, OnnxNodes } from '../../../predictors/onnx/nodes';
import { mapValues } from '../../../../shared/map-values';
import { inPortions } from '../fixed-batches';
import { entriesOf, type Entries } from './entries';
import { RunningGraph, type Sizes, type Values } from './run';
import { dtypes, sizeOf, valueOf, type Value } from './value';

/** What is given to a graph for a modality: tensors by the names that it has for them, samples first. */
export type Given = Readonly<Record<string, tf.Tensor>>;

/** A graph as encoders, fusion and decision: what gradients pass. */
export interface GraphForm {
  readonly entries: Entries;
  /** What the modality alone decides, one vector a sample. */
  readonly encode: (modality: string, given: Given) => tf.Tensor2D;
  /** [N, D]: the tensor that was chosen for the embedding; the output where none was. */
  readonly fuse: (encodings: Readonly<Record<string, tf.Tensor2D>>) => tf.Tensor2D;
  /** The graph's output [N, K]. */
  readonly decide: (z: tf.Tensor2D) => tf.Tensor2D;
  dispose(): void;
}

export interface FormParts {
  readonly nodes: OnnxNodes;
  /** Names of the graph's inputs, by modality; of a text those of its tokens first. */
  readonly inputs: Readonly<Record<string, readonly string[]>>;
  /** Of texts: the number of the token that fills them up, and how many places they have. */
  readonly texts: Readonly<Record<string, { readonly padding: number; readonly length: number }>>;
  readonly output: string;
  readonly embedding: string | null;
  /** Samples that the graph takes at once; null: any number. */
  readonly fixed: number | null;
  /** What stands for so many samples, to try the graph with. */
  readonly given: (modality: string, samples: number, entries: Entries) => Given;
}

/** Numbers of samples that a graph is tried with: sizes have to grow evenly from one to the next. */
const TRIED = [1, 2, 3] as const;

/**
 * @throws LabError `unsupported` for a graph that cannot be computed, or that does other things to several samples than to one
 */
export function openForm(parts: FormParts): GraphForm {
  const { nodes, inputs, output, embedding, fixed } = parts;
  const entries = soundEntries(parts);
  const starts = Object.fromEntries(Object.keys(inputs).map((id) => [id, startsOf(entries, id, inputs[id])]));
  const graph = new RunningGraph(nodes, [...new Set(Object.values(starts).flat())]);
  try {
    const seen = (fixed === null ? TRIED : [fixed]).map((samples) => shapesWith(graph, parts, entries, samples));
    const sizes = evenly(seen, fixed);
    graph.learn(sizes);
    const z = embedding ?? output;
    refuseOtherOutput(seen[seen.length - 1], output, fixed ?? TRIED[TRIED.length - 1]);
    if (!growsAlone(sizes, z, fixed))
      throw wrong(`"${z}" does not hold one part for each sample, and cannot be the embedding`);
    const edges = edgesOf(parts, starts, sizes, z);
    const restored = (name: string, own: tf.Tensor, samples: number): Value =>
      valueOf(tf.cast(tf.reshape(own, [...sizesOf(sizes, name, samples)]), dtypes[seen[0].get(name)?.kind ?? 'float']));
    const step = (given: Values, wanted: readonly string[], samples: number): tf.Tensor2D =>
      joined(graph.run(given, wanted, samples), wanted, samples);
    const form: Omit<GraphForm, 'entries' | 'dispose'> = {
      encode: (modality, given) => {
        const values = new Map(Object.entries(given).map(([name, tensor]) => [name, valueOf(tensor)]));
        return step(values, edges[modality], samplesOf(given));
      },
      fuse: (encodings) => {
        const samples = samplesOf(encodings);
        const values = new Map<string, Value>();
        for (const [modality, own] of Object.entries(encodings)) {
          let start = 0;
          for (const name of edges[modality]) {
            const width = sizeOf(sizesOf(sizes, name, samples)) / samples;
            values.set(name, restored(name, tf.slice(own, [0, start], [-1, width]), samples));
            start += width;
          }
        }
        return step(values, [z], samples);
      },
      decide: (own) =>
        embedding === null
          ? tf.clone(own)
          : step(new Map([[z, restored(z, own, own.shape[0])]]), [output], own.shape[0]),
    };
    const whole = fixed === null ? form : portioned(form, fixed);
    tryOut(whole, parts, entries);
    return {
      ...whole,
      entries,
      dispose: () => {
        graph.dispose();
      },
    };
  } catch (error) {
    graph.dispose();
    throw error;
  }
}

/** Whatever the graph makes of its weights is made by now, and what is cut apart can be computed. */
function tryOut({ encode, fuse, decide }: Steps, { inputs, given }: FormParts, entries: Entries): void {
  tf.tidy(() => {
    const encodings = Object.keys(inputs).map((id) => [id, encode(id, given(id, 1, entries))] as const);
    decide(fuse(Object.fromEntries(encodings)));
  });
}

/** Those whose vectors lie one a place. */
function soundEntries(parts: FormParts): Entries {
  const { nodes, inputs, texts, fixed } = parts;
  const entries = entriesOf(
    nodes,
    inputs,
    mapValues(texts, ({ padding }) => padding),
  );
  if (Object.keys(entries).length === 0) return entries;
  const graph = new RunningGraph(nodes, Object.values(inputs).flat());
  try {
    // Of two samples as of three, so that no size is one of them by chance.
    const sound = (fixed === null ? [2, 3] : [fixed]).map((samples) => {
      const seen = shapesWith(graph, parts, {}, samples);
      return Object.entries(entries).flatMap(([id, { vectors, table }]) => {
        const wanted = [samples, texts[id].length, table.shape[1]];
        return seen.get(vectors)?.shape.join(' ') === wanted.join(' ') ? [id] : [];
      });
    });
    return Object.fromEntries(Object.entries(entries).filter(([id]) => sound.every((ids) => ids.includes(id))));
  } finally {
    graph.dispose();
  }
}

function startsOf(entries: Entries, modality: string, inputs: readonly string[]): readonly string[] {
  return Object.hasOwn(entries, modality) ? [...inputs, entries[modality].vectors] : inputs;
}

function samplesOf(given: Readonly<Record<string, tf.Tensor>>): number {
  return Object.values(given)[0].shape[0];
}

type Shapes = ReadonlyMap<string, Seen>;

/** One run of the whole graph. */
function shapesWith(
  graph: RunningGraph,
  { inputs, given, output }: FormParts,
  entries: Entries,
  samples: number,
): Shapes {
  const found = new Map<string, Seen>();
  tf.tidy(() => {
    const values = new Map<string, Value>();
    for (const modality of Object.keys(inputs)) {
      for (const [name, tensor] of Object.entries(given(modality, samples, entries))) values.set(name, valueOf(tensor));
    }
    const all = graph.run(values, [output], samples);
    for (const [name, value] of all) found.set(name, { shape: value.shape, kind: value.kind });
  });
  return found;
}

type Seen = Pick<Value, 'shape' | 'kind'>;

function evenly(seen: readonly Shapes[], fixed: number | null): Sizes {
  const [first, second, third] = seen;
  if (fixed !== null) return (name) => first.get(name)?.shape ?? null;
  for (const [name, { shape }] of first) {
    const [two, three] = [second.get(name)?.shape, third.get(name)?.shape];
    const isEven =
      two?.length === shape.length &&
      three?.length === shape.length &&
      shape.every((size, axis) => three[axis] - two[axis] === two[axis] - size);
    if (!isEven) throw wrong(`the sizes of "${name}" do not follow from the number of samples`);
  }
  return (name, samples) => {
    const [one, two] = [first.get(name)?.shape, second.get(name)?.shape];
    return one === undefined || two === undefined
      ? null
      : one.map((size, axis) => size + (two[axis] - size) * (samples - 1));
  };
}

/** One part a sample, and nothing else that grows with them. */
function growsAlone(sizes: Sizes, name: string, fixed: number | null): boolean {
  if (fixed !== null) return sizes(name, fixed)?.at(0) === fixed;
  const [one, two] = [sizes(name, 1), sizes(name, 2)];
  if (one === null || two === null || one.length === 0) return false;
  return one.every((size, axis) => (axis === 0 ? size === 1 && two[0] === 2 : size === two[axis]));
}

function refuseOtherOutput(seen: Shapes, output: string, samples: number): void {
  const shape = seen.get(output)?.shape ?? [];
  if (shape.length !== 2 || shape[0] !== samples) {
    throw wrong(`its output "${output}" has the sizes [${shape.join(', ')}] for ${samples} samples`);
  }
}

/** By modality: what it hands to the rest of the graph. */
type Edges = Readonly<Record<string, readonly string[]>>;

/** Tensors that one modality alone decides, and that are read where others come in: so far it is encoded by itself. */
function edgesOf(
  { nodes: { nodes }, inputs, fixed }: FormParts,
  starts: Readonly<Record<string, readonly string[]>>,
  sizes: Sizes,
  z: string,
): Edges {
  const ids = Object.keys(inputs);
  const own = new Map<string, ReadonlySet<string>>();
  for (const id of ids) for (const name of starts[id]) own.set(name, new Set([id]));
  const reach = pathsOf(nodes, Object.values(starts).flat(), z);
  const onWay = nodes.filter(({ outputs }) => outputs.some((name) => reach.has(name) && !own.has(name)));
  const read = new Map<string, OnnxNode[]>();
  for (const node of onWay) {
    const joint = new Set(node.inputs.flatMap((name) => [...(reach.has(name) ? (own.get(name) ?? []) : [])]));
    for (const name of node.outputs) if (!own.has(name)) own.set(name, joint);
    for (const name of node.inputs) read.set(name, [...(read.get(name) ?? []), node]);
  }
  return Object.fromEntries(
    ids.map((id) => {
      const isOwn = (name: string): boolean => {
        const by = own.get(name);
        return by?.size === 1 && by.has(id);
      };
      const edges = [...own.keys()].filter(
        (name) =>
          isOwn(name) &&
          (name === z ||
            (read.get(name) ?? []).some(({ outputs }) => outputs.some((made) => reach.has(made) && !isOwn(made)))),
      );
      const isSound = edges.length > 0 && edges.every((name) => growsAlone(sizes, name, fixed));
      return [id, isSound ? edges : starts[id]];
    }),
  );
}

function joined(values: Values, names: readonly string[], samples: number): tf.Tensor2D {
  const flat = names.map((name) => tf.cast(tf.reshape<tf.Rank.R2>(tensorIn(values, name), [samples, -1]), 'float32'));
  return flat.length === 1 ? flat[0] : tf.concat(flat, 1);
}

function tensorIn(values: Values, name: string): tf.Tensor {
  const own = values.get(name);
  if (own === undefined) throw new Error(`The graph was not computed as far as "${name}".`);
  return own.tensor();
}

function sizesOf(sizes: Sizes, name: string, samples: number): readonly number[] {
  const own = sizes(name, samples);
  if (own === null) throw new Error(`The sizes of "${name}" were not seen.`);
  return own;
}

type Steps = Omit<GraphForm, 'entries' | 'dispose'>;

/** Of a graph that takes so many samples and no others. */
function portioned({ encode, fuse, decide }: Steps, fixed: number): Steps {
  return {
    encode: (modality, given) => inPortions(fixed, given, (portion) => encode(modality, portion)),
    fuse: (encodings) => inPortions(fixed, encodings, fuse),
    decide: (z) => inPortions(fixed, { z }, (portion) => decide(portion.z)),
  };
}

function wrong(message: string): LabError {
  return new LabError('unsupported', `The graph has no form that gradients pass: ${message}.`, {
    where: 'graph',
    remedy: 'Give "never" for "gradients" in the map: the model is then asked as it is.',
  });
}
