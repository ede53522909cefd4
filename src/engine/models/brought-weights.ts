import { LabError } from '../../shared/errors';
import { canonicalJson } from '../../shared/identity';
import { EncoderChoice } from '../../shared/recipe/encoders';
import { refuse } from '../../shared/refusal';
import {
  readBroughtSafetensors,
  readSafetensors,
  writeSafetensors,
  type StoredTensor,
  type TensorFile,
} from './safetensors';

/** What the metadata of a file of weights tells the lab; everything else in them is dropped. */
const encoderKey = 'muroan.encoder';
const wordsKey = 'muroan.vocabulary';

/** A file of weights that somebody brings, as the lab keeps it. */
export interface BroughtWeights extends TensorFile {
  readonly encoder: EncoderChoice | null;
  /** Words by row, of what reads texts. */
  readonly words: readonly string[] | null;
  /** How many tensors were not float32, and how many were called otherwise. */
  readonly converted: number;
  readonly renamed: number;
}

/** Metadata of the weights of one encoder. @param vocabulary words by row; empty of what reads no text */
export function encoderMetadata(encoder: EncoderChoice, vocabulary: readonly string[]): TensorFile['metadata'] {
  return {
    [encoderKey]: canonicalJson(encoder),
    ...(vocabulary.length === 0 ? {} : { [wordsKey]: JSON.stringify(vocabulary) }),
  };
}

/** The file that the lab keeps: equal weights give equal bytes. */
export function keptFile({ tensors, metadata }: BroughtWeights): Uint8Array {
  return writeSafetensors({ tensors, metadata });
}

/** One encoder of the weights of a model. */
export interface EncoderOfModel {
  readonly bytes: Uint8Array;
  /** Where those lie, for the error. */
  readonly where: string;
  readonly modality: string;
  readonly encoder: EncoderChoice;
  /** Words by row; empty of what reads no text. */
  readonly vocabulary: readonly string[];
}

/** It as a file by itself, with how many tensors it has. @throws LabError `damaged` */
export function encoderFile({ bytes, where, modality, encoder, vocabulary }: EncoderOfModel): {
  readonly file: Uint8Array;
  readonly count: number;
} {
  const prefix = `encoders/${modality}/`;
  const own = [...readSafetensors(bytes, where).tensors].flatMap(([name, tensor]): [string, StoredTensor][] =>
    name.startsWith(prefix) ? [[name.slice(prefix.length), tensor]] : [],
  );
  const metadata = encoderMetadata(encoder, vocabulary);
  return { file: writeSafetensors({ tensors: new Map(own), metadata }), count: own.length };
}

/**
 * Reads a file of weights of one encoder; all that is wrong with its numbers and names is told at once.
 *
 * @param names of tensors, those of the file to those of the lab; others stay as they are called
 * @param where the file, for the error
 * @throws LabError `invalid` for no whole safetensors file of floating-point numbers, for numbers that are not finite, and for
 * names that do not fit the file
 */
export function readBroughtWeights(
  bytes: Uint8Array,
  names: Readonly<Record<string, string>>,
  where: string,
): BroughtWeights {
  const refused = refusedAt(where);
  const { metadata: told, ...file } = readBroughtTensors(bytes, names, where);
  const encoder = encoderIn(told, refused);
  const words = wordsIn(told, refused);
  return {
    ...file,
    metadata: {
      ...(encoder === null ? {} : { [encoderKey]: canonicalJson(encoder) }),
      ...(words === null ? {} : { [wordsKey]: JSON.stringify(words) }),
    },
    encoder,
    words,
  };
}

/** The same of any file of weights, with all that it says of itself. @throws as `readBroughtWeights` */
export function readBroughtTensors(
  bytes: Uint8Array,
  names: Readonly<Record<string, string>>,
  where: string,
): TensorFile & Pick<BroughtWeights, 'converted' | 'renamed'> {
  const refused = refusedAt(where);
  const file = readBroughtSafetensors(bytes, refused);
  if (file.tensors.size === 0) throw refused('holds no tensor.', 'Give a file with weights.');
  const ours = (name: string): string => (Object.hasOwn(names, name) ? names[name] : name);
  const tensors = new Map<string, StoredTensor>();
  const twice: string[] = [];
  for (const [name, tensor] of file.tensors) {
    if (tensors.has(ours(name))) twice.push(ours(name));
    tensors.set(ours(name), tensor);
  }
  refuse([
    ...Object.keys(names)
      .filter((name) => !file.tensors.has(name))
      .map((name) => refused(`holds no tensor ${JSON.stringify(name)}, which the map names.`, 'Correct the map.')),
    ...twice.map((name) =>
      refused(`has two tensors that are to be called ${JSON.stringify(name)}.`, 'Correct the map.'),
    ),
    ...[...file.tensors]
      .map(([name, { data }]) => ({
        name,
        count: data.reduce((sum, value) => sum + (Number.isFinite(value) ? 0 : 1), 0),
      }))
      .filter(({ count }) => count > 0)
      .map(({ name, count }) =>
        refused(
          `holds ${count} ${count === 1 ? 'number' : 'numbers'} in tensor ${JSON.stringify(name)} that ${count === 1 ? 'is' : 'are'} not finite.`,
          'Give weights of a training that went well.',
        ),
      ),
  ]);
  return {
    tensors,
    metadata: file.metadata,
    converted: file.converted.length,
    renamed: Object.entries(names).filter(([theirs, own]) => theirs !== own).length,
  };
}

function refusedAt(where: string): (message: string, remedy?: string) => LabError {
  return (message, remedy = 'Write the file again, with whole tensors.') =>
    new LabError('invalid', message, { where, remedy });
}

type Refused = (message: string, remedy?: string) => LabError;

function encoderIn(metadata: TensorFile['metadata'], refused: Refused): EncoderChoice | null {
  if (!Object.hasOwn(metadata, encoderKey)) return null;
  const encoder = EncoderChoice.safeParse(jsonOf(metadata[encoderKey]));
  if (encoder.success) return encoder.data;
  throw refused(`has metadata "${encoderKey}" that name no encoder of the lab.`, 'Leave them out, or correct them.');
}

function wordsIn(metadata: TensorFile['metadata'], refused: Refused): readonly string[] | null {
  if (!Object.hasOwn(metadata, wordsKey)) return null;
  const words = jsonOf(metadata[wordsKey]);
  if (Array.isArray(words) && words.every((word): word is string => typeof word === 'string')) return words;
  throw refused(`has metadata "${wordsKey}" that are no JSON list of words.`, 'Leave them out, or correct them.');
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
