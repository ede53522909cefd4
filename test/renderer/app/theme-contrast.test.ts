import { readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';

const css = readFileSync(path.resolve(import.meta.dirname, '../../../src/renderer/app/theme.css'), 'utf8');

/** Custom properties that the theme sets in a scheme. */
function colours(scheme: 'light' | 'dark'): ReadonlyMap<string, string> {
  const block = css.split(`[data-mantine-color-scheme='${scheme}'] {`)[1].split('}')[0];
  return new Map([...block.matchAll(/(--[\w-]+): ([^;]+);/gu)].map(([, name, value]) => [name, value]));
}

/** Relative luminance of `#rrggbb`, WCAG 2.2. */
function luminance(colour: string): number {
  const [red, green, blue] = [1, 3, 5]
    .map((at) => Number.parseInt(colour.slice(at, at + 2), 16) / 255)
    .map((value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function contrast(a: string, b: string): number {
  const [dark, light] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}

test.each([
  ['light', '#ffffff'],
  ['dark', '#181d22'],
] as const)(
  'in the %s scheme, errors of fields can be read on the page, and are red as errors elsewhere',
  (scheme, page) => {
    const found = colours(scheme);
    expect(found.get('--mantine-color-error')).toBe('var(--lab-bad)');
    expect(contrast(found.get('--lab-bad')!, page)).toBeGreaterThan(4.5);
  },
);
