import { expect, it } from 'vitest';
import { fromBase64, toBase64 } from '../../src/shared/base64';

it('is what Node writes and reads, for every byte and every length of the last group', () => {
  const all = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  for (const bytes of [all, all.subarray(0, 1), all.subarray(0, 2), all.subarray(0, 0)]) {
    expect(toBase64(bytes)).toBe(Buffer.from(bytes).toString('base64'));
    expect(fromBase64(toBase64(bytes))).toEqual(Uint8Array.from(bytes));
  }
});
