import { existsSync } from 'node:fs';
import { describe, test } from 'vitest';
import { findPrinter } from '../../src/host/pdf/browser';

const browser = findPrinter();

/** Chromium of this machine; null where there is none. */
export const chromiumProgram = browser?.kind === 'chromium' ? browser.program : null;

/** Electron as ELECTRON names it; null without it or without a display. */
export const electronProgram = electronHere();

function electronHere(): string | null {
  const named = process.env.ELECTRON ?? '';
  const hasDisplay = process.platform !== 'linux' || process.env.DISPLAY !== undefined;
  return named !== '' && existsSync(named) && hasDisplay ? named : null;
}

/**
 * `describe` for tests that need a program: where it is missing they are skipped, saying so, and with MUROAN_CI=1 fail.
 */
export function describeWith(title: string, program: string | null, remedy: string, tests: () => void): void {
  if (program !== null) describe(title, tests);
  else if (process.env.MUROAN_CI === '1') {
    test(title, () => {
      throw new Error(`Not to be skipped here: ${remedy}`);
    });
  } else {
    console.warn(`SKIPPED: ${title}. ${remedy}`);
    describe.skip(title, tests);
  }
}

export const needsElectron = 'Name Electron in ELECTRON, and have a display or Xvfb.';
export const needsChromium = 'Install Chromium, or name it in CHROMIUM.';
