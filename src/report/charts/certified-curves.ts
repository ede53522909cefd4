import { percent } from '../../analysis/format';
import type { Estimate } from '../../analysis/statistics/estimate';
import type { Chart } from '../document';
import { radiusCurves, type RadiusLine } from './radius-curves';
import type { ChosenModels } from './style';

export interface CertifiedLine {
  /** Of the model. */
  readonly title: string;
  /** Of the model, and of what is certified where there is more than one. */
  readonly name: string;
  readonly ray: { readonly curve: readonly { readonly radius: number; readonly accuracy: Estimate }[] };
}

/** What is certified: `modified`, of `the image`. */
export interface Tampered {
  readonly done: string;
  readonly of: string;
  /** What is answered; left out: samples. */
  readonly what?: 'samples' | 'pixels';
}

/** Certified accuracy against the elements tampered with, which falls where certificates of samples end. */
export function certifiedCurves(
  id: string,
  { done, of, what = 'samples' }: Tampered,
  lines: readonly CertifiedLine[],
  chosen: ChosenModels | null = null,
): Chart {
  const radii = [...new Set(lines.flatMap(({ ray }) => ray.curve.map(({ radius }) => radius)))].sort((a, b) => a - b);
  const shown =
    radii.length <= 8 ? radii : [0, 1, 2, 4, 8, 16, 32, 64, 128, 256].filter((r) => r <= radii[radii.length - 1]);
  return radiusCurves({
    id,
    title: `Certified accuracy with elements of ${of} ${done}`,
    caption: `Share of all ${what} that the ensemble answers correctly and provably goes on to, whichever so many elements are ${done}: a lower bound, with 95 % intervals${what === 'samples' ? ' over the samples' : ', from pixels summed over samples'}.`,
    alt: lines
      .map(
        ({ name, ray }) =>
          `${name}: ${ray.curve.map(({ radius, accuracy }) => `${String(radius)} ${percent(accuracy.value)}`).join(', ')}.`,
      )
      .join(' '),
    lines: lines.map(({ title, name, ray: { curve } }) => ({ title, name, curve })),
    chosen,
    axes: {
      title: `elements ${done}, of ${of}`,
      radius: radii[radii.length - 1] <= 12 ? { dtick: 1 } : {},
      accuracy: 'certified and correct',
    },
    hover: '%{x} elements',
    dash: 'solid',
    marker: 7,
    table: {
      caption: `Certified accuracy by elements of ${of} ${done}`,
      first: 'ensemble of',
      radii: shown,
      text: String,
    },
    accuracyAt,
  });
}

/** Certified accuracy falls only: between two radii of a curve it is that of the next. */
function accuracyAt({ curve }: RadiusLine, radius: number): Estimate {
  return (curve.find((point) => point.radius >= radius) ?? curve[curve.length - 1]).accuracy;
}
