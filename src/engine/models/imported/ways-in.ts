/** How samples, as the lab holds them, reach the tensors of a graph. */
import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../../shared/errors';
import type { ModelMap, WordsInput } from '../../../shared/imported/model-map';
import { isPlane, planeOf, type ModalitySpecs } from '../../../shared/data/modality';
import type { ModalityValue, PlaneValue, TextValue } from '../../modalities/modality';
import type { OpenTokenizer } from '../../predictors/words/tokenizer';
import type { Embedded, ModelVocabulary } from '../fused-model';
import { FIRST_WORD } from '../vocabulary';
import { planeTensor } from './plane-tensor';
import { planesOf } from './planes';
import type { Given, TokenLookup } from './tensor-graph';

/** By modality that is text. */
export type Tokenizers = Readonly<Record<string, OpenTokenizer>>;

/** How one modality reaches a graph. */
export interface WayIn {
  /** Null: numbers alone stand for its tokens, or it is no text. */
  readonly lookup: TokenLookup | null;
  readonly embed: (values: readonly ModalityValue[]) => Embedded;
  /** What the graph reads of it, in its own names. */
  readonly given: (embedded: Embedded) => Given;
  /** A picture of zeros, a text of padding: what a graph is tried with. */
  readonly empty: (samples: number) => Embedded;
  /** Of a model whose tokens are words, one each: then a word can be put in the place of another. */
  readonly vocabulary: ModelVocabulary | null;
}
export type WaysIn = Readonly<Record<string, WayIn>>;

/** Those of a map, in the order of their names. */
export function waysIn(
  { inputs }: Pick<ModelMap, 'inputs'>,
  modalities: ModalitySpecs,
  tokenizers: Tokenizers,
  lookups: readonly TokenLookup[],
): WaysIn {
  return Object.fromEntries(
    Object.keys(inputs)
      .sort()
      .map((id) => {
        const [input, spec] = [inputs[id], modalities[id]];
        if (input.kind === 'words') return [id, textWay(input, tokenizers[id], lookups)];
        if (!isPlane(spec)) throw new Error(`The map gives "${id}" as numbers, which it is not.`);
        const { height, width, channels } = planeOf(spec);
        const way: WayIn = {
          lookup: null,
          vocabulary: null,
          embed: (values) => ({ values: planesOf(values as readonly PlaneValue[], planeOf(spec)), mask: null }),
          given: ({ values }) => ({ [input.input]: planeTensor(spec, input, values as tf.Tensor4D) }),
          empty: (samples) => ({ values: tf.zeros([samples, height, width, channels]), mask: null }),
        };
        return [id, way];
      }),
  );
}

/**
 * A text is what its tokens are looked up to [B, T, D], where the graph looks them up and does no more with them; else their
 * numbers [B, T]. Beside it, which places hold a token [B, T].
 */
function textWay(input: WordsInput, tokenizer: OpenTokenizer, lookups: readonly TokenLookup[]): WayIn {
  const { length } = input;
  const { padding } = tokenizer;
  // Places that a number leaves out have to be those of padding.
  const lookup = lookups.find((own) => own.input === input.ids && (!own.masksZero || padding === 0)) ?? null;
  const whole = (tensor: tf.Tensor): tf.Tensor => tf.cast(tensor, input.type === 'float32' ? 'float32' : 'int32');
  return {
    lookup,
    vocabulary: lookup === null ? null : vocabularyOf(input, tokenizer, lookup.table),
    embed: (values) => {
      const { numbers, isThere } = placed(values as readonly TextValue[], tokenizer, length, lookup);
      const mask = tf.tensor2d(isThere, [values.length, length]);
      if (lookup === null) return { values: tf.tensor2d(numbers, [values.length, length], 'int32'), mask };
      const { table } = lookup;
      refuseBeyond(numbers, table.shape[0]);
      const vectors = tf.gather(table, tf.tensor1d(numbers, 'int32'));
      return { values: tf.reshape(vectors, [values.length, length, table.shape[1]]), mask };
    },
    given: ({ values, mask }) => {
      const there = mask ?? tf.ones([values.shape[0], length]);
      return {
        ...(lookup === null
          ? { [input.ids]: whole(values) }
          : // Where vectors stand in their place, numbers of tokens are asked only whether they are padding.
            { [lookup.tensor]: values, [input.ids]: whole(tf.add(padding, there)) }),
        ...(input.mask === null ? {} : { [input.mask]: whole(there) }),
        ...(input.segments === null ? {} : { [input.segments]: whole(tf.zerosLike(there)) }),
      };
    },
    empty: (samples) => ({
      values:
        lookup === null
          ? tf.fill([samples, length], padding, 'int32')
          : tf.zeros([samples, length, lookup.table.shape[1]]),
      mask: tf.ones<tf.Rank.R2>([samples, length]),
    }),
  };
}

interface PlacedTokens {
  readonly numbers: Int32Array;
  readonly isThere: Float32Array;
}

function placed(
  texts: readonly TextValue[],
  { tokens, padding }: OpenTokenizer,
  length: number,
  lookup: TokenLookup | null,
): PlacedTokens {
  const numbers = new Int32Array(texts.length * length).fill(padding);
  const isThere = new Float32Array(texts.length * length);
  texts.forEach((words, row) => {
    const own = tokens(words);
    numbers.set(own, row * length);
    isThere.set(
      own.map((token) => Number(token !== 0 || lookup?.masksZero !== true)),
      row * length,
    );
  });
  return { numbers, isThere };
}

/** @throws LabError `invalid` for a token that a table [V, D] of so many rows has not */
function refuseBeyond(numbers: Int32Array, rows: number): void {
  const beyond = numbers.find((number) => number < 0 || number >= rows);
  if (beyond === undefined) return;
  throw new LabError('invalid', `gives the token ${beyond} to a model that knows ${rows}.`, {
    where: 'tokenizer.vocabulary',
    remedy: 'Give the vocabulary that the model was trained with.',
  });
}

function vocabularyOf(
  { tokenizer }: WordsInput,
  { vocabulary }: OpenTokenizer,
  table: tf.Tensor2D,
): ModelVocabulary | null {
  if (tokenizer.kind !== 'words') return null;
  const { start, end, padding, unknown } = tokenizer;
  const words = [...vocabulary].sort(([, a], [, b]) => a - b).map(([word]) => word);
  const areFirst = [padding, unknown].every((word) => words.indexOf(word) < FIRST_WORD);
  const isWhole = words.every((word, at) => vocabulary.get(word) === at) && words.length <= table.shape[0];
  return start === null && end === null && areFirst && isWhole ? { words, table } : null;
}
