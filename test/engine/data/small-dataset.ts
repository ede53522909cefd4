import type { Split } from '../../../src/shared/data/dataset';
import type { DatasetHeader, DatasetRow } from '../../../src/engine/data/write';

/** A made-up data set of 2 × 3 colour images and texts. */
export const smallHeader: DatasetHeader = {
  name: 'small',
  title: 'Small',
  task: 'Is it?',
  preparation: { name: 'small', version: 1, seed: 0 },
  licences: ['made up'],
  classes: ['no', 'yes'],
  unit: 'thing',
  modalities: { image: { kind: 'image', height: 2, width: 3, channels: 3 }, text: { kind: 'text' } },
  oracle: null,
};

export const hostileWords = [
  '</script>',
  '\u001b[31mred',
  '=1+1',
  'two\nlines',
  '\u0000',
  '',
  '🙂',
  'x'.repeat(100_000),
];

export function smallRows(count = 10): readonly DatasetRow[] {
  return Array.from({ length: count }, (_, row) => {
    const split: Split = row < count * 0.6 ? 'train' : row < count * 0.8 ? 'validation' : 'test';
    return {
      id: `thing-${row}`,
      label: row % 2,
      split,
      group: `group "${row % 3}"\n`,
      inputs: {
        image: Uint8Array.from({ length: 18 }, (_level, index) => (row * 37 + index * 11) % 256),
        text: row === 0 ? hostileWords : ['word', `number-${row}`].slice(0, 1 + (row % 2)),
      },
      evidence: row === 0 ? [] : [0],
    };
  });
}
