import { tooFew } from '../../shared/sample-size';
import type { Estimate, Rate } from '../statistics/estimate';
import { attackMeasures, type AttackMeasures } from '../attack-measures';
import type { ModelAnalysis } from '../model-analysis';

/**
 * How a model or a sentence is to be read. `void`: nothing may be concluded. No tone says "robust": an attack that
 * fails shows only that this attack fails.
 */
export type Tone = 'broken' | 'withstood' | 'mixed' | 'void' | 'plain';

type Measures = AttackMeasures;

/**
 * `broken`: more than half of the right answers change (with the label still decidable, where that is known), beyond
 * the interval. `withstood`: at most a tenth change at all, and the attack's random control changes no more.
 */
function toneOfAttack(measures: Measures): Tone {
  if (measures.attacked === 0) return 'plain';
  if (tooFew(measures.attacked)) return 'void';
  if ((harmfulRate(measures).low ?? 0) >= 0.5) return 'broken';
  return Math.max(measures.successRate.high ?? 1, controlHigh(measures)) <= 0.1 ? 'withstood' : 'mixed';
}

/** Successes that are mistakes, where that is known. */
function harmfulRate(measures: Measures): Rate {
  switch (measures.kind) {
    case 'removal':
      return measures.decidableSuccessRate ?? measures.successRate;
    case 'edit':
      return measures.keptSuccessRate ?? measures.successRate;
    case 'perturbation':
      return measures.successRate;
    default:
      return measures satisfies never;
  }
}

/** Upper bound of what random tries of the same size or number achieve: their successes are as real as an attack's. */
function controlHigh(measures: Measures): number {
  return rivalRate(measures).high ?? 0;
}

function rivalRate(measures: Measures): Estimate {
  switch (measures.kind) {
    case 'removal':
      return measures.controls.randomSearch.successRate;
    case 'edit':
      return measures.controls.randomEdits.successRate;
    case 'perturbation':
      return measures.controls.randomNoise.successRate;
    default:
      return measures satisfies never;
  }
}

/**
 * The worst that any attack did. A latent attack by itself makes it `mixed` at most: nobody who only sends inputs can
 * carry it out, and its radius has no scale that another model shares.
 */
export function toneOf(model: ModelAnalysis): Tone {
  const tones = attackMeasures(model).map((measures) => {
    const tone = toneOfAttack(measures);
    return tone === 'broken' && measures.setting.latent.length > 0 ? 'mixed' : tone;
  });
  return [...tones, ...model.worstCases.map(toneOfWorstCase), toneOfMistakes(model.mistakes)].reduce(worse, 'plain');
}

/** Attacks that each change little may change much together; that they change little is said by each. */
function toneOfWorstCase({ successRate, latent }: ModelAnalysis['worstCases'][number]): Tone {
  if (tooFew(successRate.n)) return 'plain';
  if ((successRate.low ?? 0) >= 0.5 && latent.length === 0) return 'broken';
  return (successRate.high ?? 1) > 0.1 ? 'mixed' : 'plain';
}

/** Of all removal attacks taken together: `broken` where more than half of the right answers turn into mistakes. */
export function toneOfMistakes(mistakes: ModelAnalysis['mistakes']): Tone {
  if (mistakes === null || tooFew(mistakes.rate.n)) return 'plain';
  return (mistakes.rate.low ?? 0) >= 0.5 ? 'broken' : 'plain';
}

export function worse(a: Tone, b: Tone): Tone {
  return order.indexOf(a) <= order.indexOf(b) ? a : b;
}

const order: readonly Tone[] = ['broken', 'mixed', 'withstood', 'void', 'plain'];

/** Of a sentence that states what an attack did: too few samples are said once, not with every sentence. */
export function toneOfStatement(measures: Measures): Tone {
  const tone = toneOfAttack(measures);
  return tone === 'void' ? 'plain' : tone;
}
