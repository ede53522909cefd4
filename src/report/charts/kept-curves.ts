import { decimal, percent } from '../../analysis/format';
import type { RadiusCurve } from '../../analysis/measures/kept-radii';
import type { Estimate } from '../../analysis/statistics/estimate';
import type { Chart } from '../document';
import { radiusCurves, type RadiusLine } from './radius-curves';
import type { ChosenModels } from './style';

export interface KeptLine {
  /** Of the model. */
  readonly title: string;
  readonly curve: RadiusCurve;
}

const words = {
  proven: {
    title: 'Certified accuracy within a radius',
    caption:
      'Share of all samples that are right and provably stay so, whatever is changed by less: a lower bound of what is left under any attack, with 95 % intervals over the samples.',
    axis: 'right, and proven to stay so',
    dash: 'solid',
  },
  estimated: {
    title: 'Estimate: accuracy within a radius',
    caption:
      'The same by slopes that were the largest of the training samples: an estimate and no bound. Steeper places may lie between the samples, where attacks need less.',
    axis: 'right, estimated to stay so',
    dash: 'dash',
  },
} as const;

/** Accuracy against the l2 of what is changed, by what is proven or by what is estimated: never both in one chart. */
export function keptCurves(
  which: keyof typeof words,
  id: string,
  what: string,
  lines: readonly KeptLine[],
  chosen: ChosenModels | null = null,
): Chart {
  const { title, caption, axis: name, dash } = words[which];
  const furthest = Math.max(0, ...lines.flatMap(({ curve: { curve } }) => curve.map(({ radius }) => radius)));
  const shown = Array.from({ length: 5 }, (_, step) => Number(((step * furthest) / 4).toPrecision(2)));
  const drawn = lines.map(({ title: model, curve: { curve } }) => ({ title: model, name: model, curve }));
  return radiusCurves({
    id,
    title: `${title}, ${what} changed`,
    caption,
    alt: drawn
      .map(
        (line) =>
          `${line.name}: ${shown.map((radius) => `${decimal(radius)} ${percent(accuracyAt(line, radius).value)}`).join(', ')}.`,
      )
      .join(' '),
    lines: drawn,
    chosen,
    axes: { title: `l2 of the change, ${what}`, radius: {}, accuracy: name },
    hover: 'l2 %{x:.3g}',
    dash,
    marker: 5,
    table: { caption: `${title}, ${what} changed, by l2`, first: 'model', radii: shown, text: decimal },
    accuracyAt,
  });
}

/** It falls only: between two radii of a curve it is at least that of the next; beyond the last nothing is kept. */
function accuracyAt({ curve }: RadiusLine, radius: number): Estimate {
  return (
    curve.find((point) => point.radius >= radius)?.accuracy ?? { ...curve[curve.length - 1].accuracy, value: 0, low: 0 }
  );
}
