import { expect, it } from 'vitest';
import { remainingOf } from '../../../src/renderer/queue/time-left';
import type { Progress } from '../../../src/shared/progress';

const progress = (given: Partial<Progress>): Progress => ({
  stage: 'training',
  label: 'concat',
  done: 1,
  total: 4,
  unit: 'models',
  rate: 0.1,
  remaining: 30,
  detail: null,
  whole: { done: 10, total: 100, remaining: 90 },
  ...given,
});

it.each<[string, Progress | null, number | null, number | null]>([
  ['work that has not reported', null, null, null],
  ['a stage among others', progress({}), 30, 90],
  ['a stage that has done its part, though it reported last', progress({ done: 4 }), null, 90],
  ['the last stage, of which as much is left as of all', progress({ stage: 'attack' }), null, 90],
  [
    'the last stage where what is left of all is not known',
    progress({ stage: 'attack', whole: { done: 0, total: 100, remaining: null } }),
    30,
    null,
  ],
  ['work of one stage', progress({ whole: null }), 30, null],
  ['a stage whose size is not known', progress({ done: 0, total: 0 }), 30, 90],
])('of %s', (_, given, ofStage, inAll) => {
  expect(remainingOf(given)).toEqual({ ofStage, inAll });
});
