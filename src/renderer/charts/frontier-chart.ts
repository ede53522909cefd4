import { decimal } from '../../analysis/format';
import type { FrontierPoint } from '../../analysis/certificates/mmcert/frontier';
import { axis, baseLayout, chartName, modelColour } from '../../report/charts/style';
import { cells, right, type Chart, type Row } from '../../report/document';
import { shownName } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';

const words = texts.certificates.frontier;
const height = 340;

/** How much two modalities can stand at once. */
export interface Frontier {
  readonly name: string;
  readonly points: readonly FrontierPoint[];
}

/** The frontier of an answer, and the radius that was asked about, where one was. */
export function frontierChart(
  points: readonly FrontierPoint[],
  named: readonly [string, string],
  asked: FrontierPoint | null,
): Chart {
  return frontiersChart([{ name: words.certified, points }], named, asked, words.caption);
}

/**
 * Frontiers of one pair of modalities, the nearest first.
 *
 * @param caption what a line means
 */
export function frontiersChart(
  frontiers: readonly Frontier[],
  named: readonly [string, string],
  asked: FrontierPoint | null,
  caption: string,
): Chart {
  const [first, second] = named.map(shownName);
  const points = frontiers.flatMap((frontier) => frontier.points);
  const most = {
    first: largest(points.map((point) => point.first)),
    second: largest(points.map((point) => point.second)),
  };
  const isOne = frontiers.length === 1;
  const titles = [words.axis(chartName(first)), words.axis(chartName(second))];
  return {
    kind: 'chart',
    id: 'frontier',
    title: words.title,
    caption,
    alt: words.alt(first, decimal(most.first), second, decimal(most.second)),
    height,
    layout: {
      ...baseLayout(height),
      xaxis: axis(titles[0], wholeNumbers(Math.max(asked?.first ?? 0, most.first))),
      yaxis: axis(titles[1], wholeNumbers(Math.max(asked?.second ?? 0, most.second))),
    },
    data: [
      ...frontiers.map((frontier, index) => ({
        type: 'scatter',
        mode: 'lines+markers',
        name: frontier.name,
        x: frontier.points.map((point) => point.first),
        y: frontier.points.map((point) => point.second),
        line: { color: modelColour(index), width: 2.5, shape: 'vh' },
        marker: { color: modelColour(index), size: 6 },
        ...(isOne ? { fill: 'tozeroy' } : {}),
      })),
      ...(asked === null
        ? []
        : [
            {
              type: 'scatter',
              mode: 'markers',
              name: words.asked,
              x: [asked.first],
              y: [asked.second],
              marker: { color: modelColour(frontiers.length), symbol: 'x', size: 11 },
            },
          ]),
    ],
    table: {
      kind: 'table',
      caption: words.title,
      columns: [right(words.axis(first)), right(words.axis(second))],
      rows: frontiers.flatMap((frontier): readonly Row[] => [
        ...(isOne ? [] : [{ kind: 'group' as const, title: frontier.name }]),
        ...frontier.points.map((point) => cells(decimal(point.first), decimal(point.second))),
      ]),
    },
  };
}

function largest(counts: readonly number[]): number {
  return Math.max(0, ...counts);
}

/** An axis of counts: no tick between two of them. */
function wholeNumbers(largest: number): Readonly<Record<string, unknown>> {
  return { rangemode: 'tozero', ...(largest <= 10 ? { dtick: 1 } : {}) };
}
