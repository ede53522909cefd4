import type { AccuracyComparison } from '../comparison/accuracy-comparison';
import { listOf, pointsEstimate, pValue } from '../format';
import { seedsNeeded } from '../statistics/significance';
import type { Sentence } from './model-verdict';
import type { ShortAnswer } from './short-answer';

/** One per comparison, in their order. */
export function accuracySentences(comparisons: readonly AccuracyComparison[]): readonly Sentence[] {
  return comparisons.map((comparison): Sentence => {
    const { a, b, difference, pHolm, conclusion, scope } = comparison;
    const p = pHolm === null ? '' : `; adjusted p ${pValue(pHolm)}`;
    const figure = `Accuracy differs by ${pointsEstimate(difference)} (${a} minus ${b}${p}).`;
    switch (conclusion) {
      case 'a-more-accurate':
      case 'b-more-accurate': {
        const [better, other] = conclusion === 'a-more-accurate' ? [a, b] : [b, a];
        const holds =
          scope === 'these models'
            ? 'That holds for these trained models, not yet for their recipes.'
            : 'That holds for these two recipes on these data.';
        return { tone: 'mixed', text: `${better} is more accurate than ${other}. ${figure} ${holds}` };
      }
      case 'inconclusive':
        return {
          tone: 'plain',
          text: `Inconclusive: neither ${a} nor ${b} is shown to be more accurate${doubt(comparison)}. ${figure}`,
        };
      default:
        return conclusion satisfies never;
    }
  });
}

/** What is shown of all pairs in a line; null where accuracy is not what is compared. */
export function accuracyAnswer(comparisons: readonly AccuracyComparison[]): ShortAnswer | null {
  if (comparisons.length === 0) return null;
  const shown = comparisons.flatMap(({ a, b, conclusion }) =>
    conclusion === 'inconclusive' ? [] : [conclusion === 'a-more-accurate' ? `${a} than ${b}` : `${b} than ${a}`],
  );
  const open = comparisons.length - shown.length;
  const rest = `inconclusive of ${String(open)} of ${String(comparisons.length)} pairs${detectableWords(comparisons)}`;
  return {
    question: 'More accurate',
    answer: shown.length === 0 ? rest : `${listOf(shown)}${open === 0 ? '' : `; ${rest}`}`,
  };
}

function doubt({ seeds, detectable }: AccuracyComparison): string {
  if (seeds === 1) return '';
  const few = seeds < seedsNeeded ? `; ${String(seeds)} paired training seeds are too few` : '';
  return detectable === null ? few : `${few}; ${pointsText(detectable)} or more could have been shown`;
}

function detectableWords(comparisons: readonly AccuracyComparison[]): string {
  const all = comparisons.flatMap(({ conclusion, detectable }) =>
    conclusion === 'inconclusive' && detectable !== null ? [detectable] : [],
  );
  return all.length === 0 ? '' : `, of which ${pointsText(Math.max(...all))} or more could have been shown`;
}

function pointsText(share: number): string {
  return `${(100 * share).toFixed(1)} points`;
}
