import * as tf from '@tensorflow/tfjs-core';
import type { ImportedModel } from '../../../shared/imported/imported-model';
import { fixedBatch } from '../../../shared/imported/signature';
import { mapValues } from '../../../shared/map-values';
import { isPlane } from '../../../shared/data/modality';
import type { ModelDescription } from '../../../shared/models/model-description';
import { holdsNoPart } from '../../formats/embedding-sizes';
import type { FusedModel } from '../fused-model';
import { answersOf } from './answers';
import { edgesOf, holdsRows } from './edges';
import { inFixedBatches } from './fixed-batches';
import type { Given, TensorGraph } from './tensor-graph';
import { waysIn, type Tokenizers, type WaysIn } from './ways-in';

export interface GraphModelParts {
  readonly description: ModelDescription;
  readonly imported: ImportedModel;
  readonly tokenizers: Tokenizers;
  readonly graph: TensorGraph;
}

/** A model that was made elsewhere, computed here: attacks see its embedding, where one was chosen, and its gradients. */
export interface GraphModel extends FusedModel {
  /** Texts that gradients reach, and those whose words are tokens of the model. */
  readonly embedded: readonly string[];
  readonly worded: readonly string[];
}

/**
 * The model of a graph, whatever it was made for. A modality is encoded as far as the graph computes it from nothing else: what it
 * hands on there, one row a sample. z is the tensor that the map names, one row a sample; where it names none, what
 * the graph answers, and nothing is left to decide: attacks are not given such a z.
 *
 * The graph becomes the model's, and is disposed of where there is none.
 *
 * @throws LabError `unsupported` for a graph or a map of which there is no such form; `invalid` for an embedding that holds
 * no part for each sample
 */
export function graphModel({ description, imported, tokenizers, graph }: GraphModelParts): GraphModel {
  try {
    return opened({ description, imported, tokenizers, graph });
  } catch (error) {
    graph.dispose();
    throw error;
  }
}

function opened({ description, imported, tokenizers, graph }: GraphModelParts): GraphModel {
  const { map, signature } = imported;
  const ways = waysIn(map, description.modalities, tokenizers, graph.lookups);
  const ids = Object.keys(ways);
  const modalities = Object.fromEntries(ids.map((id) => [id, description.modalities[id]]));
  const { embedding } = map;
  const z = embedding ?? map.output.name;
  const fixed = fixedBatch(signature);
  if (
    embedding !== null &&
    !holdsRows(
      graph.tensors.find(({ name }) => name === embedding),
      fixed,
    )
  ) {
    throw holdsNoPart(embedding);
  }
  const begun = beginnings(ways);
  const starts = mapValues(begun, (own) => own.map(({ name }) => name));
  const edges = edgesOf(graph.tensors, starts, z, fixed);
  const places = placesOf(graph, Object.values(begun).flat());
  const step = (given: Given, wanted: readonly string[]): tf.Tensor2D =>
    inFixedBatches(fixed, given, (portion) => joined(portion, wanted, graph));
  const model: GraphModel = {
    id: description.id,
    modalities,
    classes: description.classes,
    ...(description.target === undefined ? {} : { target: description.target }),
    pixels: null,
    gives: new Set(imported.gives),
    isImported: true,
    perturbs: mapValues(modalities, (spec) => (isPlane(spec) ? 'input' : 'latent')),
    embedded: ids.filter((id) => ways[id].lookup !== null),
    worded: ids.filter((id) => ways[id].vocabulary !== null),
    beyondGradients: ids.filter(
      (id) => !isPlane(modalities[id]) && ways[id].lookup === null && edges[id] === starts[id],
    ),
    vocabularyOf: (modality) => ways[modality].vocabulary,
    embed: (modality, values) => ways[modality].embed(values),
    encode: (modality, embedded) => ({ form: 'vector', values: step(ways[modality].given(embedded), edges[modality]) }),
    fuse: (encodings) =>
      step(
        Object.assign({}, ...ids.map((id) => apart(encodings[id].values as tf.Tensor2D, edges[id], places))) as Given,
        [z],
      ),
    decide: (own) =>
      answersOf(map, description, embedding === null ? own : step(apart(own, [embedding], places), [map.output.name])),
    dispose: () => {
      graph.dispose();
    },
  };
  tryOut(model, ways);
  return model;
}

/** Numbers of one tensor, samples left out. */
interface Place {
  readonly name: string;
  readonly sizes: readonly number[];
  readonly dtype: tf.DataType;
}

/** What is given to a graph, found by giving it once. */
function beginnings(ways: WaysIn): Readonly<Record<string, readonly Place[]>> {
  return mapValues(ways, ({ empty, given }) => {
    const tensors = Object.entries(tf.tidy(() => mapValues(given(empty(1)), (own) => tf.keep(own))));
    const places = tensors.map(([name, { shape, dtype }]) => ({ name, sizes: shape.slice(1), dtype }));
    for (const [, own] of tensors) own.dispose();
    return places;
  });
}

function placesOf({ tensors }: TensorGraph, begun: readonly Place[]): ReadonlyMap<string, Place> {
  const within = tensors.flatMap(({ name, shape, dtype }): readonly Place[] =>
    dtype === null || shape === null ? [] : [{ name, dtype, sizes: shape.slice(1).map(Number) }],
  );
  return new Map([...within, ...begun].map((place) => [place.name, place]));
}

/** Rows [N, D] of several tensors one after the other, each as the graph has it. */
function apart(rows: tf.Tensor2D, names: readonly string[], places: ReadonlyMap<string, Place>): Given {
  const own = names.map((name) => {
    const place = places.get(name);
    if (place === undefined) throw new Error(`The sizes of "${name}" are not known.`);
    return place;
  });
  const widths = own.map(({ sizes }) => sizes.reduce((product, size) => product * size, 1));
  const parts = own.length === 1 ? [rows] : tf.split(rows, widths, 1);
  return Object.fromEntries(
    own.map(({ name, sizes, dtype }, at) => [name, tf.cast(tf.reshape(parts[at], [rows.shape[0], ...sizes]), dtype)]),
  );
}

/** What is wanted of a graph, one row a sample; what is given is not computed again. */
function joined(given: Given, wanted: readonly string[], graph: TensorGraph): tf.Tensor2D {
  const missing = wanted.filter((name) => !Object.hasOwn(given, name));
  const found = missing.length === 0 ? [] : graph.run(given, missing);
  const samples = Object.values(given)[0].shape[0];
  const rows = wanted.map((name) => {
    const tensor = Object.hasOwn(given, name) ? given[name] : found[missing.indexOf(name)];
    return tf.cast(tf.reshape<tf.Rank.R2>(tensor, [samples, -1]), 'float32');
  });
  return rows.length === 1 ? rows[0] : tf.concat(rows, 1);
}

/** Whatever the graph makes of its weights is made by now, and what is cut apart can be computed. */
function tryOut(model: FusedModel, ways: WaysIn): void {
  tf.tidy(() => {
    model.decide(model.fuse(mapValues(ways, ({ empty }, id) => model.encode(id, empty(1)))));
  });
}
