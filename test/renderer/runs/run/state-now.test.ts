import { expect, test } from 'vitest';
import { stateNow } from '../../../../src/renderer/runs/run/state-now';
import type { QueueItem } from '../../../../src/shared/runs/queue';

const item: QueueItem = {
  id: 'a',
  kind: 'study',
  title: 'study',
  run: 'r',
  model: null,
  trains: [],
  state: 'working',
  progress: null,
};

test('the queue knows better than what was told before', () => {
  expect(stateNow('queued', item, 'ready')).toBe('running');
  expect(stateNow('interrupted', { ...item, state: 'waiting' }, 'ready')).toBe('queued');
  expect(stateNow('finished', null, 'ready')).toBe('finished');
});

test('without an engine nothing runs', () => {
  expect(stateNow('running', item, 'gone')).toBe('interrupted');
  expect(stateNow('running', null, 'gone')).toBe('interrupted');
  expect(stateNow('finished', null, 'gone')).toBe('finished');
});
