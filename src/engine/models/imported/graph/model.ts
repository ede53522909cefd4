import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../../../shared/errors';
import type { ImportedModel } from '../../../../shared/imported/imported-model';
import { tensorNames, type ModelMap } from '../../../../shared/imported/model-map';
import { fixedBatch } from '../../../../shared/imported/signature';
import { mapValues } from '../../../../shared/map-values';
import { isPlane, planeOf, type ModalitySpecs } from '../../../../shared/modality';
import type { ModelDescription } from '../../../../shared/model-description';
import type { PlaneValue, TextValue } from '../../../modalities/modality';
import type { OnnxNodes } from '../../../predictors/onnx/nodes';
import type { OpenTokenizer } from '../../../predictors/words/tokenizer';
import type { Embedded, FusedModel, ModelVocabulary } from '../../fused-model';
import { FIRST_WORD } from '../../vocabulary';
import { LEAST_PROBABILITY } from '../asked';
import type { Entries } from './entries';
import { openForm, type Given } from './form';
import { planeTensor } from '../plane-tensor';
import { planesOf } from '../planes';

export interface GraphModelParts {
  readonly description: ModelDescription;
  readonly imported: ImportedModel;
  /** By modality that is text. */
  readonly tokenizers: Readonly<Record<string, OpenTokenizer>>;
  readonly nodes: OnnxNodes;
}

/** How samples reach it. */
interface Reading extends Pick<GraphModelParts, 'tokenizers'> {
  readonly map: ModelMap;
  readonly modalities: ModalitySpecs;
}

/** A model that was made elsewhere, computed here: attacks see its embedding, where one was chosen, and its gradients. */
export interface GraphModel extends FusedModel {
  /** Texts that gradients reach, and those whose words are tokens of the model. */
  readonly embedded: readonly string[];
  readonly worded: readonly string[];
}

/** @throws LabError `unsupported` for a graph or a map of which there is no such form */
export function graphModel({ description, imported, tokenizers, nodes }: GraphModelParts): GraphModel {
  const { map, signature } = imported;
  const ids = Object.keys(map.inputs).sort();
  const modalities = Object.fromEntries(ids.map((id) => [id, description.modalities[id]]));
  const reading = { map, modalities, tokenizers };
  refuseWhole(map);
  const form = openForm({
    nodes,
    inputs: mapValues(map.inputs, (input) => tensorNames(input).map(({ tensor }) => tensor)),
    texts: Object.fromEntries(
      Object.entries(map.inputs).flatMap(([id, input]) =>
        input.kind === 'words' ? [[id, { padding: tokenizers[id].padding, length: input.length }]] : [],
      ),
    ),
    output: map.output.name,
    embedding: map.embedding,
    fixed: fixedBatch(signature),
    given: (id, samples, entries) => givenTo(id, emptyOf(id, samples, reading, entries), reading, entries),
  });
  const { entries } = form;
  const tables = mapValues(entries, ({ table }) =>
    tf.keep(tf.tensor2d(Float32Array.from(table.numbers), [table.shape[0], table.shape[1]])),
  );
  const vocabularies = mapValues(entries, (_entry, id) => wordsOf(map, id, tokenizers[id], tables[id]));
  return {
    id: description.id,
    modalities,
    classes: description.classes,
    pixels: null,
    gives: new Set(imported.gives),
    isImported: true,
    perturbs: mapValues(modalities, (spec) => (isPlane(spec) ? 'input' : 'latent')),
    embedded: Object.keys(entries),
    worded: Object.keys(vocabularies).filter((id) => vocabularies[id] !== null),
    vocabularyOf: (modality) => vocabularies[modality] ?? null,
    embed: (modality, values) => {
      const spec = modalities[modality];
      if (isPlane(spec)) return { values: planesOf(values as readonly PlaneValue[], planeOf(spec)), mask: null };
      const { length } = map.inputs[modality] as Extract<ModelMap['inputs'][string], { kind: 'words' }>;
      const tokens = tokensOf(values as readonly TextValue[], tokenizers[modality], length);
      if (!Object.hasOwn(tables, modality)) {
        return {
          values: tf.tensor2d(tokens.ids, [values.length, length], 'int32'),
          mask: tf.tensor2d(tokens.mask, [values.length, length]),
        };
      }
      refuseBeyond(tokens.ids, tables[modality].shape[0]);
      const vectors = tf.gather(tables[modality], tf.tensor1d(tokens.ids, 'int32'));
      return {
        values: tf.reshape(vectors, [values.length, length, tables[modality].shape[1]]),
        mask: tf.tensor2d(tokens.mask, [values.length, length]),
      };
    },
    encode: (modality, embedded) => ({
      form: 'vector',
      values: form.encode(modality, givenTo(modality, embedded, reading, entries)),
    }),
    fuse: (encodings) => form.fuse(mapValues(encodings, ({ values }) => values as tf.Tensor2D)),
    decide: (z) => logitsOf(map, description.classes, form.decide(z)),
    dispose: () => {
      form.dispose();
      tf.dispose(Object.values(tables));
    },
  };
}

