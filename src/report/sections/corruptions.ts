import { meanCorruptionError, type Corruptions } from '../../analysis/measures/corruption';
import type { ModelAnalysis } from '../../analysis/model-analysis';
import { decimal, percentInColumn } from '../../analysis/format';
import { share } from '../cell-text';
import { cells, left, right, type Block, type Row } from '../document';

/**
 * Accuracy under each natural corruption, by severity; first the means over them.
 *
 * @param reference subject whose errors those of the others are held against; null: the first of them
 */
export function corruptionBlocks(models: readonly ModelAnalysis[], reference: string | null): readonly Block[] {
  const measured = models.flatMap(({ title, accuracy, corruptions, subject, seed }) =>
    corruptions === null ? [] : [{ title, clean: accuracy, corruptions, subject, seed }],
  );
  if (measured.length === 0) return [];
  const besideSubject = reference ?? measured[0].subject;
  const referenceOf = (seed: number): Corruptions | null =>
    measured.find((model) => model.subject === besideSubject && model.seed === seed)?.corruptions ?? null;
  const isCompared = measured.some(({ subject }) => subject !== besideSubject);
  const error = (own: Corruptions, seed: number): string => {
    const beside = referenceOf(seed);
    const value = beside === null ? null : meanCorruptionError(own, beside);
    return value === null ? '–' : decimal(value);
  };
  const kinds = [...new Set(measured.flatMap(({ corruptions }) => corruptions.kinds.map(({ title }) => title)))];
  const levels = [
    ...new Set(
      measured.flatMap(({ corruptions }) =>
        corruptions.kinds.flatMap(({ severities }) => severities.map(({ setting }) => setting.level)),
      ),
    ),
  ].sort((a, b) => a - b);
  const drop = (value: number | null): string => (value === null ? '–' : percentInColumn(value));
  return [
    {
      kind: 'table',
      caption: 'Natural corruptions, all together',
      columns: [
        left('model'),
        right('whole input'),
        right('mean over corruptions'),
        right('mean relative drop (MMI)'),
        ...(isCompared ? [right(`mCE beside ${besideSubject}`)] : []),
      ],
      rows: measured.map(({ title, clean, corruptions, seed }) =>
        cells(
          title,
          share(clean),
          share(corruptions.accuracy),
          drop(corruptions.relativeDrop),
          ...(isCompared ? [error(corruptions, seed)] : []),
        ),
      ),
      note: `Over all samples. Every kind of corruption counts alike, whatever its number of severities. Relative drop: (whole − corrupted) / whole, without an interval; lower is better. The mean is of the corruptions and severities that the plan names, and compares with others of the same alone.${
        isCompared
          ? ` mCE (Hendrycks and Dietterich): of every kind the errors over its severities, as a share of those of ${besideSubject} of the same training seed, and the mean of these shares; below 1, fewer errors. Published figures are beside AlexNet, on other corruptions and data: no others compare.`
          : ''
      }`,
    },
    {
      kind: 'table',
      caption: 'Accuracy by corruption and severity',
      columns: [
        left('model'),
        ...levels.map((level) => right(`severity ${String(level)}`)),
        right('mean'),
        right('relative drop'),
      ],
      rows: kinds.flatMap((kind): Row[] => [
        { kind: 'group', title: kind },
        ...measured.flatMap(({ title, corruptions }) => {
          const own = corruptions.kinds.find((each) => each.title === kind);
          if (own === undefined) return [];
          return [
            cells(
              title,
              ...levels.map((level) => share(own.severities.find(({ setting }) => setting.level === level)?.accuracy)),
              share(own.accuracy),
              drop(own.relativeDrop),
            ),
          ];
        }),
      ]),
      note: 'Over all samples. Severities go from 1, hardly seen, to 5, plain. Constants are those for pictures of 32 pixels; corruptions of texts hit 15 % of the words per step of severity.',
    },
  ];
}
