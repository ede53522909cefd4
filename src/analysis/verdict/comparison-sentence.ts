import type { Comparison } from '../compare';
import { countOf, pointsEstimate, pValue } from '../format';
import type { AttackSetting } from '../measures/attack-setting';
import { seedsNeeded } from '../statistics/significance';
import type { Sentence } from '../verdict';

export function comparisonSentence(comparison: Comparison, settings: readonly AttackSetting[]): Sentence {
  const attack = settings.find(({ key }) => key === comparison.attackKey)?.title ?? comparison.attackKey;
  const { a, b, commonlyCorrect, seeds, detectable } = comparison;
  const between = comparison.scope === 'these models' ? 'these two trained models' : 'these two recipes';
  const p = comparison.pHolm === null ? '' : `, adjusted p ${pValue(comparison.pHolm)}`;
  const figure = `The ${measureNames[comparison.measure]} differs by ${pointsEstimate(commonlyCorrect)} (${a} minus ${b}, ${countOf(commonlyCorrect.n, 'sample')} that both answer correctly${p}).`;
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

export const measureNames: Readonly<Record<Comparison['measure'], string>> = {
  'removed-area': 'share of the whole input that has to go',
  'robust-accuracy': 'accuracy under attack',
  'attack-success-rate': 'attack success rate',
};
