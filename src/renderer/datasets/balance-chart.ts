import { decimal } from '../../analysis/format';
import { baseLayout, chartName, modelColour, rowAxis, shareAxis } from '../../report/charts/style';
import { cells, left, right, type Chart } from '../../report/document';
import { Split, type DatasetManifest } from '../../shared/data/dataset';
import type { LabResult } from '../../shared/lab-channel/lab-api';
import { shownName } from '../../shared/text/shown-text';
import { texts } from '../texts/catalogue';
import type { ShareFormat } from '../ui/use-shares';

const words = texts.datasets.balance;

/** A screen; classes of more are in the table. */
const tallest = 1200;
const longestName = 24;
const characterWidth = 7.5;

/** Share of every class in every split: a split whose bars stand apart from the others is drawn otherwise. */
export function balanceChart(
  { splits, classes: named }: Pick<DatasetManifest, 'splits' | 'classes'>,
  counts: LabResult<'data.balance'>,
  { share }: ShareFormat,
): Chart {
  const classes = named.map(shownName);
  const shareOf = (split: Split, index: number): number | null =>
    splits[split] === 0 ? null : counts[split][index] / splits[split];
  const names = classes.map((name) => chartName(name, longestName));
  const height = Math.min(tallest, 110 + classes.length * 48);
  return {
    kind: 'chart',
    id: 'class-balance',
    title: words.chart,
    caption: words.caption,
    alt: classes
      .map((name, index) =>
        words.alt(
          name,
          Split.options.map((split) => `${words.splits[split]} ${share(shareOf(split, index))}`).join(', '),
        ),
      )
      .join(' '),
    height,
    layout: {
      ...baseLayout(height),
      margin: { l: 24 + characterWidth * Math.max(4, ...names.map((name) => name.length)), r: 16, t: 28, b: 48 },
      barmode: 'group',
      bargap: 0.25,
      xaxis: shareAxis(words.axis, { range: [0, 100 * Math.min(1, 1.1 * largest(splits, counts))] }),
      yaxis: rowAxis(names),
    },
    data: Split.options.map((split, place) => ({
      type: 'bar',
      orientation: 'h',
      name: words.splits[split],
      x: classes.map((_, index) => (shareOf(split, index) ?? 0) * 100),
      y: classes.map((_, index) => index),
      text: classes.map((name, index) => `${name}: ${decimal(counts[split][index])}`),
      textposition: 'none',
      marker: { color: modelColour(place) },
      hovertemplate: '%{fullData.name}, %{text} (%{x:.1f} %)<extra></extra>',
    })),
    table: {
      kind: 'table',
      caption: words.title,
      columns: [left(words.class), ...Split.options.map((split) => right(words.splits[split]))],
      rows: [
        ...classes.map((name, index) =>
          cells(
            name,
            ...Split.options.map((split) => words.shareOf(decimal(counts[split][index]), share(shareOf(split, index)))),
          ),
        ),
        cells(words.all, ...Split.options.map((split) => decimal(splits[split]))),
      ],
    },
  };
}

function largest(splits: DatasetManifest['splits'], counts: LabResult<'data.balance'>): number {
  const shares = Split.options.flatMap((split) =>
    splits[split] === 0 ? [] : counts[split].map((count) => count / splits[split]),
  );
  return Math.max(0.01, ...shares);
}
