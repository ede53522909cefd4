import { expect, test } from 'vitest';
import { lastWords } from '../../../src/engine/devices/last-words';

const chatter = `WARNING: All log messages before absl::InitializeLog() is called are written to STDERR
I0000 00:00:1795740088.443720   19072 port.cc:153] oneDNN custom operations are on.
`;

test('the last line tells why a process died, unless a library said it in passing', () => {
  expect(lastWords('first\nTypeError: no such thing\n\n')).toBe('TypeError: no such thing');
  expect(lastWords(`free(): invalid pointer\n${chatter}`)).toBe('free(): invalid pointer');
  expect(lastWords(`${chatter}F0000 00:00:1795740090.1   19072 tensor.cc:7] Check failed\n`)).toContain('Check failed');
  for (const nothing of ['', '\n', chatter]) expect(lastWords(nothing)).toBe('');
});
