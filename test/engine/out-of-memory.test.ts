import { describe, expect, it } from 'vitest';
import { LabError } from '../../src/shared/errors';
import { DeviceFault } from '../../src/engine/backends/device-watch';
import { inHalves } from '../../src/engine/in-halves';
import { isOutOfMemory } from '../../src/engine/out-of-memory';
import { withinMemory } from '../../src/engine/training/within-memory';

const rows = [5, 6, 7, 8, 9];
const asked: (readonly number[])[] = [];
/** A device that holds so many rows at once. */
const device = (room: number) => (some: readonly number[]) => {
  asked.push(some);
  return some.length > room ? Promise.reject(new Error('OOM when allocating tensor')) : Promise.resolve(some);
};

describe('rows in halves', () => {
  it('are computed at once where they fit', async () => {
    expect(await inHalves(rows, device(5))).toEqual(rows.map((result) => ({ result, halvings: 0 })));
  });

  it('are halved until they fit, in their order, and say how often', async () => {
    asked.length = 0;
    expect(await inHalves(rows, device(2))).toEqual([
      { result: 5, halvings: 2 },
      { result: 6, halvings: 2 },
      { result: 7, halvings: 2 },
      { result: 8, halvings: 1 },
      { result: 9, halvings: 1 },
    ]);
    expect(asked).toEqual([rows, [5, 6, 7], [5, 6], [7], [8, 9]]);
  });

  it('say which row fits in no way', async () => {
    await expect(inHalves(rows, device(0))).rejects.toMatchObject({ code: 'out-of-memory', where: 'row 5' });
  });

  it('let other failures through, at once', async () => {
    asked.length = 0;
    const fails = (some: readonly number[]) => {
      asked.push(some);
      return Promise.reject(new Error('another fault'));
    };
    await expect(inHalves(rows, fails)).rejects.toThrow('another fault');
    expect(asked).toHaveLength(1);
  });
});

describe('a training', () => {
  it('that runs out of memory is told to take smaller batches or shorter texts', async () => {
    const heap = new LabError('out-of-memory', 'The WebAssembly heap has no room for 3148800000 bytes more.');
    await expect(withinMemory(() => Promise.reject(heap))).rejects.toMatchObject({
      code: 'out-of-memory',
      message: 'A batch of the training does not fit into the memory of this device.',
      remedy: expect.stringMatching(/^Lower training\.batchSize, .* shorter texts/) as string,
    });
  });

  it('that fails of something else, or of a device that has to be replaced, fails as it does', async () => {
    for (const error of [new Error('another fault'), new DeviceFault('Out of memory')]) {
      await expect(withinMemory(() => Promise.reject(error))).rejects.toBe(error);
    }
    expect(await withinMemory(() => Promise.resolve(7))).toBe(7);
  });
});

it.each([
  [new LabError('out-of-memory', 'none'), true],
  [new LabError('internal', 'out of memory'), false],
  [new RangeError('Array buffer allocation failed'), true],
  [new Error('OOM when allocating tensor with shape[64,112]'), true],
  [new Error('RESOURCE_EXHAUSTED: failed to allocate'), true],
  [new Error('Out of memory'), true],
  [new Error('memory access out of bounds'), false],
  ['out of memory', false],
])('%s', (error, is) => {
  expect(isOutOfMemory(error)).toBe(is);
});
