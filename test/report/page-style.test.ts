import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { describe, expect, test } from 'vitest';
import { buildReport } from '../../src/report/build';
import { chartWidth, sampleColours } from '../../src/report/charts/style';
import { cells, left, right } from '../../src/report/document';
import { BlockView } from '../../src/report/page/blocks';
import { styleSheet } from '../../src/report/page/style';
import { TableView } from '../../src/report/page/table';
import { decoupling, pgd } from '../analysis/synthetic-run';
import { pageOf, syntheticReport, unsigned } from './synthetic-report';

const stub = { plotly: 'var Plotly = {};' };
/** Smallest text on paper, in points. */
const smallest = 7.5;
/** Points of a CSS pixel. */
const pointsPerPixel = 0.75;
const run = syntheticReport({
  count: 60,
  attacks: [decoupling(), decoupling(['image']), pgd([{ image: 0.1 }, { image: 0.2 }])],
});
const paper = styleSheet.slice(styleSheet.indexOf('@media print'));

test('no text of a chart is printed smaller than the smallest text of the page', () => {
  const zoom = Number(/\.chart\{zoom:([\d.]+)\}/u.exec(paper)![1]);
  // The column of a page: 210 mm less its margins.
  expect(chartWidth * zoom).toBeLessThanOrEqual(((210 - 2 * 14) / 25.4) * 96);
  const { parts, appendices } = buildReport(unsigned(run));
  const charts = [...parts.flatMap(({ sections }) => sections), ...appendices].flatMap(({ blocks }) =>
    blocks.filter((block) => block.kind === 'chart'),
  );
  expect(charts.length).toBeGreaterThan(3);
  for (const { id, layout, data } of charts) {
    const sizes = [...JSON.stringify([layout, data]).matchAll(/"(?:font|tickfont|textfont)":\{[^}]*"size":([\d.]+)/gu)];
    expect(sizes.length, id).toBeGreaterThan(0);
    for (const [, size] of sizes) expect(Number(size) * zoom * pointsPerPixel, id).toBeGreaterThanOrEqual(smallest);
  }
});

test('sizes that paper sets in points are legible', () => {
  const sizes = [...paper.matchAll(/font(?:-size)?:([\d.]+)pt/gu)].map(([, size]) => Number(size));
  expect(sizes.length).toBeGreaterThan(8);
  expect(Math.min(...sizes)).toBeGreaterThanOrEqual(smallest);
});

test('before and after are told apart by word, by hatching and by the colours of the window', () => {
  const html = pageOf(run, stub);
  const before = html.split('<span class="moment">before</span><span class="bar before"');
  const after = html.split('<span class="moment">after</span><span class="bar after"');
  expect(after.length).toBeGreaterThan(2);
  // What no attack broke has no after.
  expect(before.length).toBeGreaterThanOrEqual(after.length);
  expect(styleSheet).toContain(`.bar.before i{background:${sampleColours.before}}`);
  expect(styleSheet).toMatch(
    new RegExp(`\\.bar\\.after i\\{[^}]*repeating-linear-gradient\\([^}]*${sampleColours.after}`, 'u'),
  );
});

test('a table of hundreds of rows has one head, which is repeated, and rows that no page cuts', () => {
  expect(styleSheet).toMatch(/tr\{break-inside:avoid\}thead\{display:table-header-group\}/u);
  const html = pageOf(run, stub);
  const tables = [...html.matchAll(/<table[\s\S]*?<\/table>/gu)].map(([table]) => table);
  expect(tables.length).toBeGreaterThan(5);
  for (const table of tables) {
    expect(table.match(/<thead>/gu)).toHaveLength(1);
    expect(table).toContain('scope="col"');
  }
});

describe('on paper', () => {
  const keptTogether = (rows: number): string =>
    renderToStaticMarkup(
      createElement(TableView, {
        table: {
          kind: 'table',
          caption: 'Any',
          columns: [left('model'), right('accuracy')],
          rows: Array.from({ length: rows }, (_, index) => cells(`model ${String(index)}`, '90.0 %')),
        },
      }),
    );

  test('small tables stay whole, long ones are cut', () => {
    expect(styleSheet).toMatch(/\.keep[^{]*\{break-inside:avoid\}/u);
    expect(keptTogether(9)).toContain('class="scroll keep"');
    expect(keptTogether(10)).not.toContain('class="scroll keep"');
  });

  test('the requirements of a plan stay whole', () => {
    const requirements = (count: number): string =>
      renderToStaticMarkup(
        createElement(BlockView, {
          block: {
            kind: 'notices',
            notices: Array.from({ length: count }, () => ({
              tone: 'good' as const,
              label: 'met',
              statement: '',
              findings: [],
              advice: '',
            })),
          },
        }),
      );
    expect(requirements(4)).toContain('class="notices keep"');
    expect(requirements(5)).toContain('class="notices"');
  });

  test('no heading ends a page, and no list is held together beyond its first and last item', () => {
    for (const heading of ['h2', 'h3'])
      expect(styleSheet).toMatch(new RegExp(`\\n${heading}\\{[^}]*break-after:avoid`, 'u'));
    expect(paper).toContain('main ul:not(.notices)>li:first-child{break-after:avoid}');
    expect(paper).not.toMatch(/main ul:not\(\.notices\)\{break-inside/u);
  });

  test('numbers end alike in a column, signed or not', () => {
    const table = (unit: 'percent' | 'points'): string =>
      renderToStaticMarkup(
        createElement(TableView, {
          table: {
            kind: 'table',
            caption: 'Any',
            columns: [left('model'), right('gap')],
            rows: [cells('a', { text: '+1.0', interval: '[−10.0, +12.0]', unit })],
          },
        }),
      );
    expect(table('percent')).toContain('<table class="roomy">');
    expect(table('points')).toContain('<table class="roomy points">');
    expect(styleSheet).toContain('.roomy.points .ci{');
  });
});

test('the card of a model is kept whole on paper, so that none goes on without its name', () => {
  expect(styleSheet).toMatch(/\.card\{[^}]*break-inside:avoid/u);
  expect(paper).not.toMatch(/\.card\{[^}]*break-inside/u);
  // Cards side by side in a grid would be cut together.
  expect(paper).toContain('.cards{display:block}');
});
