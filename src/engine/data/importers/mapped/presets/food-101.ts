import { whole, type Preset } from './preset';

/** UPMC Food-101 (Wang et al., ICMEW 2015), as it is passed on with titles: lists without a line of names. */
export const food101: Preset = {
  title: 'UPMC Food-101',
  cites: ['wang2015recipe'],
  expects: ['texts/train_titles.csv', 'texts/test_titles.csv', 'images/train', 'images/test'],
  mapping: () => ({
    ...whole,
    source: {
      kind: 'files',
      parts: (['train', 'test'] as const).map((split) => ({
        files: [`texts/${split}_titles.csv`],
        header: ['image', 'title', 'class'],
        fixed: { folder: split },
        split,
      })),
    },
    id: '{folder}-{image}',
    inputs: [
      { kind: 'image', name: 'image', file: 'images/{folder}/{class}/{image}' },
      { kind: 'text', name: 'text', columns: ['title'], words: 64 },
    ],
    label: { kind: 'class', column: 'class' },
    split: { kind: 'parts' },
    task: 'Which of the dishes do picture and title show?',
  }),
};
