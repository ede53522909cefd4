import * as tf from '@tensorflow/tfjs-core';
import type { ModelDescription } from '../../../shared/model-description';
import type { ImportedModel } from '../../../shared/imported/imported-model';
import type { ModelMap, WordsInput } from '../../../shared/imported/model-map';
import { fixedBatch, type TensorType } from '../../../shared/imported/signature';
import { mapValues } from '../../../shared/map-values';
import { isPlane, planeOf } from '../../../shared/modality';
import type { PlaneValue, TextValue } from '../../modalities/modality';
import type { OpenTokenizer } from '../../predictors/words/tokenizer';
import type { Embedded, Encoding, Encodings, FusedModel } from '../fused-model';
import { LEAST_PROBABILITY } from './asked';
import { inFixedBatches } from './fixed-batches';
import { refuseBeyond, wordsOf, type GraphModel } from './graph/model';
import { planeTensor } from './plane-tensor';
import { planesOf } from './planes';
import type { TensorGraph, TokenLookup } from './tensor-graph';

export interface DifferentiableParts {
  readonly description: ModelDescription;
  readonly imported: ImportedModel;
  /** By modality that is text. */
  readonly tokenizers: Readonly<Record<string, OpenTokenizer>>;
  readonly graph: TensorGraph;
}

/**
 * A model that was made elsewhere, computed by the lab. What it encodes is the input itself, one vector a modality: values of a
 * plane; of a text what its tokens are looked up to, where that is known, or their numbers, and behind them which places hold
 * one. z is the tensor of the graph that its map names, or all encodings one after the other.
 */
export function differentiable({ description, imported, tokenizers, graph }: DifferentiableParts): GraphModel {
  const { map } = imported;
  const ids = Object.keys(map.inputs).sort();
  const modalities = Object.fromEntries(ids.map((id) => [id, description.modalities[id]]));
  const texts = Object.fromEntries(
    ids.flatMap((id) => {
      const input = map.inputs[id];
      if (input.kind !== 'words') return [];
      const tokenizer = tokenizers[id];
      // Places that a number leaves out have to be those of padding.
      const lookup = graph.lookups.find(
        (own) => own.input === input.ids && (!own.masksZero || tokenizer.padding === 0),
      );
      return [[id, { input, tokenizer, lookup: lookup ?? null }] as const];
    }),
  );
  const vocabularies = mapValues(texts, ({ lookup, tokenizer }, id) =>
    lookup === null ? null : wordsOf(map, id, tokenizer, lookup.table),
  );
  const widths = ids.map((id) => widthOf(id, texts, modalities));
  const places = description.classes.map((own) => map.output.classes.indexOf(own));
  const inputsOf = (encodings: tf.Tensor2D): Readonly<Record<string, tf.Tensor>> => {
    const parts = ids.length === 1 ? [encodings] : tf.split(encodings, widths, 1);
    return Object.assign(
      {},
      ...ids.map((id, at): Readonly<Record<string, tf.Tensor>> => {
        const input = map.inputs[id];
        const spec = modalities[id];
        if (id in texts) return textInputs(parts[at], texts[id]);
        if (input.kind === 'words' || !isPlane(spec)) return {};
        const { height, width, channels } = planeOf(spec);
        const values = planeTensor(spec, input, tf.reshape(parts[at], [-1, height, width, channels]));
        return { [input.input]: typed(values, input.type) };
      }),
    ) as Readonly<Record<string, tf.Tensor>>;
  };
  const run = inFixedBatches(fixedBatch(graph.signature), (given, wanted) => graph.run(given, [wanted])[0]);
  const { embedding } = map;
  const sizes = (graph.tensors.find(({ name }) => name === embedding)?.shape ?? []).slice(1).map(Number);
  const whole = (encodings: Encodings): tf.Tensor2D =>
    tf.concat(
      ids.map((id) => encodings[id].values as tf.Tensor2D),
      1,
    );
  return {
    id: description.id,
    modalities,
    classes: description.classes,
    pixels: null,
    gives: new Set(imported.gives),
    isImported: true,
    perturbs: mapValues(modalities, (spec) => (isPlane(spec) ? 'input' : 'latent')),
    embedded: Object.keys(texts).filter((id) => texts[id].lookup !== null),
    worded: Object.keys(vocabularies).filter((id) => vocabularies[id] !== null),
    beyondGradients: Object.keys(texts).filter((id) => texts[id].lookup === null),
    vocabularyOf: (modality) => vocabularies[modality] ?? null,
    embed: (modality, values) => {
      const spec = modalities[modality];
      if (!isPlane(spec)) return embedText(values as readonly TextValue[], texts[modality]);
      return { values: planesOf(values as readonly PlaneValue[], planeOf(spec)), mask: null };
    },
    encode: (_modality, { values, mask }): Encoding => {
      const flat: tf.Tensor2D = tf.reshape(values, [values.shape[0], -1]);
      return { form: 'vector', values: mask === null ? flat : tf.concat2d([flat, mask], 1) };
    },
    fuse: (encodings) => {
      if (embedding === null) return whole(encodings);
      const z = run(inputsOf(whole(encodings)), embedding);
      return tf.reshape(z, [z.shape[0], -1]);
    },
    decide: (z) => {
      const given = embedding === null ? inputsOf(z) : { [embedding]: tf.reshape(z, [z.shape[0], ...sizes]) };
      return logitsOf(map, places, run(given, map.output.name) as tf.Tensor2D);
    },
    dispose: () => {
      graph.dispose();
    },
  };
}

