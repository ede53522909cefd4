import { describe, expect, it } from 'vitest';
import type { LabConnection } from '../../src/shared/lab-channel/lab-connection';
import { named } from '../../src/shared/lookup/named';
import { findRun, listRuns } from '../../src/shared/lookup/runs';
import type { RequestName } from '../../src/shared/protocol';
import type { RunSummary } from '../../src/shared/runs/run';

const things = [
  { id: 'abcd1111', title: 'concat' },
  { id: 'abcd2222', title: 'product' },
  { id: 'abcdef', title: 'concat' },
  { id: 'abcdef99', title: 'abcd1111' },
];
const idsOf = (given: string): string | null | undefined => {
  const found = named(
    'model',
    given,
    things,
    ({ id }) => id,
    ({ title }) => [title],
  );
  return found === null ? null : found.id;
};

describe('what a person means', () => {
  it.each([
    // A whole id comes before what it is the beginning of, and before a title.
    ['abcdef', 'abcdef'],
    ['abcd1111', 'abcd1111'],
    ['abcd2', 'abcd2222'],
    ['product', 'abcd2222'],
    ['abcdef9', 'abcdef99'],
    ['', null],
    ['late', null],
  ])('by %j is %j', (given, id) => {
    expect(idsOf(given)).toBe(id);
  });

  it('is asked for more of when several fit', () => {
    expect(() => idsOf('concat')).toThrow('"concat" names 2 models.');
    expect(() => idsOf('abcd')).toThrow('"abcd" names 4 models.');
    expect(() => idsOf('a')).toThrow('"a" names 4 models.');
  });
});

/** A lab that holds these runs. */
function labWith(runs: readonly Partial<RunSummary>[], unreadable: readonly string[]): LabConnection {
  const answer = (name: RequestName, params: unknown): Promise<unknown> => {
    switch (name) {
      case 'runs.list':
        return Promise.resolve({ runs, unreadable });
      case 'runs.show':
        return Promise.reject(new Error(`unreadable ${(params as { run: string }).run}`));
      default:
        throw new TypeError(name);
    }
  };
  return { request: answer as LabConnection['request'] };
}

describe('runs', () => {
  const runs = [
    { id: '0199-1', name: 'First' },
    { id: '0199-3', name: 'Third' },
    { id: '0199-2', name: 'Second' },
  ];

  it('come newest first, and "last" is the first of them', async () => {
    const lab = labWith(runs, []);
    expect((await listRuns(lab)).runs.map(({ id }) => id)).toEqual(['0199-3', '0199-2', '0199-1']);
    expect((await findRun(lab, 'last')).id).toBe('0199-3');
    expect((await findRun(lab, 'Second')).id).toBe('0199-2');
  });

  it('a newer run that cannot be read is not passed over', async () => {
    await expect(findRun(labWith(runs, ['0199-4']), 'last')).rejects.toThrow('unreadable 0199-4');
    expect((await findRun(labWith(runs, ['0199-0']), 'last')).id).toBe('0199-3');
  });

  it('one that is not there is answered with those that are', async () => {
    await expect(findRun(labWith(runs, []), 'Sceond')).rejects.toMatchObject({
      code: 'not-found',
      message: 'There is no run "Sceond" in this lab folder.',
      remedy: 'Did you mean "Second"?',
    });
  });
});
