import { decimal } from '../../analysis/format';
import type { FrontierPoint } from '../../analysis/certificates/mmcert/frontier';
import { axis, baseLayout, chartName, modelColour } from '../../report/charts/style';
import { cells, right, type Chart } from '../../report/document';
import { shownName } from '../../shared/shown-text';
import { texts } from '../texts/catalogue';

const words = texts.certificates.frontier;
const height = 340;

/** What two modalities can stand at once, and the radius that was asked about, where one was. */
export function frontierChart(
  points: readonly FrontierPoint[],
  named: readonly [string, string],
  asked: FrontierPoint | null,
): Chart {
  const [first, second] = named.map(shownName);
  const titles = [words.axis(chartName(first)), words.axis(chartName(second))];
  return {
    kind: 'chart',
    id: 'frontier',
    title: words.title,
    caption: words.caption,
    alt: words.alt(first, decimal(points.at(-1)?.first ?? 0), second, decimal(points.at(0)?.second ?? 0)),
    height,
    layout: {
      ...baseLayout(height),
      xaxis: axis(titles[0], wholeNumbers(Math.max(asked?.first ?? 0, ...points.map((point) => point.first)))),
      yaxis: axis(titles[1], wholeNumbers(Math.max(asked?.second ?? 0, ...points.map((point) => point.second)))),
    },
    data: [
      {
        type: 'scatter',
        mode: 'lines+markers',
        name: words.certified,
        x: points.map((point) => point.first),
        y: points.map((point) => point.second),
        line: { color: modelColour(0), width: 2.5, shape: 'vh' },
        marker: { color: modelColour(0), size: 6 },
        fill: 'tozeroy',
      },
      ...(asked === null
        ? []
        : [
            {
              type: 'scatter',
              mode: 'markers',
              name: words.asked,
              x: [asked.first],
              y: [asked.second],
              marker: { color: modelColour(1), symbol: 'x', size: 11 },
            },
          ]),
    ],
    table: {
      kind: 'table',
      caption: words.title,
      columns: [right(words.axis(first)), right(words.axis(second))],
      rows: points.map((point) => cells(decimal(point.first), decimal(point.second))),
    },
  };
}

/** An axis of counts: no tick between two of them. */
function wholeNumbers(largest: number): Readonly<Record<string, unknown>> {
  return { rangemode: 'tozero', ...(largest <= 10 ? { dtick: 1 } : {}) };
}
