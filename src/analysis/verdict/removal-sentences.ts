import { countOf, decimal, listOf, percent, percentEstimate } from '../format';
import { mainRemovalSetting, underSetting, type AttackSetting } from '../attack-setting';
import type { Mistakes } from '../measures/mistakes';
import type { RemovalMeasures } from '../measures/removal';
import type { ModelAnalysis } from '../model-analysis';
import type { Sentence } from './model-verdict';
import { toneOfMistakes, toneOfStatement, worse } from './tone';

/**
 * What the removal attack over most modalities does to a model, per modality: the pooled share is mostly of the
 * input with the most elements and is never the verdict.
 */
export function removalSentences(model: ModelAnalysis, settings: readonly AttackSetting[]): readonly Sentence[] {
  const main = mainRemovalSetting(settings);
  const measures = underSetting(model.removals, main);
  return main === null || measures === undefined || measures.attacked === 0 ? [] : describe(measures, main, model);
}

function describe(
  measures: RemovalMeasures,
  { modalities }: AttackSetting,
  { mistakes }: ModelAnalysis,
): readonly Sentence[] {
  const { successRate } = measures;
  const tone = worse(toneOfStatement(measures), toneOfMistakes(mistakes));
  if (successRate.hits === 0) {
    return [
      {
        tone,
        text: `The attack found no removal that changes any of ${countOf(measures.attacked, 'right answer')} (success ${percentEstimate(successRate)}).`,
      },
    ];
  }
  const removed = modalities.map((id) => `${percent(measures.byModality[id].meanOverSuccesses.value)} of the ${id}`);
  const sentences: Sentence[] = [
    {
      tone,
      text: `Removing parts of the input changes ${percentEstimate(successRate)} of its ${countOf(measures.attacked, 'right answer')}.${capWords(measures)}${mistakeWords(measures, mistakes)}`,
    },
  ];
  const controls = controlWords(measures);
  sentences.push({ tone: 'plain', text: `On average a success removes ${listOf(removed)}.${controls}` });
  if (modalities.length > 1) {
    sentences.push({
      tone: 'plain',
      text: `${percentEstimate(measures.crossModalShare)} of the ${countOf(successRate.hits, 'success', 'successes')} ${successRate.hits === 1 ? 'needs' : 'need'} removals in several inputs at once.`,
    });
  }
  return sentences;
}

/** Failures that the cap has made say nothing about what more questions would have found. */
function capWords({ attacked, capped, successRate: { hits } }: RemovalMeasures): string {
  const failures = attacked - hits;
  return 2 * capped > failures
    ? ` Of its ${countOf(failures, 'failure')}, ${decimal(capped)} ended at the cap of queries: a longer search might change more.`
    : '';
}

/** A search stops at its first success: what it takes the evidence from may hide a mistake that another one shows. */
function mistakeWords(
  { setting, successRate, decidableSuccessRate }: RemovalMeasures,
  mistakes: Mistakes | null,
): string {
  if (decidableSuccessRate === null || mistakes === null) return '';
  const together =
    mistakes.attacks === 1
      ? ''
      : ` That is over ${String(mistakes.attacks)} removal attacks; ${setting.title} alone shows ${percent(decidableSuccessRate.value)}.`;
  const destroyed = (successRate.value ?? 0) - (decidableSuccessRate.value ?? 0);
  return ` For at least ${percentEstimate(mistakes.rate)} of the right answers a change is a mistake, as what was left still decided the label.${together} In a further ${percent(destroyed)} that attack took the deciding evidence away.`;
}

function controlWords({ controls: { randomRemoval, randomSearch } }: RemovalMeasures): string {
  const parts: string[] = [];
  if (randomRemoval.draws > 0)
    parts.push(`removing as much at random places changes ${percent(randomRemoval.successRate.value)} of the answers`);
  if (randomSearch.draws > 0)
    parts.push(`as many random tries change ${percent(randomSearch.successRate.value)}${searchWords(randomSearch)}`);
  return parts.length === 0 ? '' : ` For comparison, ${parts.join('; ')}.`;
}

/** What random search removes beside the attack: its rate alone does not tell. */
function searchWords({ removalDifference: { low, high } }: RemovalMeasures['controls']['randomSearch']): string {
  if (low === null || high === null) return '';
  if (low > 0) return ' and, failures counted as all, remove more';
  return high < 0 ? ' and, failures counted as all, remove less' : ' and remove about as much';
}
