import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { contrast, readable, rgbOf } from '../../../src/renderer/charts/contrast';

const css = readFileSync(path.resolve(import.meta.dirname, '../../../src/renderer/app/theme.css'), 'utf8');

/** Custom properties that the theme sets in a scheme. */
function colours(scheme: 'light' | 'dark'): ReadonlyMap<string, string> {
  const block = css.split(`[data-mantine-color-scheme='${scheme}'] {`)[1].split('}')[0];
  return new Map([...block.matchAll(/(--[\w-]+): ([^;]+);/gu)].map(([, name, value]) => [name, value]));
}

test.each([
  ['light', '#ffffff'],
  ['dark', '#181d22'],
] as const)(
  'in the %s scheme, errors of fields can be read on the page, and are red as errors elsewhere',
  (scheme, page) => {
    const found = colours(scheme);
    expect(found.get('--mantine-color-error')).toBe('var(--lab-bad)');
    expect(contrast(rgbOf(found.get('--lab-bad')!), rgbOf(page))).toBeGreaterThan(readable);
  },
);
