import type { Criterion } from '../../../shared/attacks/attack';
import { probability } from '../../models/logits';
import type { RemovalAnswer } from './queries';

/** Whether a single removal is a candidate, and how much it hurts (for ranking; Infinity when it changes the label). */
export interface Judgement {
  readonly hit: boolean;
  readonly strength: number;
}

/** Judges the answer to a single removal against the answer for the untouched sample (MUROAN stage A). */
export function judge(criterion: Criterion, clean: RemovalAnswer, answer: RemovalAnswer): Judgement {
  const flips = answer.predicted !== clean.predicted;
  const strength = flips ? Infinity : scoreDrop(criterion, clean, answer);
  switch (criterion.name) {
    case 'label':
      return { hit: flips, strength };
    case 'embedding-argmax':
      return { hit: answer.zArgmax !== clean.zArgmax, strength };
    case 'score-drop':
      return { hit: strength > criterion.tau, strength };
    default:
      return criterion satisfies never;
  }
}

/**
 * Fall of the predicted label's score. `margin` is relative to the clean margin, which makes it blind to the scale of
 * the logits: a twin of the model with all logits × 1000 is attacked alike.
 */
function scoreDrop(criterion: Criterion, clean: RemovalAnswer, answer: RemovalAnswer): number {
  const label = clean.predicted;
  if (criterion.name === 'score-drop' && criterion.score === 'probability') {
    return probability(clean.logits, label) - probability(answer.logits, label);
  }
  return clean.lead > 0 ? (clean.lead - answer.lead) / clean.lead : 0;
}
