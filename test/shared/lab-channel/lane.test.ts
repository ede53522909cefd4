import { expect, test } from 'vitest';
import { LabError } from '../../../src/shared/errors';
import { Lane } from '../../../src/shared/lab-channel/lane';

/** A helper that notes what it does. */
function lane() {
  const log: string[] = [];
  let begun = 0;
  const made = new Lane(() => {
    begun += 1;
    const name = `helper ${String(begun)}`;
    return { name, end: () => log.push(`${name} ended`) };
  });
  const note =
    (what: string, result: Promise<unknown> = Promise.resolve()) =>
    async ({ name }: { readonly name: string }): Promise<string> => {
      log.push(`${name}: ${what}`);
      await result;
      return what;
    };
  return { lane: made, log, note };
}

const { signal } = new AbortController();
const never = new Promise<never>(() => undefined);

test('work is done in its order by one helper', async () => {
  const { lane: one, log, note } = lane();
  expect(await Promise.all([one.do(note('a'), signal), one.do(note('b'), signal)])).toEqual(['a', 'b']);
  one.end();
  expect(log).toEqual(['helper 1: a', 'helper 1: b', 'helper 1 ended']);
});

test('cancelling ends the helper at its work only', async () => {
  const { lane: one, log, note } = lane();
  const [first, second] = [new AbortController(), new AbortController()];
  const stuck = one.do(note('a', never), first.signal);
  const waiting = one.do(note('b'), second.signal);
  const last = one.do(note('c'), signal);
  second.abort();
  await expect(waiting).rejects.toMatchObject({ code: 'cancelled' });
  expect(log).toEqual(['helper 1: a']);
  first.abort();
  await expect(stuck).rejects.toMatchObject({ code: 'cancelled' });
  expect(await last).toBe('c');
  expect(log).toEqual(['helper 1: a', 'helper 1 ended', 'helper 2: c']);
});

test('a helper goes on after an error that it told, not after one that nobody foresaw', async () => {
  const { lane: one, log, note } = lane();
  const told = new LabError('unsupported', 'No.');
  await expect(one.do(note('a', Promise.reject(told)), signal)).rejects.toBe(told);
  await expect(one.do(note('b', Promise.reject(new Error('broken'))), signal)).rejects.toThrow('broken');
  expect(await one.do(note('c'), signal)).toBe('c');
  expect(log).toEqual(['helper 1: a', 'helper 1: b', 'helper 1 ended', 'helper 2: c']);
});
