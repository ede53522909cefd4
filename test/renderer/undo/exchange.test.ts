import { expect, it } from 'vitest';
import { exchanger } from '../../../src/renderer/undo/exchange';
import type { TakeBack } from '../../../src/renderer/undo/undo-history';

it('takes an edit back, does it again, and takes it back again', async () => {
  let there = 'first';
  const exchange = exchanger(
    () => there,
    (value: string) => (there = value),
  );
  const undo = exchange(there);
  there = 'edited';
  const seen: string[] = [];
  let next: TakeBack | null = undo;
  for (let time = 0; time < 3; time += 1) {
    next = (await next?.()) ?? null;
    seen.push(there);
  }
  expect(seen).toEqual(['first', 'edited', 'first']);
});

it('what was typed after the edit that is taken back is what comes again', async () => {
  let there = 'first';
  const undo = exchanger(
    () => there,
    (value: string) => (there = value),
  )('first');
  there = 'e';
  there = 'edited';
  const redo = await undo();
  await redo?.();
  expect(there).toBe('edited');
});
