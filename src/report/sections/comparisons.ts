import { pValue } from '../../analysis/format';
import type { Comparison } from '../../analysis/compare';
import { measureNames } from '../../analysis/verdict/comparison-sentence';
import { points } from '../cell-text';
import { cells, left, right, type Row, type Section } from '../document';
import type { Context } from './context';

export function comparisonsSection({ input: { analysis }, settings }: Context): Section | null {
  const { comparisons } = analysis;
  if (comparisons.length === 0) return null;
  const modalities = analysis.data.modalities
    .map(({ id }) => id)
    .filter((id) => comparisons.some(({ byModality }) => id in byModality));
  const measures = [...new Set(comparisons.map(({ measure }) => measure))];
  const keys = [...new Set(comparisons.map(({ attackKey }) => attackKey))];
  return {
    id: 'comparisons',
    title: 'Which is harder to break',
    blocks: [
      {
        kind: 'table',
        caption: `Differences in points: ${measures.map((measure) => measureNames[measure]).join(', ')}`,
        columns: [
          left('first − second'),
          right('both correct'),
          ...modalities.map((id) => right(`${id} only`)),
          right('all samples'),
          right('clean accuracy'),
          right('adjusted p'),
          left('reading'),
        ],
        rows: keys.flatMap((key): Row[] => [
          { kind: 'group', title: settings.find((setting) => setting.key === key)?.title ?? key },
          ...comparisons
            .filter(({ attackKey }) => attackKey === key)
            .map((comparison) =>
              cells(
                `${comparison.a} − ${comparison.b}`,
                points(comparison.commonlyCorrect),
                ...modalities.map((id) => points(id in comparison.byModality ? comparison.byModality[id] : null)),
                points(comparison.all),
                points(comparison.cleanAccuracy),
                pValue(comparison.pHolm),
                reading(comparison),
              ),
            ),
        ]),
        note: `Paired by sample; ${seedWords(comparisons)} Adjusted p: sign-flip test, corrected by Holm over the ${String(comparisons.filter(({ p }) => p !== null).length)} comparisons of the study. On all samples, one answered wrongly from the start counts as broken with nothing removed.`,
      },
    ],
  };
}

function reading(comparison: Comparison): string {
  if (comparison.caveat !== null) return `not judged: ${comparison.caveat}`;
  switch (comparison.conclusion) {
    case 'a-harder-to-break':
      return `${comparison.a} is harder to break`;
    case 'b-harder-to-break':
      return `${comparison.b} is harder to break`;
    case 'inconclusive':
      return comparison.detectable === null
        ? 'inconclusive'
        : `inconclusive; ${(comparison.detectable * 100).toFixed(1)} points would have shown`;
    default:
      return comparison.conclusion satisfies never;
  }
}

function seedWords(comparisons: readonly Comparison[]): string {
  const seeds = Math.min(...comparisons.map(({ seeds: own }) => own));
  return seeds === 1
    ? 'one training seed each, so this is about these trained models, not their recipes.'
    : `${String(seeds)} paired training seeds.`;
}
