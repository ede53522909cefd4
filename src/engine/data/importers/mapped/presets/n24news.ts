import { whole, type Preset } from './preset';

/** N24News (Wang et al., LREC 2022): articles of 24 sections of a newspaper with a picture each. */
export const n24news: Preset = {
  title: 'N24News',
  cites: ['wang2022news'],
  expects: ['news/nytimes_train.json', 'news/nytimes_dev.json', 'news/nytimes_test.json', 'imgs'],
  mapping: () => ({
    ...whole,
    source: {
      kind: 'files',
      parts: (['train', 'dev', 'test'] as const).map((name) => ({
        files: [`news/nytimes_${name}.json`],
        split: name === 'dev' ? 'validation' : name,
      })),
    },
    id: '{image_id}',
    inputs: [
      { kind: 'image', name: 'image', file: 'imgs/{image_id}.jpg' },
      { kind: 'text', name: 'text', columns: ['headline', 'abstract'], words: 128 },
    ],
    label: { kind: 'class', column: 'section' },
    split: { kind: 'parts' },
    task: 'Which section of the newspaper is the article of?',
  }),
};
