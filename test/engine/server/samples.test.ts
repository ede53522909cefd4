import { expect, it, onTestFinished } from 'vitest';
import { startEngine } from '../../../src/host/engine-client';
import { tinyLab } from '../../support/tiny-lab';

it('pages the samples of a split', async () => {
  const engine = await startEngine({ lab: await tinyLab() });
  onTestFinished(() => engine.close());
  const page = (offset: number, limit: number) =>
    engine.request('data.samples', { dataset: 'tiny', ids: [], split: 'test', offset, limit });
  const whole = await page(0, 1000);
  expect(whole).toHaveLength(40);
  expect(new Set(whole.map(({ split }) => split))).toEqual(new Set(['test']));
  const pages = await Promise.all([0, 15, 30, 45].map((offset) => page(offset, 15)));
  expect(pages.map(({ length }) => length)).toEqual([15, 15, 10, 0]);
  expect(pages.flat()).toEqual(whole);
  const first = await engine.request('data.samples', { dataset: 'tiny', ids: [], split: 'test', limit: 2 });
  expect(first).toEqual(whole.slice(0, 2));
  const { test } = await engine.request('data.balance', { dataset: 'tiny' });
  expect(test).toEqual(test.map((_, label) => whole.filter((sample) => sample.label === label).length));
  expect(test.reduce((sum, count) => sum + count, 0)).toBe(whole.length);
});
