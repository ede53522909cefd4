import path from 'node:path';
import { expect, test } from 'vitest';
import { hostOptions } from '../../src/main/options';

test('the lab is the one that is named, else the one of the environment, else the usual one', () => {
  expect(hostOptions(['--lab', 'mine'], { MUROAN_LAB: '/other' }, 'usual').lab).toBe(path.resolve('mine'));
  expect(hostOptions([], { MUROAN_LAB: '/other' }, 'usual').lab).toBe(path.resolve('/other'));
  expect(hostOptions([], { MUROAN_LAB: '' }, 'usual').lab).toBe(path.resolve('usual'));
});

test('switches of Chromium and what else stands among them are passed over', () => {
  const args = ['/repository', '--no-sandbox', '--user-data-dir=/tmp/x', '--lab=/lab', '--remote-debugging-port=0'];
  expect(hostOptions(args, {}, 'usual')).toEqual({ lab: path.resolve('/lab'), port: 21_127, open: true });
});

test('port and opening', () => {
  expect(hostOptions(['--port', '8000', '--no-open'], {}, 'usual')).toMatchObject({ port: 8000, open: false });
});

test.each(['80', 'x', '8e3', '70000', '-1', ''])('the port "%s" is refused', (port) => {
  const read = (): unknown => hostOptions([`--port=${port}`], {}, 'usual');
  if (port === '') expect(read()).toMatchObject({ port: 21_127 });
  else expect(read).toThrow(expect.objectContaining({ code: 'invalid', where: '--port' }));
});
