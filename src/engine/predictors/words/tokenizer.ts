import { LabError } from '../../../shared/errors';
import type { Tokenizer, WordsInput } from '../../../shared/imported/model-map';
import { bytePairTokens } from './byte-pairs';
import { wordPieces } from './wordpiece';
import { readMerges, readVocabularyJson, readVocabularyLines } from './vocabulary-files';

/** Numbers of a text's tokens, its start and end among them, without padding. */
export type TextTokens = (words: readonly string[]) => readonly number[];

export interface OpenTokenizer {
  readonly tokens: TextTokens;
  readonly padding: number;
  /** Numbers below this one are given. */
  readonly size: number;
  /** Numbers of tokens, by what they read. */
  readonly vocabulary: ReadonlyMap<string, number>;
}

/**
 * @param text of a file beside the map, by its name
 * @param masked the word that stands for a removed one, which is unknown to every model
 * @throws LabError `invalid` for a vocabulary that is none, or without a token that the map names
 */
export function openTokenizer(
  { tokenizer, length }: Pick<WordsInput, 'tokenizer' | 'length'>,
  text: (name: string) => string,
  masked: string,
): OpenTokenizer {
  const { unknown, padding } = tokenizer;
  const vocabulary = vocabularyOf(tokenizer, text);
  const numberOf = (token: string, field: string): number => {
    const number = vocabulary.get(token);
    if (number !== undefined) return number;
    throw new LabError('invalid', `is "${token}", which ${tokenizer.vocabulary} does not hold.`, {
      where: `tokenizer.${field}`,
      remedy: 'Give the token as the vocabulary writes it.',
    });
  };
  const unknownNumber = numberOf(unknown, 'unknown');
  const start = tokenizer.start === null ? [] : [numberOf(tokenizer.start, 'start')];
  const end = tokenizer.end === null ? [] : [numberOf(tokenizer.end, 'end')];
  const room = length - start.length - end.length;
  const run = runOf(tokenizer, vocabulary, unknownNumber, text);
  return {
    tokens: (words) => {
      const parts = runs(words, masked).flatMap((part) => (part === null ? [unknownNumber] : run(part)));
      return [...start, ...parts.slice(0, room), ...end];
    },
    padding: numberOf(padding, 'padding'),
    size: Math.max(...vocabulary.values()) + 1,
    vocabulary,
  };
}

function vocabularyOf({ kind, vocabulary }: Tokenizer, text: (name: string) => string): ReadonlyMap<string, number> {
  return (kind === 'bpe' ? readVocabularyJson : readVocabularyLines)(text(vocabulary), vocabulary);
}

function runOf(
  tokenizer: Tokenizer,
  vocabulary: ReadonlyMap<string, number>,
  unknown: number,
  text: (name: string) => string,
): (words: readonly string[]) => readonly number[] {
  switch (tokenizer.kind) {
    case 'wordpiece': {
      const setting = { lowercase: tokenizer.lowercase, unknown };
      return (words) => words.flatMap((word) => wordPieces(word, vocabulary, setting));
    }
    case 'bpe': {
      const { merges, form } = tokenizer;
      const pairs = { vocabulary, ranks: readMerges(text(merges), merges), form, unknown };
      return (words) => bytePairTokens(words, pairs);
    }
    case 'words': {
      const { lowercase } = tokenizer;
      return (words) => words.map((word) => vocabulary.get(lowercase ? word.toLowerCase() : word) ?? unknown);
    }
    default:
      return tokenizer satisfies never;
  }
}

/** Runs of words, and null for each that is masked. */
function runs(words: readonly string[], masked: string): readonly (readonly string[] | null)[] {
  const parts: (string[] | null)[] = [];
  let open: string[] | null = null;
  for (const word of words) {
    if (word === masked) {
      open = null;
      parts.push(null);
    } else if (open === null) {
      open = [word];
      parts.push(open);
    } else open.push(word);
  }
  return parts;
}
