import type { DataAnalysis } from '../data-analysis';
import { percentEstimate } from '../format';
import { majorityWords } from '../majority';
import type { ModelAnalysis } from '../model-analysis';
import type { Unsoundness } from '../measures/soundness';
import type { Flag } from './flag';

/** The checks that find a model void, by what they find. */
const checks: Readonly<Record<Unsoundness['kind'], string>> = {
  constant: 'constant-model',
  'near-chance': 'near-chance',
  indifferent: 'indifferent',
};

/** Models of which nothing good may be said. */
export function modelFlags(analysis: ModelAnalysis, data: DataAnalysis): readonly Flag[] {
  return analysis.unsound.map((reason) => {
    const common = {
      check: checks[reason.kind],
      level: 'void' as const,
      model: analysis.title,
      attack: null,
      shared: null,
    };
    switch (reason.kind) {
      case 'constant':
        return {
          ...common,
          finding: `It answers “${data.classes[reason.predicted] ?? String(reason.predicted)}” to every sample.`,
          advice: 'A constant answer cannot be changed by any attack, which is not robustness. Train the model first.',
        };
      case 'near-chance':
        return {
          ...common,
          finding: `Its accuracy, ${percentEstimate(analysis.accuracy)}, is ${isBelow(analysis.accuracy.high, data.chance) ? 'below chance' : 'not clearly above chance'}: ${majorityWords(data)}.`,
          advice: 'Attack figures of a model that has learnt nothing say nothing about its fusion.',
        };
      case 'indifferent':
        return {
          ...common,
          finding: `Removing the whole ${reason.modality} changes ${percentEstimate(reason.wholeRemovalFlips)} of its answers, and no successful attack needed the ${reason.modality}.`,
          advice: `It shows no use of the ${reason.modality}: that attacks there fail is no merit.`,
        };
      default:
        return reason satisfies never;
    }
  });
}

/** The whole interval lies there. */
function isBelow(high: number | null, chance: number): boolean {
  return high !== null && high < chance;
}

/** It says that models are void, not that a figure may mislead. */
export function isOfVoidModels({ check }: Pick<Flag, 'check'>): boolean {
  return Object.values(checks).includes(check);
}
