import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { readDeviceOrder, writeDeviceOrder } from '../../../src/host/settings/device-order';
import { settingsFile } from '../../../src/host/settings/settings-file';
import { temporaryFolder } from '../../support/temporary-folder';

test('lies where the system keeps such things, or where the environment says', () => {
  expect(settingsFile({}, 'linux', '/home/ada')).toBe(path.join('/home/ada', '.config', 'muroan-lab', 'machine.json'));
  expect(settingsFile({ XDG_CONFIG_HOME: '/etc/ada' }, 'linux', '/home/ada')).toBe('/etc/ada/muroan-lab/machine.json');
  // The XDG specification has relative paths ignored.
  expect(settingsFile({ XDG_CONFIG_HOME: 'ada' }, 'linux', '/home/ada')).toContain('.config');
  expect(settingsFile({}, 'darwin', '/Users/ada')).toContain(path.join('Library', 'Application Support', 'muroan-lab'));
  expect(settingsFile({ APPDATA: 'roaming' }, 'win32', 'home')).toBe(
    path.join('roaming', 'muroan-lab', 'machine.json'),
  );
  expect(settingsFile({ MUROAN_SETTINGS: 'own.json' }, 'linux', '/home/ada')).toBe(path.resolve('own.json'));
});

test('nothing was chosen until something is; then it is what it was', async () => {
  const file = path.join(await temporaryFolder(), 'made', 'machine.json');
  expect(readDeviceOrder(file)).toEqual([]);
  writeDeviceOrder(['tensorflow-cpu', 'wasm'], file);
  expect(readDeviceOrder(file)).toEqual(['tensorflow-cpu', 'wasm']);
  writeDeviceOrder([], file);
  expect(readDeviceOrder(file)).toEqual([]);
});

test.each([
  ['torn', '{"format":', 'damaged'],
  ['of something else', '{"format":"muroan.lab","formatVersion":1}', 'damaged'],
  ['with an unknown device', '{"format":"muroan.machine","formatVersion":1,"devices":["abacus"]}', 'damaged'],
  ['with a device twice', '{"format":"muroan.machine","formatVersion":1,"devices":["wasm","wasm"]}', 'damaged'],
  ['of a newer program', '{"format":"muroan.machine","formatVersion":2,"devices":[]}', 'unsupported'],
])('a file %s is refused with the remedy', async (_, text, code) => {
  const file = path.join(await temporaryFolder(), 'machine.json');
  writeFileSync(file, text);
  expect(() => readDeviceOrder(file)).toThrow(
    expect.objectContaining({
      code,
      where: expect.stringContaining(file) as string,
      remedy: 'Choose again in the window under Settings, Devices, or delete the file.',
    }) as Error,
  );
  expect(readFileSync(file, 'utf8')).toBe(text);
});

test('a place that takes no file is said', async () => {
  const inTheWay = path.join(await temporaryFolder(), 'file');
  writeFileSync(inTheWay, '');
  expect(() => {
    writeDeviceOrder(['wasm'], path.join(inTheWay, 'machine.json'));
  }).toThrow(expect.objectContaining({ code: 'invalid' }) as Error);
});
