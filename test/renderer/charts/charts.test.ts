import { describe, expect, it } from 'vitest';
import { modelColour, rowAxis, rowNames } from '../../../src/report/charts/style';
import { chartCsv } from '../../../src/renderer/charts/chart-csv';
import { palettes } from '../../../src/renderer/charts/palette';
import { styleAt, withPlaces } from '../../../src/renderer/charts/series-style';
import { themedLayout, themedTraces } from '../../../src/renderer/charts/themed';

describe('styles of runs', () => {
  it('differ for the first 64 places', () => {
    const looks = Array.from({ length: 64 }, (_, place) => Object.values(styleAt(place, 'okabe')).join());
    expect(new Set(looks).size).toBe(64);
  });

  it('stay as they are when others come', () => {
    const first = withPlaces({}, ['a', 'b']);
    const second = withPlaces(first, ['b', 'c', 'd']);
    expect(second).toMatchObject(first);
    expect(new Set(Object.values(second)).size).toBe(4);
    expect(withPlaces(second, ['d', 'a'])).toBe(second);
  });

  it('differ among those shown together even when all places are in use', () => {
    const all = withPlaces(
      {},
      Array.from({ length: 200 }, (_, index) => String(index)),
    );
    const shown = withPlaces(all, ['3', '67', 'new', 'newer']);
    const places = ['3', 'new', 'newer'].map((id) => shown[id] % 64);
    expect(new Set(places).size).toBe(3);
  });
});

describe('theme', () => {
  it('gives series the palette’s colours and their markers, lines included', () => {
    const [line, dots, bar] = themedTraces(
      [
        { type: 'scatter', mode: 'lines', name: 'a', line: { color: modelColour(1) } },
        { type: 'scatter', mode: 'markers', marker: { color: modelColour(2), size: 9 } },
        { type: 'bar', marker: { color: modelColour(0) } },
      ],
      'tol',
      'light',
    );
    expect(line).toMatchObject({
      mode: 'lines+markers',
      line: { color: palettes.tol[1] },
      marker: { symbol: 'square' },
    });
    expect(dots).toMatchObject({ marker: { color: palettes.tol[2], size: 9, symbol: 'diamond' } });
    expect(bar).toEqual({ type: 'bar', marker: { color: palettes.tol[0] } });
  });

  it('lightens on a dark ground what would hardly stand out there, markers as before', () => {
    const lineIn = (scheme: 'light' | 'dark') =>
      themedTraces([{ type: 'scatter', mode: 'lines', line: { color: modelColour(0) } }], 'okabe', scheme)[0];
    const { color } = (lineIn('dark') as { readonly line: { readonly color: string } }).line;
    expect(color).not.toBe(modelColour(0));
    expect(lineIn('dark')).toMatchObject({ marker: { symbol: 'circle' } });
    expect(lineIn('light')).toMatchObject({ line: { color: modelColour(0) } });
  });

  it('breaks a tick label only where the chart does, never where a name has the tag for it', () => {
    const titles = ['PGD-10 l2 · image 0.354 + text 0.177 (shared budget)', 'no <br> attack'];
    const { yaxis } = themedLayout({ yaxis: rowAxis(rowNames(titles).names) }, 'light', 500) as {
      readonly yaxis: { readonly ticktext: readonly string[] };
    };
    expect(yaxis.ticktext).toEqual(['PGD-10 l2<br>image 0.354 + text 0.177 (shared budget)', 'no &lt;br&gt; attack']);
  });

  it('makes imported names plain and leaves the axes’ own settings', () => {
    const layout = themedLayout({ xaxis: { title: { text: '<a href="http://x">x</a>' }, range: [0, 1] } }, 'dark', 500);
    expect(layout).toMatchObject({
      width: 500,
      xaxis: { range: [0, 1], title: { text: '&lt;a href="http://x"&gt;x&lt;/a&gt;' } },
    });
  });
});

it('a chart as CSV has every point with its interval, shares as fractions under what they are, names bare, no formula', () => {
  const csv = chartCsv({
    layout: { xaxis: { title: { text: 'share removed' }, ticksuffix: ' %' }, yaxis: { title: { text: '' } } },
    data: [
      { name: '=cmd', x: [10, 20], y: [1, 2], text: ['p', 'q'], error_x: { array: [1, 2], arrayminus: [3, 4] } },
      { name: '\u2068שלום\u2069', x: [50], y: [0.25] },
    ],
  });
  expect(csv.split('\r\n')).toEqual([
    'series,label,"x: share removed",y,"low of x: share removed","high of x: share removed"',
    '"\'=cmd",p,0.1,1,0.07,0.11',
    '"\'=cmd",q,0.2,2,0.16,0.22',
    'שלום,,0.5,0.25,,',
    '',
  ]);
});
