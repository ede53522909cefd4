import { csvField, type CsvValue } from './csv/field';
import type { NoiseScores } from './measures/multibench';
import { LabError } from '../shared/errors';
import type { NoiseCurves } from '../shared/degradations/noise-curves';

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

/** What a person chose for scoring. */
interface Choice {
  readonly reference: string;
  readonly lowerIsBetter: readonly string[];
}

/** Names that a sentence lists at most. */
const mostNamed = 12;

/**
 * A name that the curves do not have is a slip of the pen, and scores of another question would come of it.
 *
 * @throws LabError `invalid`, with the names to choose from
 */
export function refuseUnknownNames(curves: NoiseCurves, { reference, lowerIsBetter }: Choice): void {
  const tasks = Object.keys(curves);
  if (tasks.every((task) => !Object.hasOwn(curves[task], reference))) {
    const methods = [...new Set(tasks.flatMap((task) => Object.keys(curves[task])))];
    throw new LabError('invalid', `No task has a method ${JSON.stringify(reference)}.`, {
      where: '--reference',
      remedy: `Choose one of the methods: ${listed(methods)}.`,
    });
  }
  for (const task of lowerIsBetter) {
    if (Object.hasOwn(curves, task)) continue;
    throw new LabError('invalid', `There is no task ${JSON.stringify(task)}.`, {
      where: '--lower-is-better',
      remedy: `Choose one of the tasks: ${listed(tasks)}.`,
    });
  }
}

/**
 * What a reader has to know of scores with this reference.
 *
 * @returns a sentence each; none where every task has a curve of it
 */
export function scoringDoubts(curves: NoiseCurves, { reference }: Pick<Choice, 'reference'>): readonly string[] {
  const without = Object.keys(curves).filter((task) => !Object.hasOwn(curves[task], reference));
  if (without.length === 0) return [];
  return [
    `No curve of the reference ${JSON.stringify(reference)} in ${quoted(without)}: no effective robustness there.`,
  ];
}

function listed(names: readonly string[]): string {
  return names.length > mostNamed ? `${quoted(names.slice(0, mostNamed))} and others` : quoted(names);
}

function quoted(names: readonly string[]): string {
  return names.map((name) => JSON.stringify(name)).join(', ');
}
