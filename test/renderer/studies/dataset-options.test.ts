import { expect, test } from 'vitest';
import { datasetOptions } from '../../../src/renderer/studies/dataset-options';
import { texts } from '../../../src/renderer/texts/catalogue';
import type { DatasetManifest } from '../../../src/shared/data/dataset';

test('every data set to choose says what it asks and from which inputs, also one that is not in the lab yet', () => {
  const own: DatasetManifest = {
    ...{ format: 'muroan.dataset', formatVersion: 1, name: 'things', title: 'Things', task: '', licences: [] },
    ...{
      preparation: { name: 'a', version: 1, seed: 0 },
      count: 20,
      unit: 'one',
      columns: {},
      oracle: null,
      hash: 'h',
    },
    ...{ classes: ['car', 'box', 'wall'], target: { kind: 'labels' }, splits: { train: 10, validation: 5, test: 5 } },
    modalities: { words: { kind: 'text', maxWords: 4 } },
  };
  const options = datasetOptions([own]);
  expect(options[0]).toEqual({ value: 'things', label: 'Things', facts: '3 labels, any of them · words' });
  const factsOf = (name: string): string | undefined =>
    options.find(({ label }) => label === texts.studies.shipped(name))?.facts;
  expect(factsOf('caption-match')).toBe('one of 2 classes · image and text');
  expect(factsOf('digit-sum')).toBe('a value, right within 1 · image and sound');
  expect(factsOf('scene-contents')).toBe('6 labels, any of them · rgb and heat');
  expect(factsOf('scenes')).toMatch(/; of every pixel one of \d+ classes · rgb, depth and heat$/u);
});
