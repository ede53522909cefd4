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

/** Methods that a sentence lists at most. */
const mostNamed = 12;

/**
 * What in the choice of reference and tasks does not fit the curves.
 *
 * @returns a sentence each; none where all fits
 */
export function scoringDoubts(
  curves: NoiseCurves,
  { reference, lowerIsBetter }: { readonly reference: string; readonly lowerIsBetter: readonly string[] },
): readonly string[] {
  const unknown = lowerIsBetter.filter((task) => !Object.hasOwn(curves, task));
  return [
    ...withoutReference(curves, reference),
    ...unknown.map((task) => `There is no task ${JSON.stringify(task)} whose errors could be negated.`),
  ];
}

/** Of all tasks, it is most likely a slip of the pen, so the names to choose from are told. */
function withoutReference(curves: NoiseCurves, reference: string): readonly string[] {
  const quoted = (names: readonly string[]): string => names.map((name) => JSON.stringify(name)).join(', ');
  const tasks = Object.keys(curves);
  const without = tasks.filter((task) => !Object.hasOwn(curves[task], reference));
  if (without.length === 0) return [];
  if (without.length < tasks.length) {
    return [
      `No curve of the reference ${JSON.stringify(reference)} in ${quoted(without)}: no effective robustness there.`,
    ];
  }
  const methods = [...new Set(tasks.flatMap((task) => Object.keys(curves[task])))];
  const shown = methods.length > mostNamed ? `${quoted(methods.slice(0, mostNamed))} and others` : quoted(methods);
  return [
    `No task has a curve of the reference ${JSON.stringify(reference)}: no effective robustness at all. Choose one of the methods: ${shown}.`,
  ];
}
