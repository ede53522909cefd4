import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import { Stills } from '../../src/report/page/stills';
import { skeletonCard } from '../../src/report/samples/skeleton-card';
import { smallSkeleton } from '../shared/small-skeleton';

const view = smallSkeleton();

test('a skeleton is printed as stills that stay within their squares, removed joints hollow and their time marked', () => {
  const card = skeletonCard(view, 'body', [[1, 1, 1, 1]]);
  expect(card).toMatchObject({ steps: 3, spans: [[1, 2]], removedText: '1 block of joints' });
  const gone = card.stills.map(({ drawn }) =>
    drawn.dots.filter(({ look }) => look === 'gone').map(({ joint }) => joint),
  );
  expect(gone).toEqual([[], [1], []]);
  const places = card.stills.flatMap(({ drawn }) => drawn.dots.flatMap(({ at }) => [...at]));
  expect(Math.min(...places)).toBeGreaterThanOrEqual(4);
  expect(Math.max(...places)).toBeLessThanOrEqual(card.side - 4);
  const markup = renderToStaticMarkup(createElement(Stills, { value: card }));
  expect(markup.match(/<circle class="gone"/gu)).toHaveLength(1);
  expect(markup.match(/class="span"/gu)).toHaveLength(1);
  expect(markup).toContain('aria-label="body in 3 steps, 1 block of joints removed"');
});

test('of one that is whole nothing is said to be removed', () => {
  const markup = renderToStaticMarkup(createElement(Stills, { value: skeletonCard(view, '<body>', []) }));
  expect(markup).toContain('&lt;body&gt; in 3 steps"');
  expect(markup).not.toMatch(/removed|class="(?:gone|span)"/u);
});
