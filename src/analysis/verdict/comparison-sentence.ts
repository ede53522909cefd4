import type { Comparison } from '../comparison/subject-comparison';
import { countOf, listOf, pointsEstimate, pValue } from '../format';
import { seedsNeeded } from '../statistics/significance';
import type { Sentence } from './model-verdict';

export function comparisonSentence(comparison: Comparison): Sentence {
  const attack = comparison.setting.title;
  const { a, b, commonlyCorrect, seeds, detectable } = comparison;
  const between = comparison.scope === 'these models' ? 'these two trained models' : 'these two recipes';
  const p =
    comparison.pHolm === null
      ? ''
      : `, adjusted p ${pValue(comparison.pHolm)}${comparison.pHolm < 0.05 ? '' : ', not below 0.05'}`;
  if (commonlyCorrect.value === null) {
    return {
      tone: 'plain',
      text: `${attack}: not judged. No sample evaluated so far is answered correctly by both ${a} and ${b}.`,
    };
  }
  const figure = `The ${measureName(comparison)} differs by ${pointsEstimate(commonlyCorrect)}${perModality(comparison)} (${a} minus ${b}, ${countOf(commonlyCorrect.n, 'sample')} that both answer correctly${p}).`;
  if (comparison.caveat !== null)
    return { tone: 'plain', text: `${attack}: not judged. ${comparison.caveat} ${figure}` };
  switch (comparison.conclusion) {
    case 'a-harder-to-break':
    case 'b-harder-to-break': {
      const harder = comparison.conclusion === 'a-harder-to-break' ? a : b;
      return { tone: 'mixed', text: `${attack}: of ${between}, ${harder} is harder to break. ${figure}` };
    }
    case 'inconclusive': {
      const few =
        seeds > 1 && seeds < seedsNeeded
          ? ` ${String(seeds)} paired training seeds are too few to tell the recipes apart${detectable === null ? '' : `; they could have shown ${(detectable * 100).toFixed(1)} points or more`}.`
          : '';
      return { tone: 'plain', text: `${attack}: inconclusive between ${between}.${few} ${figure}` };
    }
    default:
      return comparison.conclusion satisfies never;
  }
}

/** What a comparison's differences are of: the pooled share only where several modalities were attacked. */
export function measureName({ measure, modality }: Pick<Comparison, 'measure' | 'modality'>): string {
  switch (measure) {
    case 'removed-area':
      return `share of the ${modality ?? 'whole input'} that has to go`;
    case 'robust-accuracy':
      return 'accuracy under attack';
    case 'attack-success-rate':
      return 'attack success rate';
    default:
      return measure satisfies never;
  }
}

/** The pooled share is nearly all image area, so the share of each modality stands beside it. */
function perModality({ measure, modality, byModality }: Comparison): string {
  if (measure !== 'removed-area' || modality !== null) return '';
  const parts = Object.entries(byModality).map(
    ([id, difference]) => `that of the ${id} by ${pointsEstimate(difference)}`,
  );
  return parts.length === 0 ? '' : `, ${listOf(parts)}`;
}
