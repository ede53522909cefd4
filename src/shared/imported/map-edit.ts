import { isPlane, type ModalitySpec } from '../data/modality';
import { numbersDraft, wordsDraft } from './map-draft';
import { Tokenizer, type ModelMap } from './model-map';
import type { PredictorSignature } from './signature';

/** A map while it is edited: fields may hold what is no number yet. */
export interface MapDraft extends Omit<
  ModelMap,
  'inputs' | 'output' | 'batch' | 'timeout' | 'statedAccuracy' | 'statedScore'
> {
  readonly inputs: Readonly<Record<string, InputDraft>>;
  readonly output: Omit<ModelMap['output'], 'rescaled'> & {
    readonly rescaled?: { readonly factor: unknown; readonly offset: unknown } | undefined;
  };
  readonly batch: unknown;
  readonly timeout: unknown;
  readonly statedAccuracy: unknown;
  readonly statedScore?: unknown;
}

export interface InputDraft {
  readonly kind: 'numbers' | 'words';
  readonly [field: string]: unknown;
}

/** Fields that no input of the model tells anything of. */
const knownOfNumbers: ReadonlySet<string> = new Set(['units', 'scale', 'mean', 'std']);
const knownOfWords: ReadonlySet<string> = new Set(['mask', 'segments', 'tokenizer']);

/** Name of the model's input that a modality reaches; null: it is not read. */
export function boundTo({ inputs }: MapDraft, modality: string): string | null {
  if (!Object.hasOwn(inputs, modality)) return null;
  const { input, ids } = inputs[modality];
  const name = input ?? ids;
  return typeof name === 'string' ? name : null;
}

/**
 * The map with a modality on another input, or none: what follows from the input (layout, size, type, length) is as it
 * usually is there, and what a person knows of the model (scale, mean, std, tokenizer) stays.
 */
export function withBound(
  draft: MapDraft,
  modality: string,
  name: string | null,
  { inputs: tensors }: PredictorSignature,
  spec: ModalitySpec,
): MapDraft {
  const { [modality]: before, ...others } = draft.inputs as Readonly<Record<string, InputDraft | undefined>>;
  const rest = others as Readonly<Record<string, InputDraft>>;
  const tensor = tensors.find((one) => one.name === name);
  if (tensor === undefined) return { ...draft, inputs: rest };
  if (isPlane(spec)) {
    const known = Object.entries(before ?? {}).filter(([field]) => knownOfNumbers.has(field));
    return {
      ...draft,
      inputs: { ...rest, [modality]: { ...numbersDraft(tensor, spec), ...Object.fromEntries(known) } },
    };
  }
  const known = Object.entries(before ?? {}).filter(([field]) => knownOfWords.has(field));
  return {
    ...draft,
    inputs: {
      ...rest,
      [modality]: { ...wordsDraft(tensor, undefined, undefined, spec), ...Object.fromEntries(known) },
    },
  };
}

/** Names of usual files of each kind of tokenizer. */
const usualFiles = {
  wordpiece: { vocabulary: 'vocab.txt' },
  bpe: { vocabulary: 'vocab.json', merges: 'merges.txt' },
  words: { vocabulary: 'words.txt' },
} as const satisfies Readonly<Record<Tokenizer['kind'], object>>;

/** A tokenizer of another kind, as it usually is. */
export function tokenizerOf(kind: Tokenizer['kind']): Tokenizer {
  return Tokenizer.parse({ kind, ...usualFiles[kind] });
}

/**
 * The order of the classes with another one at a place: the two change places, so that each class stands in it once.
 */
export function withClassAt(classes: readonly string[], place: number, name: string): readonly string[] {
  const other = classes.indexOf(name);
  return classes.map((own, at) => (at === place ? name : at === other ? classes[place] : own));
}
