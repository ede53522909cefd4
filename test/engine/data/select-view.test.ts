import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Dataset } from '../../../src/engine/data/dataset';
import { openDataset } from '../../../src/engine/data/open';
import { select } from '../../../src/engine/data/select';
import { sampleView } from '../../../src/engine/data/view';
import { writeDataset } from '../../../src/engine/data/write';
import { SampleView, type ImageView } from '../../../src/shared/samples/sample-view';
import { hostileWords, smallHeader, smallRows } from './small-dataset';
import { temporaryFolder } from './temporary-folder';

const folder = temporaryFolder();
const open = async (count: number): Promise<Dataset> => {
  const target = join(folder.path, 'small');
  await writeDataset(target, smallHeader, smallRows(count));
  return openDataset(target);
};

it('a selection starts alike for every count, and depends on the seed', async () => {
  const dataset = await open(500);
  const all = select(dataset, { split: 'test', seed: 7 });
  expect([...all].sort((a, b) => a - b)).toEqual(dataset.rowsOf('test'));
  expect(all).not.toEqual(dataset.rowsOf('test'));
  expect(select(dataset, { split: 'test', seed: 7, count: 30 })).toEqual(all.slice(0, 30));
  expect(select(dataset, { split: 'test', seed: 8, count: 30 })).not.toEqual(all.slice(0, 30));
  expect(select(dataset, { split: 'train', seed: 7 })).toHaveLength(300);
});

it('a selection larger than its split is refused', async () => {
  const dataset = await open(10);
  expect(() => select(dataset, { split: 'test', seed: 0, count: 3 })).toThrow(
    '3 samples were asked for; test holds 2.',
  );
});

it('a view shows 8-bit pixels, words and split', async () => {
  const dataset = await open(10);
  const view = SampleView.parse(sampleView(dataset, 0));
  expect(view).toMatchObject({ id: 'thing-0', row: 0, split: 'train', label: 0 });
  expect(Object.keys(view.values)).toEqual(Object.keys(dataset.manifest.modalities));
  expect(view.values.text).toEqual({ kind: 'text', words: hostileWords });
  const image = view.values.image as ImageView;
  expect([image.height, image.width, image.channels]).toEqual([2, 3, 3]);
  expect([...Buffer.from(image.pixels, 'base64')]).toEqual([...(smallRows()[0].inputs.image as Uint8Array)]);
  expect(sampleView(dataset, 9).split).toBe('test');
});
