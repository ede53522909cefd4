import { expect, it } from 'vitest';
import { begins, ends, trained } from '../../../src/engine/server/log-lines';
import { LabError, toWire } from '../../../src/shared/errors';
import { syntheticRun } from '../../analysis/synthetic-run';

const study = {
  id: 'q',
  kind: 'study',
  title: 'Patients of Dr Meier',
  run: '01a21d69-36d1-7000-8000-000000000000',
  model: null,
} as const;

it('tells of work by ids, never by what somebody called it or where it lies', () => {
  const error = toWire(new LabError('disk-full', 'The disk is full.', { where: '/home/meier/lab' }));
  expect([
    begins(study),
    ends({ item: study, outcome: 'done', error: null }),
    ends({ item: study, outcome: 'stopped', error: null }),
    ends({ item: { ...study, kind: 'training', run: null, model: 'ab'.repeat(32) }, outcome: 'failed', error }),
  ]).toEqual([
    { level: 'info', text: 'Study, run 01a21d69-36d: computing begins.' },
    { level: 'info', text: 'Study, run 01a21d69-36d: done.' },
    { level: 'info', text: 'Study, run 01a21d69-36d: stopped; what is recorded is kept.' },
    { level: 'warning', text: 'Training of model abababababab: failed (disk-full). The disk is full.' },
  ]);
});

it('tells of a trained model what it took', () => {
  const [model] = syntheticRun({ count: 20 }).models;
  expect(trained({ ...model, id: 'ab'.repeat(32) })).toEqual({
    level: 'info',
    text: 'Model abababababab trained on wasm in 12.5 s; kept is epoch 6 of 8.',
  });
});
