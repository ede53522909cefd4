import { csvField, type CsvValue } from './csv';
import type { NoiseScores } from './measures/multibench';
import type { NoiseCurves } from '../shared/noise-curves';

/** Scores of one method on one task. */
export interface NoiseScoreRow extends NoiseScores {
  readonly task: string;
  readonly method: string;
  /** Number of levels: areas compare at equal numbers alone. */
  readonly levels: number;
  /** E / N. */
  readonly effectivePerLevel: number | null;
}

/** A row per task and method, in the order of the curves. */
export function noiseScoreRows(
  curves: NoiseCurves,
  scores: Readonly<Record<string, Readonly<Record<string, NoiseScores>>>>,
): readonly NoiseScoreRow[] {
  return Object.entries(curves).flatMap(([task, methods]) =>
    Object.entries(methods).map(([method, { length: levels }]) => {
      const own = scores[task][method];
      return {
        task,
        method,
        levels,
        ...own,
        effectivePerLevel: own.effective === null ? null : own.effective / levels,
      };
    }),
  );
}

/** The rows as CSV (RFC 4180, CRLF), raw values. */
export function noiseScoresCsv(rows: readonly NoiseScoreRow[]): string {
  const lines: readonly (readonly CsvValue[])[] = [
    [
      'task',
      'method',
      'levels',
      'relative',
      'effective',
      'effective_per_level',
      'relative_normalised',
      'effective_normalised',
    ],
    ...rows.map((row) => [
      row.task,
      row.method,
      row.levels,
      row.relative,
      row.effective,
      row.effectivePerLevel,
      row.relativeNormalised,
      row.effectiveNormalised,
    ]),
  ];
  return lines.map((line) => line.map(csvField).join(',')).join('\r\n') + '\r\n';
}

/** What a reader of the scores has to know. */
export const noiseScoreNote =
  'Relative: area below the curve, 0.1 per level, to be compared at equal numbers of levels alone. Effective: what a method keeps beyond the reference moved to its clean performance, summed over the levels. Normalised: the worst method of the task is 0 and the best 1 by construction, so these change whenever a method comes or goes; where all are equal there is none.';

/**
 * What in the choice of reference and tasks does not fit the curves.
 *
 * @returns a sentence each; none where all fits
 */
export function scoringDoubts(
  curves: NoiseCurves,
  { reference, lowerIsBetter }: { readonly reference: string; readonly lowerIsBetter: readonly string[] },
): readonly string[] {
  const without = Object.keys(curves).filter((task) => !Object.hasOwn(curves[task], reference));
  const unknown = lowerIsBetter.filter((task) => !Object.hasOwn(curves, task));
  return [
    ...(without.length === 0
      ? []
      : [
          `No curve of the reference ${JSON.stringify(reference)} in ${without.map((task) => JSON.stringify(task)).join(', ')}: no effective robustness there.`,
        ]),
    ...unknown.map((task) => `There is no task ${JSON.stringify(task)} whose errors could be negated.`),
  ];
}
