import type { Comparison } from '../comparison/subject-comparison';
import { sideOf } from '../comparison/judgement';
import { countOf, listOf, pointsEstimate, pValue } from '../format';
import { bareName } from '../measure';
import { seedsNeeded } from '../statistics/significance';
import type { Sentence } from './model-verdict';

export function comparisonSentence(comparison: Comparison): Sentence {
  const attack = comparison.setting.title;
  const { a, b, commonlyCorrect, unjudged } = comparison;
  if (unjudged?.because === 'void') return { tone: 'void', text: `${attack}: not compared. ${unjudged.text}` };
  if (commonlyCorrect.value === null) {
    return {
      tone: 'plain',
      text: `${attack}: not judged. No sample evaluated so far is answered correctly by both ${a} and ${b}.`,
    };
  }
  const figure = figureWords(comparison);
  if (unjudged !== null) return { tone: 'plain', text: `${attack}: not judged. ${unjudged.text} ${figure}` };
  switch (comparison.conclusion) {
    case 'a-harder-to-break':
    case 'b-harder-to-break': {
      const [harder, other] = comparison.conclusion === 'a-harder-to-break' ? [a, b] : [b, a];
      return {
        tone: 'mixed',
        text: `${attack}: ${harder} is harder to break than ${other}${agreement(comparison)}. ${figure} ${scopes[comparison.scope]}`,
      };
    }
    case 'inconclusive':
      return {
        tone: 'plain',
        text: `${attack}: neither ${a} nor ${b} is shown to be harder to break${doubt(comparison)} ${figure} This attack is no reason to choose one of them.`,
      };
    default:
      return comparison.conclusion satisfies never;
  }
}

/** How far what was found of two subjects reaches. */
const scopes: Readonly<Record<Comparison['scope'], string>> = {
  'these models': 'That holds for these two trained models, not yet for their recipes.',
  'these recipes': 'That holds for these two recipes.',
};

function figureWords(comparison: Comparison): string {
  const { a, b, commonlyCorrect, pHolm } = comparison;
  const p = pHolm === null ? '' : `; adjusted p ${pValue(pHolm)}${pHolm < 0.05 ? '' : ', not below 0.05'}`;
  const holdsZero = comparison.unjudged === null && sideOf(commonlyCorrect) === 0 ? '; the interval holds 0' : '';
  return `Compared over ${countOf(commonlyCorrect.n, 'sample')} that both answer correctly, the ${comparedMeasure(comparison)} differs by ${pointsEstimate(commonlyCorrect)}${perModality(comparison)}${onlyMistakes(comparison)} (${a} minus ${b}${holdsZero}${p}).`;
}

/** To change the answer when the evidence is gone is no weakness, so the same is told of the mistakes alone. */
function onlyMistakes({ mistakesOnly }: Comparison): string {
  return mistakesOnly === null ? '' : `; counting only mistakes, by ${pointsEstimate(mistakesOnly)}`;
}

/** That a control as good as the attack ranks the two as the attack does. */
function agreement({ control, setting }: Comparison): string {
  return control === null
    ? ''
    : `, also by ${controlName(setting)}, which does as well as the attack on ${listOf(control.asGoodOn)} (${pointsEstimate(control.difference)})`;
}

/** Why there is no winner, where the figure itself does not show it. */
function doubt(comparison: Comparison): string {
  const { seeds, detectable, control, setting, pHolm } = comparison;
  if (mistakesDisagree(comparison)) return ', as counting only mistakes does not show the same.';
  if (control !== null && pHolm !== null && pHolm < 0.05) {
    return `: on ${listOf(control.asGoodOn)}, ${controlName(setting)} does as well as the attack; measured by it, they differ by ${pointsEstimate(control.difference)}.`;
  }
  if (seeds === 1 || seeds >= seedsNeeded) return '.';
  const shown = detectable === null ? '' : `; they could have shown ${(detectable * 100).toFixed(1)} points or more`;
  return `. ${String(seeds)} paired training seeds are too few to tell the recipes apart${shown}.`;
}

/** The difference would tell the two apart, were it not for the successes that took the deciding evidence away. */
export function mistakesDisagree({ commonlyCorrect, mistakesOnly, pHolm }: Comparison): boolean {
  if (mistakesOnly === null || pHolm === null || pHolm >= 0.05) return false;
  const side = sideOf(commonlyCorrect);
  return side !== 0 && sideOf(mistakesOnly) !== side;
}

/** The control that seeks what an attack seeks. */
export function controlName({ kind }: Comparison['setting']): string {
  switch (kind) {
    case 'removal':
      return 'random search';
    case 'perturbation':
      return 'random noise';
    case 'edit':
      return 'random edits';
    default:
      return kind satisfies never;
  }
}

/** What a comparison's differences are of: the pooled share only where several modalities were attacked. */
export function comparedMeasure({ measure, modality }: Pick<Comparison, 'measure' | 'modality'>): string {
  switch (measure) {
    case 'removed-area':
      return `share of the ${modality ?? 'whole input'} that has to go`;
    case 'robust-accuracy':
      return bareName({ kind: 'robust-accuracy' });
    case 'attack-success-rate':
      return bareName({ kind: 'success-rate' });
    default:
      return measure satisfies never;
  }
}

/** The pooled share is mostly of the input with the most elements, so the share of each modality stands beside it. */
function perModality({ measure, modality, byModality }: Comparison): string {
  if (measure !== 'removed-area' || modality !== null) return '';
  const parts = Object.entries(byModality).map(
    ([id, difference]) => `that of the ${id} by ${pointsEstimate(difference)}`,
  );
  return parts.length === 0 ? '' : `, ${listOf(parts)}`;
}
