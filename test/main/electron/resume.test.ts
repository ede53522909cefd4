import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { HostLog } from '../../../src/main/host-log';
import { notedRuns, noteRuns, resumeNoted, type Resuming } from '../../../src/main/electron/resume';
import { LabError } from '../../../src/shared/errors';
import { temporaryFolder } from '../../support/temporary-folder';

/** An engine that refuses a run with each of these errors in turn, then takes it; and the runs it was asked for. */
function engineWith(...errors: readonly LabError[]): { readonly host: Resuming; readonly asked: string[] } {
  const asked: string[] = [];
  const request = (_: string, { run }: { readonly run: string }): Promise<unknown> => {
    asked.push(run);
    const error = errors.at(asked.length - 1);
    return error === undefined ? Promise.resolve({}) : Promise.reject(error);
  };
  return { host: { log: new HostLog(), engine: { request: request as never } }, asked };
}

const busy = new LabError('locked', 'The lab is in use.');

test('runs are noted by lab, and go on once', async () => {
  const file = path.join(await temporaryFolder(), 'resume.json');
  noteRuns(file, '/a', ['1', '2']);
  noteRuns(file, '/b', ['3']);
  noteRuns(file, '/b', ['4']);
  const { host, asked } = engineWith();
  await resumeNoted(file, '/c', host);
  await resumeNoted(file, '/b', host);
  await resumeNoted(file, '/b', host);
  expect(asked).toEqual(['4']);
  await resumeNoted(file, '/a', host);
  expect(asked).toEqual(['4', '1', '2']);
  expect(existsSync(file)).toBe(false);
});

test('a lab that is busy for a moment loses no run', async () => {
  const file = path.join(await temporaryFolder(), 'resume.json');
  noteRuns(file, '/a', ['1', '2']);
  const { host, asked } = engineWith(busy, busy);
  await resumeNoted(file, '/a', host, 1);
  expect(asked).toEqual(['1', '1', '1', '2']);
  expect(existsSync(file)).toBe(false);
});

test('one that stays busy leaves them noted for the next start, and says so', async () => {
  const file = path.join(await temporaryFolder(), 'resume.json');
  noteRuns(file, '/a', ['1']);
  const { host } = engineWith(...Array.from({ length: 9 }, () => busy));
  await resumeNoted(file, '/a', host, 1);
  expect(notedRuns(file, '/a')).toEqual(['1']);
  expect(JSON.stringify(host.log.entries)).toContain('was to go on and does not');
});

test('a run that is gone is noted no more', async () => {
  const file = path.join(await temporaryFolder(), 'resume.json');
  noteRuns(file, '/a', ['1', '2']);
  const { host, asked } = engineWith(new LabError('not-found', 'There is no such run.'));
  await resumeNoted(file, '/a', host, 1);
  expect(asked).toEqual(['1', '2']);
  expect(existsSync(file)).toBe(false);
});

test('notes that are damaged are none, and new ones take their place', async () => {
  const file = path.join(await temporaryFolder(), 'resume.json');
  for (const text of ['{', '{"lab":"/a","runs":["1"]}']) {
    writeFileSync(file, text);
    expect(notedRuns(file, '/a')).toEqual([]);
  }
  noteRuns(file, '/a', ['1']);
  expect(notedRuns(file, '/a')).toEqual(['1']);
});