/** What an attack moves by a little would be rounded away. */
export function refuseWhole({ inputs }: ModelMap): void {
  const whole = Object.entries(inputs).find(([, input]) => input.kind === 'numbers' && !input.type.startsWith('float'));
  if (whole === undefined) return;
  throw new LabError('unsupported', `The graph reads "${whole[0]}" as whole numbers, which have no gradients.`, {
    where: `map.inputs.${whole[0]}.type`,
    remedy: 'Export the model with float32 inputs, or give "never" for "gradients".',
  });
}

function tokensOf(
  texts: readonly TextValue[],
  { tokens, padding }: OpenTokenizer,
  length: number,
): { readonly ids: Int32Array; readonly mask: Float32Array } {
  const ids = new Int32Array(texts.length * length).fill(padding);
  const mask = new Float32Array(texts.length * length);
  texts.forEach((words, row) => {
    const own = tokens(words);
    ids.set(own, row * length);
    mask.fill(1, row * length, row * length + own.length);
  });
  return { ids, mask };
}

/** @throws LabError `invalid` for a token that a table [V, D] of so many rows has not */
export function refuseBeyond(ids: Int32Array, rows: number): void {
  const beyond = ids.find((id) => id < 0 || id >= rows);
  if (beyond === undefined) return;
  throw new LabError('invalid', `gives the token ${beyond} to a model that knows ${rows}.`, {
    where: 'tokenizer.vocabulary',
    remedy: 'Give the vocabulary that the model was trained with.',
  });
}

/** A picture of zeros, a text of padding: what a graph is tried with. */
function emptyOf(
  id: string,
  samples: number,
  { map: { inputs }, modalities, tokenizers }: Reading,
  entries: Entries,
): Embedded {
  const input = inputs[id];
  const spec = modalities[id];
  if (isPlane(spec)) {
    const { height, width, channels } = planeOf(spec);
    return { values: tf.zeros([samples, height, width, channels]), mask: null };
  }
  const length = input.kind === 'words' ? input.length : 0;
  const mask = tf.ones<tf.Rank.R2>([samples, length]);
  return Object.hasOwn(entries, id)
    ? { values: tf.zeros([samples, length, entries[id].table.shape[1]]), mask }
    : { values: tf.fill([samples, length], tokenizers[id].padding, 'int32'), mask };
}

/** What the graph reads of a modality, in its own names. */
function givenTo(
  id: string,
  { values, mask }: Embedded,
  { map: { inputs }, modalities, tokenizers }: Reading,
  entries: Entries,
): Given {
  const input = inputs[id];
  const spec = modalities[id];
  if (input.kind === 'numbers') {
    return isPlane(spec) ? { [input.input]: planeTensor(spec, input, values as tf.Tensor4D) } : {};
  }
  const whole = (tensor: tf.Tensor): tf.Tensor => tf.cast(tensor, input.type === 'float32' ? 'float32' : 'int32');
  const there = mask ?? tf.ones([values.shape[0], input.length]);
  return {
    ...(Object.hasOwn(entries, id)
      ? // Where vectors stand in their place, numbers of tokens are asked only whether they are padding.
        { [entries[id].vectors]: values, [input.ids]: whole(tf.add(tokenizers[id].padding, there)) }
      : { [input.ids]: whole(values) }),
    ...(input.mask === null ? {} : { [input.mask]: whole(there) }),
    ...(input.segments === null ? {} : { [input.segments]: whole(tf.zerosLike(there)) }),
  };
}

/** Of a model whose tokens are words, one each: then a word can be put in the place of another. */
export function wordsOf(
  { inputs }: ModelMap,
  id: string,
  { vocabulary }: OpenTokenizer,
  table: tf.Tensor2D,
): ModelVocabulary | null {
  const input = inputs[id];
  if (input.kind !== 'words' || input.tokenizer.kind !== 'words') return null;
  const { start, end, padding, unknown } = input.tokenizer;
  const words = [...vocabulary].sort(([, a], [, b]) => a - b).map(([word]) => word);
  const areFirst = [padding, unknown].every((word) => words.indexOf(word) < FIRST_WORD);
  const isWhole = words.every((word, at) => vocabulary.get(word) === at) && words.length <= table.shape[0];
  return start === null && end === null && areFirst && isWhole ? { words, table } : null;
}

/** [N, K] in the order of the data set's classes. */
function logitsOf({ output }: ModelMap, classes: readonly string[], own: tf.Tensor2D): tf.Tensor2D {
  const logits = output.gives === 'logits' ? own : tf.log<tf.Tensor2D>(tf.maximum(own, LEAST_PROBABILITY));
  const places = classes.map((name) => output.classes.indexOf(name));
  return places.every((place, at) => place === at) ? logits : tf.gather(logits, tf.tensor1d(places, 'int32'), 1);
}
