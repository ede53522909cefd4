import { expect, test } from 'vitest';
import { countBefore, placeAfterMove } from '../../../src/renderer/queue/places';
import type { QueueItem } from '../../../src/shared/runs/queue';

function items(...states: readonly QueueItem['state'][]): readonly QueueItem[] {
  return states.map((state, index) => ({
    id: 'abcd'[index],
    kind: 'study',
    title: 'study',
    run: null,
    model: null,
    trains: [],
    state,
    progress: null,
  }));
}

test('an item trades places with its neighbour', () => {
  const queue = items('waiting', 'waiting', 'paused', 'waiting');
  expect(placeAfterMove(queue, 'b', 'up')).toBe('a');
  expect(placeAfterMove(queue, 'b', 'down')).toBe('d');
  expect(placeAfterMove(queue, 'c', 'down')).toBeNull();
});

test('nothing moves past the ends, nor past what is being worked on, nor that itself', () => {
  const queue = items('working', 'waiting', 'waiting');
  expect(placeAfterMove(queue, 'a', 'down')).toBeUndefined();
  expect(placeAfterMove(queue, 'b', 'up')).toBeUndefined();
  expect(placeAfterMove(queue, 'c', 'down')).toBeUndefined();
  expect(placeAfterMove(items('waiting'), 'a', 'up')).toBeUndefined();
});

test('what is paused is passed over', () => {
  expect(countBefore(items('working', 'paused', 'waiting'), 'c')).toBe(1);
});
