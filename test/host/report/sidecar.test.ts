import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { readSidecar, writeReport } from '../../../src/host/report/sidecar';
import { hashOfBytes } from '../../../src/shared/identity';
import { sidecarFault, sidecarOf } from '../../../src/shared/reports/sidecar';

const fault = (file: string, content: Uint8Array): string | null | undefined =>
  sidecarFault(path.basename(file), content, readSidecar(file));

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'sidecar-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

test('a report is written with its SHA-256 beside it, as sha256sum writes it', () => {
  const file = path.join(folder, 'r.pdf');
  writeReport(file, 'content');
  expect(readFileSync(`${file}.sha256`, 'utf8')).toBe(`${hashOfBytes(Buffer.from('content'))}  r.pdf\n`);
  expect(fault(file, readFileSync(file))).toBeNull();
});

test('a changed byte, a file beside it that is something else, and a missing one are told apart', () => {
  const file = path.join(folder, 'r.pdf');
  writeReport(file, 'content');
  expect(fault(file, Buffer.from('contenT'))).toContain('The file was changed');
  writeFileSync(`${file}.sha256`, 'hello');
  expect(fault(file, readFileSync(file))).toContain('does not begin with a SHA-256');
  rmSync(`${file}.sha256`);
  expect(fault(file, readFileSync(file))).toBeUndefined();
});

test('a name with a backslash is marked, as sha256sum marks it', () => {
  expect(sidecarOf('a\\b', Buffer.from('')).text).toMatch(/^\\[0-9a-f]{64} {2}a\\\\b\n$/);
});
