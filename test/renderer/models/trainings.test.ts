import { expect, test } from 'vitest';
import { joined } from '../../../src/renderer/models/use-trainings';
import type { QueueItem } from '../../../src/shared/runs/queue';
import { syntheticRun } from '../../analysis/synthetic-run';

const { spec } = syntheticRun({ count: 20 }).models[0];
const unfinished = { model: 'm', title: 'concat', spec, checkpoint: true, curve: [] };
const study: QueueItem = {
  id: 'a',
  kind: 'study',
  title: 'Study',
  run: 'r',
  model: null,
  trains: ['m', 'n'],
  state: 'working',
  progress: null,
};
const training: QueueItem = { ...study, id: 'b', kind: 'training', run: null, model: 'm', trains: ['m'] };

test('what a study trains is told apart from what was stopped', () => {
  expect(joined([unfinished], [study])).toEqual([{ ...unfinished, unfinished, item: null, study }].map(only));
  expect(joined([{ ...unfinished, model: 'other' }], [study])[0].study).toBeNull();
  expect(joined([unfinished], [{ ...study, state: 'paused' }])[0].study).toBeNull();
});

test('a training of its own comes before a study that trains the same', () => {
  expect(joined([unfinished], [study, training])[0]).toMatchObject({ item: training, study: null });
  expect(joined([], [study, training])).toMatchObject([{ model: 'm', unfinished: null, item: training, study: null }]);
});

/** The fields of a training. */
function only({ model, title, unfinished: folder, item, study: by }: ReturnType<typeof joined>[number]) {
  return { model, title, unfinished: folder, item, study: by };
}
