import { expect, it } from 'vitest';
import { distinctTitles } from '../../src/analysis/distinct-titles';
import { syntheticRun } from './synthetic-run';

const [model] = syntheticRun({ count: 20 }).models;
const { spec } = model;
const made = (id: string, training: Partial<typeof spec.training>, title = 'concat · seed 0') => ({
  id: id.repeat(64),
  title,
  spec: { ...spec, training: { ...spec.training, ...training } },
});

it('leaves a title of its own as it is', () => {
  const titles = distinctTitles([made('a', {}), made('b', { epochs: 3 }, 'late · seed 0')]);
  expect([...titles.values()]).toEqual(['concat · seed 0', 'late · seed 0']);
});

it('says of equal titles what differs, and the short id where nothing else does', () => {
  const titles = distinctTitles([
    made('a', { trainRows: 9000, epochs: 4 }),
    made('b', { trainRows: null, epochs: 4 }),
    made('c', { trainRows: null, epochs: 1 }),
    made('d', { trainRows: null, epochs: 1, dropout: 0.5 }),
  ]);
  expect([...titles.values()]).toEqual([
    'concat · seed 0 · 9,000 rows · 4 epochs',
    'concat · seed 0 · all rows · 4 epochs',
    'concat · seed 0 · all rows · 1 epoch · cccccccccccc',
    'concat · seed 0 · all rows · 1 epoch · dddddddddddd',
  ]);
});
