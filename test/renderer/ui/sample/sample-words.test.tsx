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
  [...markup.matchAll(/<mark[^>]*>(.*?)<\/mark>/gu)].map(([, word]) => word.replaceAll(/<[^>]*>/gu, ''));

test('words that noise misspelt are marked, beside what they were', () => {
  const noisy = words('a', 'brihgt', 'umbrella');
  expect(marked(shown({ sample: noisy, before: words('a', 'bright', 'umbrella') }))).toEqual(['brihgt']);
  expect(marked(shown({ sample: noisy, before: noisy }))).toEqual([]);
  expect(marked(shown({ sample: noisy }))).toEqual([]);
});

test('of a misspelt word the changed letters stand out, of another word none by itself', () => {
  const letters = (now: string): readonly string[] =>
    [...shown({ sample: words(now), before: words('bright') }).matchAll(/<strong[^>]*>(.)<\/strong>/gu)].map(
      ([, letter]) => letter,
    );
  expect(letters('brihgt')).toEqual(['h', 'g']);
  expect(letters('umbrella')).toEqual([]);
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
