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

it('says by what a model was hardened', () => {
  const { adversarial, removals } = spec.training;
  const titles = distinctTitles([
    made('a', {}),
    made('b', { adversarial: { ...adversarial, imageRadius: 0.5, textRadius: 0.25, rate: 0.5 } }),
    made('c', { removals: { ...removals, rate: 1 } }),
  ]);
  expect([...titles.values()]).toEqual([
    'concat · seed 0 · not hardened',
    'concat · seed 0 · adversarial: PGD-5 l2 · image 0.5 + text 0.25, 50 % of samples',
    'concat · seed 0 · removals: up to 2 cells (mean) and 2 words (delete)',
  ]);
});
