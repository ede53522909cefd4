import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { LabHost } from '../../../src/main/lab-host';
import { hostAnswers, type Platform } from '../../../src/main/answers/host-answers';
import { temporaryFolder } from '../../support/temporary-folder';
import { tinyLab } from '../../support/tiny-lab';
import { tinyPlan } from '../../support/tiny-study';

const platform: Platform = {
  kind: 'browser',
  versions: {},
  chooseFolder: () => Promise.resolve(null),
  chooseFile: () => Promise.resolve(null),
  drops: null,
  printer: null,
  print: () => Promise.reject(new Error('nothing prints')),
  sidecar: () => null,
};
const { signal } = new AbortController();

afterEach(() => {
  vi.unstubAllEnvs();
});

/** A host as at the program's start, and what it answers. */
function host(lab: string): { readonly host: LabHost; readonly answers: ReturnType<typeof hostAnswers> } {
  const opened = new LabHost({ lab, platform });
  onTestFinished(() => opened.close());
  const { engine, log, previews, reports, quit, predictors } = opened;
  return { host: opened, answers: hostAnswers({ lab, platform, engine, log, previews, reports, quit, predictors }) };
}

test('a choice is used at once, and by every engine and host that is started later', async () => {
  const file = path.join(await temporaryFolder(), 'machine.json');
  vi.stubEnv('MUROAN_SETTINGS', file);
  const lab = await tinyLab();
  const first = host(lab);
  expect(await first.answers['host.deviceOrder']({}, signal)).toEqual({ devices: [] });
  await first.answers['host.chooseDevices']({ devices: ['cpu'] }, signal);
  // The slowest device there is: nothing but what shows that it was used.
  const {
    subjects: [subject],
  } = tinyPlan();
  const study = { plan: tinyPlan({ subjects: [subject], attacks: [] }) };
  expect(await first.host.engine.request('studies.run', study)).toMatchObject({ device: 'cpu' });
  expect(await first.host.engine.request('devices.used', {})).toMatchObject({ kind: 'cpu' });
  await first.host.engine.restart();
  expect(await first.host.engine.request('studies.run', study)).toMatchObject({ device: 'cpu' });
  await first.host.close();
  const second = host(lab);
  expect(await second.answers['host.deviceOrder']({}, signal)).toEqual({ devices: ['cpu'] });
  expect(await second.host.engine.request('studies.run', study)).toMatchObject({ device: 'cpu' });
});

test('a device that is not there is refused with the remedy, and nothing changes', async () => {
  const file = path.join(await temporaryFolder(), 'machine.json');
  vi.stubEnv('MUROAN_SETTINGS', file);
  const { answers } = host(await temporaryFolder());
  await answers['host.chooseDevices']({ devices: ['wasm'] }, signal);
  const before = readFileSync(file, 'utf8');
  await expect(answers['host.chooseDevices']({ devices: ['tensorflow-gpu', 'wasm'] }, signal)).rejects.toMatchObject({
    code: 'unsupported',
    where: 'device tensorflow-gpu',
    message: expect.stringMatching(/setup:native|Linux x64 only/) as string,
  });
  expect(readFileSync(file, 'utf8')).toBe(before);
});

test('a choice that cannot be read is told of, and can be made anew', async () => {
  const file = path.join(await temporaryFolder(), 'machine.json');
  vi.stubEnv('MUROAN_SETTINGS', file);
  writeFileSync(file, '{"format":"muroan.machine","formatVersion":1,"devices":["abacus"]}');
  const { host: opened, answers } = host(await temporaryFolder());
  await opened.engine.request('engine.hello', {});
  expect(opened.log.entries).toMatchObject([
    { level: 'warning', text: expect.stringMatching(/the choice cannot be read: .*abacus/) as string },
  ]);
  await answers['host.chooseDevices']({ devices: [] }, signal);
  expect(existsSync(file)).toBe(true);
  expect(await answers['host.deviceOrder']({}, signal)).toEqual({ devices: [] });
});
