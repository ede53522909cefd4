import { expect, it } from 'vitest';
import { rateOf, type Rate } from '../../../src/analysis/statistics/estimate';
import { certifiedCurves } from '../../../src/report/charts/certified-curves';
import { keptCurves } from '../../../src/report/charts/kept-curves';
import type { Chart } from '../../../src/report/document';

const rate = (hits: number): Rate =>
  rateOf(Array.from({ length: 10 }, (_, index) => ({ hit: index < hits, group: String(index) })));
const curve = [0, 4, 8].map((radius, index) => ({ radius, accuracy: rate(9 - 4 * index) }));

/** What a reader of the chart takes for the height of its line at a place, in percent. */
function drawnAt({ data }: Chart, place: number): number {
  const [line] = data as readonly { readonly x: number[]; readonly y: number[]; readonly line: { shape?: string } }[];
  const next = line.x.findIndex((x) => x >= place);
  if (line.x[next] === place) return line.y[next];
  const [x0, x1, y0, y1] = [line.x[next - 1], line.x[next], line.y[next - 1], line.y[next]];
  switch (line.line.shape) {
    case 'vh':
      return y1;
    case 'hv':
      return y0;
    default:
      return y0 + ((y1 - y0) * (place - x0)) / (x1 - x0);
  }
}

it.each([
  [
    'certified',
    certifiedCurves('c', { done: 'modified', of: 'the image' }, [{ title: 'one', name: 'one', ray: { curve } }]),
  ],
  [
    'kept',
    keptCurves('proven', 'k', 'image', [
      { title: 'one', curve: { modalities: ['image'], curve, median: 4, largest: 8 } },
    ]),
  ],
])('between two radii a curve of what is %s is drawn no higher than what is proven at the second', (_, chart) => {
  expect(drawnAt(chart, 4)).toBeCloseTo(50);
  expect(drawnAt(chart, 1)).toBeCloseTo(50);
  expect(drawnAt(chart, 5)).toBeCloseTo(10);
});

it('of many models the first are drawn, as many as can be told apart, and the table has them all', () => {
  const lines = Array.from({ length: 9 }, (_, index) => ({ title: `m${String(index)}`, name: '', ray: { curve } }));
  const { data, caption, table } = certifiedCurves('c', { done: 'modified', of: 'the image' }, lines);
  expect(data).toHaveLength(6);
  expect(caption).toContain('The first 6 of 9 are drawn; the table has them all.');
  expect(table.rows).toHaveLength(9);
  const chosen = { titles: new Set(['m7', 'm2']), by: ', those that certify most' };
  const told = certifiedCurves('c', { done: 'modified', of: 'the image' }, lines, chosen);
  expect(told.data).toHaveLength(2);
  expect(told.caption).toContain(' 2 of 9 are drawn, those that certify most; the table has them all.');
  expect(told.table.rows).toHaveLength(9);
});
