import { describe, expect, it } from 'vitest';
import { MASK_WORD } from '../../../src/engine/modalities/modality';
import { openTokenizer } from '../../../src/engine/predictors/words/tokenizer';
import { Tokenizer } from '../../../src/shared/imported/model-map';

/** Numbers are those of the library `tokenizers` 0.23.3 for the same vocabulary, with its normaliser of BERT. */
const pieces = [
  ...[
    '[PAD]',
    '[UNK]',
    '[CLS]',
    '[SEP]',
    'red',
    'sh',
    '##oe',
    '##es',
    'blue',
    "'",
    's',
    'ca',
    '##fe',
    '!',
    '中',
    '文',
    '-',
  ],
  ...['un', '##believ', '##able'],
];
const merges = [
  'Ġ s',
  'Ġs h',
  "' s",
  'b l',
  'c a',
  'e d',
  'h e',
  'o e',
  'r ed',
  'u e',
  'Ġ a',
  'Ġ bl',
  'Ġ ca',
  'Ġ red',
  'Ġsh oe',
  'Ġbl ue',
  'c o',
  'd e',
  'e e',
  'e s',
  'f Ã',
  'i r',
  'i t',
  'l d',
  'l l',
  'l ee',
  'n d',
  'n Ã',
  'o r',
  't s',
  't he',
  'v es',
  'w or',
  '¯ co',
  '¼ nÃ',
  'Ã ¼nÃ',
  'Ġ 2',
  'Ġ it',
  'Ġ wor',
  'Ġs lee',
  'Ġsh ir',
  'he ll',
  'Ġa nd',
  'Ġca fÃ',
  'Ġca ts',
  '¯co de',
  'Ã¼nÃ ¯code',
  'Ġwor ld',
  'Ġslee ves',
  'Ġshir t',
  'hell o',
  'ĠcafÃ ©',
];

/** The signs of all bytes in their order, after the special tokens; then what pairs become, first learned first. */
function bpeVocabulary(): string {
  const codes = [
    [33, 126],
    [161, 172],
    [174, 255],
    [256, 323],
  ] as const;
  const signs = codes.flatMap(([from, to]) =>
    Array.from({ length: to - from + 1 }, (_, at) => String.fromCodePoint(from + at)),
  );
  const tokens = ['<s>', '<pad>', '</s>', '<unk>', ...signs, ...merges.map((pair) => pair.replace(' ', ''))];
  return JSON.stringify(Object.fromEntries(tokens.map((token, number) => [token, number])));
}

const files: Readonly<Record<string, string>> = {
  'vocab.txt': `${pieces.join('\n')}\n`,
  'vocab.json': bpeVocabulary(),
  'merges.txt': `#version: 0.2\n${merges.join('\n')}\n`,
};
const open = (tokenizer: object, length = 16) =>
  openTokenizer({ tokenizer: Tokenizer.parse(tokenizer), length }, (name) => files[name], MASK_WORD);
const wordpiece = { kind: 'wordpiece', vocabulary: 'vocab.txt' };
const bpe = { kind: 'bpe', vocabulary: 'vocab.json', merges: 'merges.txt' };

describe('WordPiece', () => {
  it.each([
    ['Red shoes', [4, 1]],
    ["Café's BLUE!", [11, 12, 9, 10, 8, 13]],
    ['中文 red-shoe', [14, 15, 4, 16, 5, 6]],
    ['unbelievable unbelief', [17, 18, 19, 1]],
    ['x red', [1, 4]],
  ])('takes "%s" apart as BERT does', (text, numbers) => {
    expect(open(wordpiece).tokens(text.split(' '))).toEqual([2, ...numbers, 3]);
  });

  it('cuts what is too long, and keeps the end', () => {
    expect(open(wordpiece, 4).tokens(['red', 'blue', 'red'])).toEqual([2, 4, 8, 3]);
  });

  it('knows no word that was masked', () => {
    expect(open(wordpiece).tokens(['red', MASK_WORD, 'blue'])).toEqual([2, 4, 1, 8, 3]);
  });
});

describe('byte pairs', () => {
  it.each([
    ['a red shoe', [68, 273, 274]],
    ["it's 2 blue cats!", [282, 262, 296, 275, 304, 4]],
    ['ünïcode shoes', [306, 274, 86]],
    ['zzz', [93, 93, 93]],
  ])('joins "%s" as GPT-2 does', (text, numbers) => {
    expect(open(bpe).tokens(text.split(' '))).toEqual([0, ...numbers, 2]);
  });
});

describe('what a vocabulary must hold', () => {
  it('names the token that is missing, and its field', () => {
    expect(() => open({ ...wordpiece, end: '[END]' })).toThrow(/is "\[END\]", which vocab.txt does not hold/);
  });

  it.each([
    ['', /holds no token/],
    ['a\nb\na\n', /holds "a" twice, in lines 1 and 3/],
  ])('refuses lines %j', (text, message) => {
    const read = () => openTokenizer({ tokenizer: Tokenizer.parse(wordpiece), length: 8 }, () => text, MASK_WORD);
    expect(read).toThrow(message);
  });

  it.each([
    ['[1, 2]', /is no object/],
    ['{"a": -1}', /no whole number/],
    ['{"a": NaN}', /JSON|Correct|token/i],
  ])('refuses the object %j', (text, message) => {
    const read = () => openTokenizer({ tokenizer: Tokenizer.parse(bpe), length: 8 }, () => text, MASK_WORD);
    expect(read).toThrow(message);
  });
});
