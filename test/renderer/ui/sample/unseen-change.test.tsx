// @vitest-environment happy-dom
import { MantineProvider } from '@mantine/core';
import { cleanup, render } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import type { SampleView } from '../../../../src/shared/samples/sample-view';
import { UnseenChange } from '../../../../src/renderer/ui/sample/UnseenChange';

const plane = { height: 1, width: 1, channels: 1, pixels: '' };
const series = { ...plane, kind: 'series' as const, rows: ['x'], rowsPerElement: 1 };
const values: SampleView['values'] = {
  skeleton: { ...series, of: 'skeleton' },
  watch: { ...series, of: 'sequence' },
  caption: { kind: 'text', words: ['a', 'hat'] },
};
const sample = { id: 's', split: 'test', group: 'g', label: 0, values } as unknown as SampleView;

afterEach(cleanup);

function saidOf(attacked: readonly string[], drawn: readonly string[] = []): string {
  const { container } = render(
    <MantineProvider>
      <UnseenChange sample={sample} attacked={attacked} drawn={drawn} />
    </MantineProvider>,
  );
  return [...container.querySelectorAll('p')].map(({ textContent }) => textContent).join('|');
}

it('speaks of words only where words were attacked, and says what is untouched', () => {
  const numbers = saidOf(['skeleton']);
  expect(numbers).toMatch(/^Changed within its radius: skeleton\.[^|]*\|Untouched: watch and caption\.$/u);
  expect(numbers).not.toContain('stand for words');
});

it('of words says why there is nothing to show', () => {
  expect(saidOf(['caption'])).toMatch(/^Of the caption,[^|]*stand for words[^|]*\|Untouched: skeleton and watch\.$/u);
});

it('of what is drawn nothing is said', () => {
  expect(saidOf(['skeleton', 'watch', 'caption'], ['skeleton', 'watch'])).toMatch(/^Of the caption,[^|]*$/u);
});
