/** What goes out beside a graph: the map by which this lab takes it back, vocabularies, and what is told of it in its own file. */
import { givesOf } from '../../shared/imported/answered-task';
import { ModelMap } from '../../shared/imported/model-map';
import { isPlane, measuredOf, type ModalitySpec } from '../../shared/data/modality';
import type { ModelDescription } from '../../shared/models/model-description';
import type { ModelForm } from '../../shared/models/model-export';
import { FIRST_WORD } from '../models/vocabulary';
import { differsInLength, inputNames, layoutOf } from './input-names';

/** Of words that no text can hold: they have a blank within. */
const PADDING = 'no word';
const UNKNOWN = 'unknown word';
/** Titles of maps are no longer. */
const LONGEST_TITLE = 80;

type Described = Pick<ModelDescription, 'title' | 'spec' | 'modalities' | 'classes' | 'target' | 'vocabulary' | 'test'>;

export interface MapOut {
  readonly map: ModelMap;
  /** Text of each vocabulary, by the name that the map has for it. */
  readonly vocabularies: Readonly<Record<string, string>>;
}

/** Those that the model reads, in its order. */
export function modalitiesRead({
  spec,
  modalities,
}: Pick<Described, 'spec' | 'modalities'>): readonly (readonly [string, ModalitySpec])[] {
  return Object.keys(spec.recipe.encoders).map((id) => [id, modalities[id]]);
}

/**
 * The map by which the lab takes an exported graph back.
 *
 * @param prefix of names of files beside it
 * @param embedding name of the graph's tensor that is the fused embedding; null: there is none
 * @returns why there is none, for a model of which the lab takes no graph
 */
export function mapOf(
  model: Described,
  form: Exclude<ModelForm, 'safetensors'>,
  prefix: string,
  embedding: string | null,
): MapOut | string {
  const read = modalitiesRead(model);
  if (model.spec.recipe.head.name === 'pixels') return 'the lab takes back only models that answer once for a sample';
  if (read.some(([, spec]) => differsInLength(spec)))
    return 'the lab gives sequences of different lengths to no model that it takes in';
  if (read.some(([, spec]) => spec.kind === 'text' && spec.maxWords < LEAST_WORDS))
    return `the lab gives texts of at least ${LEAST_WORDS} words to models that it takes in`;
  const map = ModelMap.parse({
    format: 'muroan.model-map',
    formatVersion: 1,
    title: model.title.slice(0, LONGEST_TITLE),
    inputs: Object.fromEntries(read.map(([id, spec]) => [id, mappedInput(id, spec, form, prefix)])),
    output: { name: 'logits', gives: givesOf(model.target)[0], classes: model.classes },
    embedding,
    statedAccuracy: model.test.correct / model.test.count,
  });
  const lines = wordsOf(model.vocabulary).join('\n');
  const texts = read.filter(([, spec]) => !isPlane(spec));
  return { map, vocabularies: Object.fromEntries(texts.map(([id]) => [vocabularyFile(prefix, id), `${lines}\n`])) };
}

/** Words by number, as others read them. */
function wordsOf(vocabulary: readonly string[]): readonly string[] {
  return [PADDING, UNKNOWN, ...vocabulary.slice(FIRST_WORD)];
}

/** Places of a text that a map can say. */
const LEAST_WORDS = 3;

function vocabularyFile(prefix: string, id: string): string {
  return `${prefix}${id}.txt`;
}

function mappedInput(id: string, spec: ModalitySpec, form: Exclude<ModelForm, 'safetensors'>, prefix: string): object {
  const { values } = inputNames(id, spec);
  if (isPlane(spec)) return { kind: 'numbers', input: values, type: 'float32', layout: layoutOf(spec) };
  return {
    kind: 'words',
    ids: values,
    type: form === 'onnx' ? 'int64' : 'int32',
    length: spec.maxWords,
    tokenizer: {
      kind: 'words',
      vocabulary: vocabularyFile(prefix, id),
      lowercase: true,
      unknown: UNKNOWN,
      padding: PADDING,
    },
  };
}

/** What a file says of its model, by key; what is no text is JSON. */
export function toldOf(
  model: Pick<ModelDescription, 'id' | 'datasetHash' | 'weightsHash'> & Described,
  steps: number | null,
): Readonly<Record<string, string>> {
  const { id, title, spec, classes, target, vocabulary, datasetHash, weightsHash } = model;
  const read = modalitiesRead(model);
  return {
    title,
    classes: JSON.stringify(classes),
    ...(target === undefined ? {} : { target: JSON.stringify(target) }),
    inputs: JSON.stringify(Object.fromEntries(read.flatMap(([modality, one]) => toldInputs(modality, one)))),
    ...(read.some(([, one]) => one.kind === 'text') ? { vocabulary: JSON.stringify(wordsOf(vocabulary)) } : {}),
    recipe: JSON.stringify(spec.recipe),
    dataset: spec.dataset,
    datasetHash,
    model: id,
    weightsHash,
    ...(steps === null ? {} : { steps: `the fixed point is replaced by ${steps} steps of its map` }),
  };
}

function toldInputs(modality: string, spec: ModalitySpec): readonly (readonly [string, object])[] {
  const { values, mask } = inputNames(modality, spec);
  if (!isPlane(spec)) {
    const holds = 'numbers of words in the vocabulary, lower-cased; 1 for a word that is not in it, 0 behind the last';
    return [[values, { modality, kind: spec.kind, words: spec.maxWords, holds }]];
  }
  const own = {
    modality,
    kind: spec.kind,
    layout: layoutOf(spec),
    holds: 'values from 0 to 1',
    ...(spec.kind === 'image' || spec.kind === 'audio' ? {} : { measured: measuredOf(spec) }),
  };
  return [
    [values, own],
    ...(mask === null ? [] : [[mask, { modality, holds: '1 for a step that is there, 0 behind the last' }] as const]),
  ];
}
