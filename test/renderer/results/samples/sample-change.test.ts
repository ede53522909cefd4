import { expect, test } from 'vitest';
import { analyse } from '../../../../src/analysis/analyse';
import {
  attackChanges,
  cellOfChange,
  degradationChanges,
} from '../../../../src/renderer/results/samples/sample-change';
import { decoupling, syntheticRun } from '../../../analysis/synthetic-run';

const input = syntheticRun({
  count: 20,
  attacks: [decoupling(), decoupling(['text'])],
  plan: {
    degradations: [
      { name: 'missing', modalities: ['text'] },
      { name: 'noise', modalities: ['image'], levels: [0.5, 1] },
    ],
  },
});
const analysis = analyse(input);
const { cells } = input.run.expansion;

test('attacks and failing inputs have keys of their own, each with the cell of the model chosen', () => {
  const changes = [...attackChanges(analysis), ...degradationChanges(analysis)];
  expect(changes.map(({ title }) => title)).toEqual([
    'Decoupling · image + text',
    'Decoupling · text',
    'Without text (mean)',
    'Noise 0.5 on image',
    'Noise 1 on image',
  ]);
  expect(changes.map(({ key }) => key)).toEqual([
    'attack-0/0',
    'attack-1/0',
    'degraded-0/0',
    'degraded-1/0',
    'degraded-1/1',
  ]);
  for (const { model } of analysis.subjects.flatMap(({ models }) => models)) {
    const found = changes.map(({ key }) => cellOfChange(cells, model, key));
    expect(found.map((cell) => cell?.kind)).toEqual(['attack', 'attack', 'degraded', 'degraded', 'degraded']);
    expect(new Set(found.map((cell) => cell?.id)).size).toBe(changes.length);
    expect(found.every((cell) => cell?.model === model)).toBe(true);
  }
  expect(cellOfChange(cells, 'nobody', changes[0].key)).toBeUndefined();
});
