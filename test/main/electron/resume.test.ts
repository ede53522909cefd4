import { existsSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { noteRuns, takeNoted } from '../../../src/main/electron/resume';
import { temporaryFolder } from '../../support/temporary-folder';

test('runs are noted by lab, and taken once', async () => {
  const file = path.join(await temporaryFolder(), 'resume.json');
  noteRuns(file, '/a', ['1', '2']);
  noteRuns(file, '/b', ['3']);
  noteRuns(file, '/b', ['4']);
  expect(takeNoted(file, '/c')).toEqual([]);
  expect(takeNoted(file, '/b')).toEqual(['4']);
  expect(takeNoted(file, '/b')).toEqual([]);
  expect(takeNoted(file, '/a')).toEqual(['1', '2']);
  expect(existsSync(file)).toBe(false);
});

test('notes that are damaged are none, and new ones take their place', async () => {
  const file = path.join(await temporaryFolder(), 'resume.json');
  for (const text of ['{', '{"lab":"/a","runs":["1"]}']) {
    writeFileSync(file, text);
    expect(takeNoted(file, '/a')).toEqual([]);
  }
  noteRuns(file, '/a', ['1']);
  expect(takeNoted(file, '/a')).toEqual(['1']);
});
