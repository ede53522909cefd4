import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { findPrinter, noPrinter, type Surroundings } from '../../../src/host/pdf/browser';
import { printPdf } from '../../../src/host/pdf/print';

const around = (platform: NodeJS.Platform, env: Surroundings['env'], ...programs: string[]): Surroundings => ({
  platform,
  env,
  isProgram: (file) => programs.includes(file),
});

describe('finding a printer', () => {
  test.each<[string, Surroundings, string | null]>([
    [
      'the program CHROMIUM names',
      around('linux', { CHROMIUM: '/x/c', PATH: '/usr/bin' }, '/x/c', '/usr/bin/chromium'),
      'chromium /x/c',
    ],
    [
      'a CHROMIUM that is not there is passed over',
      around('linux', { CHROMIUM: '/x/c', PATH: '/a' }, '/a/google-chrome'),
      'chromium /a/google-chrome',
    ],
    [
      'Chromium before Chrome',
      around('linux', { PATH: '/a:/b' }, '/a/google-chrome', '/b/chromium'),
      'chromium /b/chromium',
    ],
    [
      'a relative PATH entry is never searched',
      around('linux', { PATH: '.:bin' }, 'chromium', './chromium', 'bin/chromium'),
      null,
    ],
    ['Snap', around('linux', {}, '/snap/bin/chromium'), 'chromium /snap/bin/chromium'],
    [
      'macOS',
      around('darwin', { HOME: '/Users/u' }, '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome'),
      'chromium /Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    ],
    [
      'macOS, own applications',
      around('darwin', { HOME: '/Users/u' }, '/Users/u/Applications/Chromium.app/Contents/MacOS/Chromium'),
      'chromium /Users/u/Applications/Chromium.app/Contents/MacOS/Chromium',
    ],
    [
      'Windows',
      around('win32', { 'PROGRAMFILES(X86)': 'C:\\P' }, 'C:\\P\\Microsoft\\Edge\\Application\\msedge.exe'),
      'chromium C:\\P\\Microsoft\\Edge\\Application\\msedge.exe',
    ],
    [
      'Electron last',
      around('linux', { ELECTRON: '/e/electron', DISPLAY: ':0' }, '/e/electron'),
      'electron /e/electron',
    ],
    [
      'Electron on Linux without a display cannot start',
      around('linux', { ELECTRON: '/e/electron' }, '/e/electron'),
      null,
    ],
    ['nothing', around('linux', { PATH: '/usr/bin', ELECTRON: '' }), null],
  ])('%s', (_, surroundings, expected) => {
    const printer = findPrinter(surroundings);
    expect(printer === null ? null : `${printer.kind} ${printer.program}`).toBe(expected);
  });
});

describe('printing', () => {
  const page = '<!doctype html><title>x</title><p>One page.</p>';

  test('no printer: no PDF, and the reason says what to do', async () => {
    expect(await printPdf(page, { printer: null })).toEqual({ pdf: null, reason: noPrinter });
  });

  test('a program that prints nothing is an error that names it, and leaves no folder behind', async () => {
    const before = leftovers();
    await expect(printPdf(page, { printer: { kind: 'chromium', program: process.execPath } })).rejects.toThrow(
      /printed no PDF/,
    );
    expect(leftovers()).toEqual(before);
  });

  test.skipIf(process.platform === 'win32')('a program that hangs is ended, by time or by the caller', async () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'hanging-'));
    try {
      const program = path.join(folder, 'hang');
      writeFileSync(program, '#!/bin/sh\nsleep 60 & sleep 60\n', { mode: 0o755 });
      const printer = { kind: 'chromium', program } as const;
      const started = Date.now();
      await expect(printPdf(page, { printer, timeout: 200 })).rejects.toThrow('no end within 0.2 s');
      await expect(printPdf(page, { printer, signal: AbortSignal.timeout(200) })).rejects.toMatchObject({
        code: 'cancelled',
      });
      expect(Date.now() - started).toBeLessThan(10_000);
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  test('cancelling before it starts', async () => {
    await expect(
      printPdf(page, { printer: { kind: 'chromium', program: process.execPath }, signal: AbortSignal.abort() }),
    ).rejects.toMatchObject({ code: 'cancelled' });
  });

  const printer = findPrinter();
  test.skipIf(printer === null)('the browser of this machine prints A4 and leaves no folder behind', async () => {
    const before = leftovers();
    const { pdf } = await printPdf(`${page}<style>@page{size:A4}</style>`, { printer });
    const text = Buffer.from(pdf!).toString('latin1');
    expect(text.startsWith('%PDF-')).toBe(true);
    expect(text).toMatch(/\/MediaBox\s*\[\s*0 0 59[45][.\d]* 84[12][.\d]*\s*\]/);
    expect(leftovers()).toEqual(before);
  });
});

function leftovers(): readonly string[] {
  return existsSync(tmpdir())
    ? readdirSync(tmpdir())
        .filter((name) => name.startsWith('muroan-pdf-'))
        .map((name) => path.basename(name))
        .sort()
    : [];
}
