import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { pretrainingCurves } from '../../../src/report/charts/own-curves';
import { BlockView } from '../../../src/report/page/blocks';

/** The page of a chart with as many lines, of models `m0` on. */
function pageWith(lines: number): string {
  const pretraining = { epochs: 2, losses: [3, 2], retrieval: {}, seconds: 1 };
  const models = Array.from({ length: lines }, (_, index) => ({ title: `m${String(index)}`, pretraining }));
  const chart = pretrainingCurves('learning-without-labels', models);
  if (chart === null) throw new Error('nothing drawn');
  return renderToStaticMarkup(createElement(BlockView, { block: chart }));
}

it('a caption that leads to the table has it on paper as well, with what is not drawn', () => {
  const page = pageWith(9);
  expect(page).toContain('The first 6 of 9 are drawn; the table has them all.');
  const [, printed] = page.split('<div class="printed">');
  for (const model of ['m0', 'm5', 'm6', 'm8']) expect(printed).toContain(`>${model}<`);
});

it('where all is drawn, the table is for the screen alone', () => {
  const page = pageWith(6);
  expect(page).not.toContain('are drawn');
  expect(page).not.toContain('class="printed"');
});
