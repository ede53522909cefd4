import type { ModelAnalysis } from '../../analysis/model-analysis';
import { percentInColumn } from '../../analysis/format';
import { share } from '../cell-text';
import { cells, left, right, type Block, type Row } from '../document';

/** Accuracy under each natural corruption, by severity; first the means over them. */
export function corruptionBlocks(models: readonly ModelAnalysis[]): readonly Block[] {
  const measured = models.flatMap(({ title, accuracy, corruptions }) =>
    corruptions === null ? [] : [{ title, clean: accuracy, corruptions }],
  );
  if (measured.length === 0) return [];
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
      columns: [left('model'), right('whole input'), right('mean over corruptions'), right('mean relative drop (MMI)')],
      rows: measured.map(({ title, clean, corruptions }) =>
        cells(title, share(clean), share(corruptions.accuracy), drop(corruptions.relativeDrop)),
      ),
      note: 'Over all samples. Every kind of corruption counts alike, whatever its number of severities. Relative drop: (whole − corrupted) / whole, without an interval; lower is better. The mean is of the corruptions and severities that the plan names, and compares with others of the same alone.',
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
