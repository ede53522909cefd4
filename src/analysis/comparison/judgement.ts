import { factsOf } from '../../shared/attacks/attack';
import { rivalVerdict } from '../flags/control-verdict';
import type { Flag } from '../flags/flag';
import { masksUnder } from '../flags/masking';
import { fewest, tooFew } from '../../shared/sample-size';
import { countOf } from '../format';
import { attackMeasures } from '../attack-measures';
import { underSetting, type AttackSetting } from '../attack-setting';
import type { Evaluated } from '../model-analysis';
import { whyVoid, whyVoidAttack } from '../standing';
import type { Estimate } from '../statistics/estimate';
import type { Pair } from './pairs';

export type Measure = 'removed-area' | 'robust-accuracy' | 'attack-success-rate';

export type Conclusion = 'a-harder-to-break' | 'b-harder-to-break' | 'inconclusive';

/** Why no model is called harder to break than another, whatever the difference between them. */
export interface Unjudged {
  /**
   * `void`: nothing may be said of one of the models, or not by an attack whose gradients it masks. `incomparable`: the
   * measure does not carry across them.
   */
  readonly because: 'void' | 'incomparable';
  /** A sentence. */
  readonly text: string;
}

/** @param common fewest samples that both models of a seed answer correctly @param flags what was found of the models */
export function unjudgedOf(
  setting: AttackSetting,
  pairs: readonly Pair[],
  common: number,
  flags: readonly Flag[],
): Unjudged | null {
  const both = pairs.flatMap(({ a, b }) => [a, b]);
  const voids = both.flatMap(({ analysis }) => [
    ...voidWords(analysis, setting),
    ...(masksUnder(flags, analysis.title, setting).length > 0
      ? [`${setting.shortTitle} follows gradients, which ${analysis.title} masks`]
      : []),
  ]);
  if (voids.length > 0) return { because: 'void', text: `${voids[0]}.` };
  if (tooFew(common)) {
    const text = `Both answer only ${countOf(common, 'sample')} correctly; fewer than ${String(fewest)} carry no claim.`;
    return { because: 'void', text };
  }
  if (setting.latent.length > 0 && !pairs.every(shareEmbeddings)) {
    const text = `The radius on ${setting.latent.join(' and ')} is measured in each model’s own embedding space, so it ranks no models.`;
    return { because: 'incomparable', text };
  }
  const fusions = [pairs[0].a, pairs[0].b].map(({ results }) => JSON.stringify(results.cell.spec.recipe.fusion));
  const text = fusions[0] === fusions[1] ? null : factsOf(setting.choice).acrossFusions(setting.choice);
  return text === null ? null : { because: 'incomparable', text };
}

/**
 * Encoders of one model embed alike: what a radius is there is the same for both. So does the ensemble that adapters go over,
 * as none of them changes an embedding; not so what all weights of it have become.
 */
function shareEmbeddings({ a, b }: Pair): boolean {
  const source = ({ results: { description } }: Evaluated): string | undefined =>
    description?.spec.training.method === 'fine-tuned'
      ? description.weightsHash
      : (description?.encodersFrom?.weightsHash ?? description?.weightsHash);
  const [left, right] = [source(a), source(b)];
  return left !== undefined && left === right;
}

/** Why nothing may be said of a model under an attack, gravest first. */
function voidWords(analysis: Evaluated['analysis'], setting: AttackSetting): readonly string[] {
  const measures = underSetting(attackMeasures(analysis), setting);
  return [whyVoid(analysis), measures === undefined ? null : whyVoidAttack(analysis, measures)].flatMap(
    (why) => why ?? [],
  );
}

/** Subjects on which the attack's random control does as well as the attack itself. */
export function asGoodAsAttack(setting: AttackSetting, pairs: readonly Pair[]): readonly string[] {
  const subjects = pairs
    .flatMap(({ a, b }) => [a, b])
    .flatMap(({ analysis }) => {
      const measures = underSetting(attackMeasures(analysis), setting);
      const verdict = measures === undefined ? 'worse' : rivalVerdict(measures);
      return verdict === 'as-good' || verdict === 'better' ? [analysis.subject] : [];
    });
  return [...new Set(subjects)];
}

interface Judged {
  readonly measure: Measure;
  readonly commonlyCorrect: Estimate;
  readonly mistakesOnly: Estimate | null;
  readonly control: { readonly difference: Estimate } | null;
}

/**
 * Which is harder to break: beyond the interval, after the correction, counting mistakes only where it is known what a
 * mistake is, and by the control too where it is as good.
 */
export function conclude({ commonlyCorrect, mistakesOnly, control, measure }: Judged, pHolm: number): Conclusion {
  const side = sideOf(commonlyCorrect);
  if (pHolm >= 0.05 || side === 0) return 'inconclusive';
  if (mistakesOnly !== null && sideOf(mistakesOnly) !== side) return 'inconclusive';
  if (control !== null && sideOf(control.difference) !== side) return 'inconclusive';
  const harderInA = measure === 'attack-success-rate' ? side < 0 : side > 0;
  return harderInA ? 'a-harder-to-break' : 'b-harder-to-break';
}

/** Where the whole interval lies: above 0, below it, or neither. */
export function sideOf({ low, high }: Estimate): -1 | 0 | 1 {
  if (low === null || high === null) return 0;
  return low > 0 ? 1 : high < 0 ? -1 : 0;
}