/** Whole numbers are rounded, and kept within what their type holds; no gradient passes that. */
function typed(values: tf.Tensor, type: TensorType): tf.Tensor {
  if (type === 'float32' || type === 'float64') return values;
  const rounded = tf.round(values);
  return tf.cast(type === 'uint8' ? tf.clipByValue(rounded, 0, 255) : rounded, 'int32');
}

/** How a text reaches the graph; `lookup` is null where only numbers of tokens do. */
interface TextWay {
  readonly input: WordsInput;
  readonly tokenizer: OpenTokenizer;
  readonly lookup: TokenLookup | null;
}

/** [B, T, D] and which places hold a token [B, T]; without a lookup numbers of tokens [B, T], padding among them. */
function embedText(texts: readonly TextValue[], { input, tokenizer, lookup }: TextWay): Embedded {
  const { length } = input;
  const numbers = new Int32Array(texts.length * length).fill(tokenizer.padding);
  const mask = new Float32Array(texts.length * length);
  const isThere = (token: number): boolean => token !== 0 || lookup?.masksZero !== true;
  texts.forEach((words, row) => {
    const tokens = tokenizer.tokens(words);
    numbers.set(tokens, row * length);
    mask.set(
      tokens.map((token) => Number(isThere(token))),
      row * length,
    );
  });
  const there = tf.tensor2d(mask, [texts.length, length]);
  if (lookup !== null) refuseBeyond(numbers, lookup.table.shape[0]);
  if (lookup === null) return { values: tf.tensor2d(Float32Array.from(numbers), there.shape), mask: there };
  const found = tf.gather(lookup.table, tf.tensor1d(numbers, 'int32'));
  return { values: tf.reshape(found, [texts.length, length, lookup.table.shape[1]]), mask: there };
}

function textInputs(encoding: tf.Tensor, { input, lookup }: TextWay): Readonly<Record<string, tf.Tensor>> {
  const { length } = input;
  const width = length * (lookup?.table.shape[1] ?? 1);
  const [values, mask] = tf.split(encoding, [width, length], 1);
  const held = input.type === 'float32' ? 'float32' : 'int32';
  const there = tf.cast(mask, held);
  return {
    // Where what is looked up stands in their place, numbers tell only which places count.
    [input.ids]: tf.cast(lookup === null ? values : mask, held),
    ...(lookup === null ? {} : { [lookup.tensor]: tf.reshape(values, [-1, length, lookup.table.shape[1]]) }),
    ...(input.mask === null ? {} : { [input.mask]: there }),
    ...(input.segments === null ? {} : { [input.segments]: tf.zerosLike(there) }),
  };
}

function widthOf(id: string, texts: Readonly<Record<string, TextWay>>, modalities: FusedModel['modalities']): number {
  const spec = modalities[id];
  if (isPlane(spec)) {
    const { height, width, channels } = planeOf(spec);
    return height * width * channels;
  }
  const { input, lookup } = texts[id];
  return input.length * ((lookup?.table.shape[1] ?? 1) + 1);
}

/** In the order of the data set's classes. */
function logitsOf({ output }: ModelMap, places: readonly number[], answer: tf.Tensor2D): tf.Tensor2D {
  const inOrder = places.every((place, at) => place === at) ? answer : tf.gather(answer, [...places], 1);
  return output.gives === 'logits' ? inOrder : tf.log(tf.maximum(inOrder, LEAST_PROBABILITY));
}
