import { whole, type Preset } from './preset';

const SENTIMENTS = ['positive', 'neutral', 'negative'] as const;

/**
 * What the labels of text and picture say together, as the publications on MVSA have it: neutral gives way; one that is positive
 * and one that is negative contradict each other, and the sample is left out.
 */
const together = SENTIMENTS.flatMap((text) =>
  SENTIMENTS.flatMap((image) => {
    const isContradiction = text !== image && text !== 'neutral' && image !== 'neutral';
    return isContradiction ? [] : [{ value: `${text},${image}`, name: text === 'neutral' ? image : text }];
  }),
);

/** MVSA-Single (Niu et al., MMM 2016): tweets and pictures, one annotation each. */
export const mvsaSingle: Preset = {
  title: 'MVSA-Single',
  cites: ['niu2016sentiment'],
  expects: ['labelResult.txt', 'data'],
  mapping: () => ({
    ...whole,
    source: { kind: 'files', parts: [{ files: ['labelResult.txt'], separator: '\t' }] },
    id: '{ID}',
    inputs: [
      { kind: 'image', name: 'image', file: 'data/{ID}.jpg' },
      { kind: 'text', name: 'text', file: 'data/{ID}.txt', words: 64 },
    ],
    label: { kind: 'class', column: 'text,image', classes: together },
    split: { kind: 'drawn', by: 'class', test: 0.1, validation: 0.1 },
    task: 'Which sentiment do tweet and picture have together?',
  }),
};
