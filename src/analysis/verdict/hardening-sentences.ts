import { countOf, decimal, listOf, pointsEstimate, pValue } from '../format';
import { leastBenefit, type Finding } from '../hardening/finding';
import type { HardenedSubject, HardeningCheck, HardeningEffect } from '../hardening/hardening-analysis';
import { seedsNeeded } from '../statistics/significance';
import { controlName, comparedMeasure, mistakesDisagree } from './comparison-sentence';
import type { Sentence } from './model-verdict';

/** `5 points`: below it, a benefit is called none. */
export const leastBenefitWords = `${decimal(100 * leastBenefit)} points`;

/**
 * Whether hardening helps against removals: the answer in a sentence, beside the control that is trained on removals; then
 * for each hardened subject what it rests on.
 */
export function hardeningSentences(hardened: readonly HardenedSubject[]): readonly Sentence[] {
  if (hardened.length === 0) return [];
  return [
    { tone: 'plain', text: `${hardeningQuestion(hardened)} ${scopeWords(hardened)}: ${answerText(hardened)}` },
    ...hardened.map((subject): Sentence => ({ tone: 'plain', text: subjectText(subject) })),
  ];
}

/** What the subjects that something hardens are asked. */
export function hardeningQuestion(hardened: readonly HardenedSubject[]): string {
  return attacked(hardened).length > 0
    ? 'Does adversarial training help against decoupling?'
    : 'Does training on removals help against decoupling?';
}

/** `PGD on the image helps, PGD on both is inconclusive. The control, trained on removals, helps too …` */
export function answerText(hardened: readonly HardenedSubject[]): string {
  const asked = attacked(hardened).length > 0 ? attacked(hardened) : hardened;
  const answers = asked.map(({ subject, finding }) => `${subject} ${gists[finding]}`);
  return `${listOf(answers)}.${controlText(hardened)}`;
}

/** Those that training on attacked samples hardens; the others are their control. */
function attacked(hardened: readonly HardenedSubject[]): readonly HardenedSubject[] {
  return hardened.filter(({ by }) => by.includes('adversarial'));
}

const gists: Readonly<Record<HardenedSubject['finding'], string>> = {
  helps: 'helps',
  harms: 'does not help: it makes the model easier to break',
  mixed: 'helps against some removals and makes others easier',
  'no-benefit': `does not help by as much as ${leastBenefitWords}`,
  inconclusive: 'is inconclusive',
  'not-judged': 'is not judged',
};

/** The control shows what this study is able to see: where it finds nothing either, nothing found says little. */
function controlText(hardened: readonly HardenedSubject[]): string {
  const asked = attacked(hardened);
  if (asked.length === 0) return '';
  const controls = hardened.filter(({ by }) => !by.includes('adversarial'));
  if (controls.length === 0) {
    return ' No control trained on removals stands beside it, so it is not known whether this study could have shown a benefit.';
  }
  const helping = controls.filter(({ finding }) => finding === 'helps');
  const names = (list: readonly HardenedSubject[]): string => listOf(list.map(({ subject }) => `“${subject}”`));
  if (helping.length > 0) {
    return ` The control ${names(helping)} helps: a benefit can be had, and this study can show it.`;
  }
  const none = ` The control ${names(controls)} is not shown to help`;
  return asked.some(({ finding }) => finding === 'helps')
    ? `${none}.`
    : `${none} either: this study does not tell a hardening that does nothing from one that helps.`;
}

function scopeWords([{ effects }]: readonly HardenedSubject[]): string {
  const { seeds } = effects[0].comparison;
  if (seeds === 1) return 'Of these trained models, one training seed each';
  return seeds < seedsNeeded
    ? `Over ${String(seeds)} training seeds, too few for a claim about a way of training`
    : `Of these recipes, over ${String(seeds)} training seeds`;
}

function subjectText({ subject, twin, effects, cleanAccuracy, check, by }: HardenedSubject): string {
  const told = effects.map(effectText).join('; ');
  const clean = `Clean accuracy differs by ${pointsEstimate(cleanAccuracy)}.`;
  return `${subject} beside ${twin}: ${told}. ${clean}${by.includes('adversarial') ? checkText(check, twin) : ''}`;
}

function effectText(effect: HardeningEffect): string {
  const { comparison, benefit, benefitOfMistakes, finding } = effect;
  const { setting, commonlyCorrect, pHolm, unjudged } = comparison;
  const said = `${setting.title}, ${findings[finding]}${finding === 'inconclusive' ? doubtWords(effect) : ''}`;
  if (unjudged?.because === 'void' || benefit.value === null) return said;
  const mistakes = benefitOfMistakes === null ? '' : `, counting only mistakes ${pointsEstimate(benefitOfMistakes)}`;
  const p = pHolm === null ? '' : `, adjusted p ${pValue(pHolm)}`;
  return `${said} (${comparedMeasure(comparison)} ${pointsEstimate(benefit)}${perInput(effect)}${mistakes}; ${countOf(commonlyCorrect.n, 'sample')} that both answer correctly${p})`;
}

/** The pooled share is mostly of the input with the most elements, so that of each input stands beside it. */
function perInput({ comparison: { measure, modality }, benefitOf }: HardeningEffect): string {
  if (measure !== 'removed-area' || modality !== null) return '';
  return Object.entries(benefitOf)
    .map(([id, difference]) => `, of the ${id} ${pointsEstimate(difference)}`)
    .join('');
}

/** Why there is no answer, where the figure itself does not show it. */
function doubtWords({ comparison, benefitByControl }: HardeningEffect): string {
  const { control, pHolm, setting } = comparison;
  if (mistakesDisagree(comparison)) return ', as counting only mistakes does not show the same';
  if (control === null || benefitByControl === null || pHolm === null || pHolm >= 0.05) return '';
  return `, as ${controlName(setting)}, which does as well as the attack on ${listOf(control.asGoodOn)}, shows ${pointsEstimate(benefitByControl)}`;
}

const findings: Readonly<Record<Finding, string>> = {
  helps: 'it helps',
  harms: 'it makes the model easier to break',
  'no-benefit': `it does not help by as much as ${leastBenefitWords}`,
  inconclusive: 'inconclusive',
  'not-judged': 'not judged',
};

/** Training that did not do what it is for is no test of it. */
function checkText(check: HardeningCheck | null, twin: string): string {
  if (check === null) return ' No attack of the plan shows whether its training took.';
  const { setting, gain, unjudged } = check;
  if (unjudged !== null)
    return ` Whether its training took cannot be told beside ${twin} by ${setting.title}. ${unjudged.text}`;
  const figure = `under ${setting.title}, robust accuracy differs by ${pointsEstimate(gain)}`;
  return gain.low !== null && gain.low > 0
    ? ` Its training took: ${figure}.`
    : ` Its training is not shown to have taken (${figure}), so this says little of adversarial training.`;
}
