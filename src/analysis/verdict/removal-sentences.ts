import { listOf, percent, percentEstimate, pointsEstimate } from '../format';
import type { AttackSetting } from '../measures/attack-setting';
import type { RemovalMeasures } from '../measures/removal';
import type { ModelAnalysis } from '../study-analysis';
import type { Sentence, Tone } from '../verdict';

/**
 * What the removal attack over most modalities does to a model, per modality: the pooled share is nearly all image
 * area and is never the verdict.
 */
export function removalSentences(model: ModelAnalysis, settings: readonly AttackSetting[]): readonly Sentence[] {
  const main = settings
    .filter(({ kind }) => kind === 'removal')
    .reduce<AttackSetting | null>((a, b) => (a === null || b.modalities.length > a.modalities.length ? b : a), null);
  const measures = model.removals.find(({ attackKey }) => attackKey === main?.key);
  return main === null || measures === undefined || measures.attacked === 0 ? [] : describe(measures, main);
}

function describe(measures: RemovalMeasures, setting: AttackSetting): readonly Sentence[] {
  const rate = measures.decidableSuccessRate ?? measures.successRate;
  const tone: Tone = (rate.low ?? 0) >= 0.5 ? 'broken' : (rate.high ?? 1) <= 0.1 ? 'withstood' : 'mixed';
  const sentences: Sentence[] = [
    {
      tone,
      text: `${setting.title}: removing parts of the input changes ${percentEstimate(measures.successRate)} of ${String(measures.attacked)} right answers, which leaves ${percentEstimate(measures.robustAccuracy)} of all samples correct.${removedWords(measures, setting)}`,
    },
  ];
  if (measures.decidableSuccessRate !== null && measures.successRate.hits > 0) {
    sentences.push({
      tone,
      text: `After ${percentEstimate(measures.decidableSuccessRate)} of these attacks the answer was wrong although the label could still be decided from what was left; in ${percent(measures.evidenceDestroyed?.value ?? null)} of the successes the evidence itself was removed.`,
    });
  }
  const controls = controlWords(measures);
  if (controls !== null) sentences.push({ tone: 'plain', text: controls });
  if (setting.modalities.length > 1 && measures.successRate.hits > 0) {
    const touched = Object.entries(measures.touched).map(([kind, share]) => `${kind} ${percent(share.value)}`);
    sentences.push({
      tone: 'plain',
      text: `Parts were removed from: ${listOf(touched)} of the successes. ${percentEstimate(measures.crossModalShare)} needed removals in more than one input at once: restoring either input restores the answer.`,
    });
  }
  return sentences;
}

function removedWords(measures: RemovalMeasures, setting: AttackSetting): string {
  if (measures.successRate.hits === 0) return ' It found nothing.';
  const parts = setting.modalities.map(
    (id) => `${percentEstimate(measures.byModality[id].meanOverSuccesses)} of the ${id}`,
  );
  return ` Where it succeeds, it removes ${listOf(parts)} on average.`;
}

function controlWords({ controls, successRate }: RemovalMeasures): string | null {
  if (successRate.hits === 0) return null;
  const parts: string[] = [];
  if (controls.randomRemoval.draws > 0) {
    parts.push(
      `removing as much at random places changes ${percentEstimate(controls.randomRemoval.successRate)} (attack minus control ${pointsEstimate(controls.randomRemoval.difference)})`,
    );
  }
  if (controls.randomSearch.draws > 0) {
    parts.push(
      `random search with as many queries changes ${percentEstimate(controls.randomSearch.successRate)} and has to remove ${pointsEstimate(controls.randomSearch.removalDifference)} more of the whole input`,
    );
  }
  return parts.length === 0 ? null : `For comparison, ${parts.join('; ')}.`;
}
