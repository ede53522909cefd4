import { MantineProvider } from '@mantine/core';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { SampleView } from '../../../../src/renderer/ui/sample/SampleView';

const words = (...of: string[]) => ({ values: { text: { kind: 'text' as const, words: of } } });
const shown = (props: Parameters<typeof SampleView>[0]): string =>
  renderToStaticMarkup(
    <MantineProvider>
      <SampleView {...props} />
    </MantineProvider>,
  );
const marked = (markup: string): readonly string[] =>
  [...markup.matchAll(/<mark[^>]*>([^<]*)<\/mark>/gu)].map(([, word]) => word);

test('words that noise misspelt are marked, beside what they were', () => {
  const noisy = words('a', 'brihgt', 'umbrella');
  expect(marked(shown({ sample: noisy, before: words('a', 'bright', 'umbrella') }))).toEqual(['brihgt']);
  expect(marked(shown({ sample: noisy, before: noisy }))).toEqual([]);
  expect(marked(shown({ sample: noisy }))).toEqual([]);
});

test('removed words are struck, not marked', () => {
  const markup = shown({
    sample: words('a', 'bright'),
    before: words('a', 'dark'),
    removed: [{ kind: 'text', modality: 'text', word: 1 }],
  });
  expect(marked(markup)).toEqual([]);
  expect(markup).toMatch(/<del[^>]*>bright<\/del>/u);
});
