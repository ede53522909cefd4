import { countOf, decimal, percent, pointsEstimate } from '../format';
import type { AttackSetting, PerturbationSetting } from '../attack-setting';
import { flagTooFew } from '../flags/any-attack';
import { flagFaults } from '../flags/fault-flags';
import { flagList, type Flag } from '../flags/flag';
import { reversed, type Left } from '../flags/order-flags';
import { flagClimb, flagReadBack } from '../flags/perturbation-flags';
import { meanIou, miouDifference, summed, type Counted } from './iou';
import type { PixelCondition } from './pixel-model';
import type { PixelUnsoundness } from './trust';

/** A model that answers for every pixel, as far as its flags need it. */
export interface FlaggedPixels {
  readonly title: string;
  readonly classes: readonly string[];
  /** Untouched samples that it answered. */
  readonly samples: number;
  readonly unsound: readonly PixelUnsoundness[];
  readonly conditions: readonly PixelCondition[];
  readonly settings: readonly AttackSetting[];
  /** What an attack left of the samples. */
  readonly changedUnder: (setting: PerturbationSetting) => readonly Counted[];
}

/** What makes an mIoU worth less than it looks. */
export function pixelFlags(model: FlaggedPixels): readonly Flag[] {
  const { title, unsound, conditions, settings, changedUnder } = model;
  const compare = (weak: PerturbationSetting, strong: PerturbationSetting): Left | null => {
    const [before, after] = [changedUnder(weak), changedUnder(strong)];
    const [less, more] = [meanIou(summed(before)), meanIou(summed(after))];
    return less === null || more === null
      ? null
      : { weak: less, strong: more, gain: miouDifference(after, before, `${title}/${weak.key}<${strong.key}`) };
  };
  return [
    ...unsound.map((reason) => voidFlag(model, reason)),
    ...conditions.flatMap((condition) => conditionFlags(model, condition)),
    ...reversed(settings, { model: title, left: 'left a higher mIoU', compare }),
  ];
}

function conditionFlags({ title, samples }: FlaggedPixels, condition: PixelCondition): readonly Flag[] {
  const { trust, noise, miou } = condition;
  if (trust === null) return [];
  const { flags, raise } = flagList({ model: title, attack: condition.title });
  flagFaults(raise, trust.faults);
  flagReadBack(raise, trust.readBack);
  flagClimb(raise, trust);
  if ((noise?.value ?? 1) < (miou.value ?? 0)) {
    raise(
      'weaker-than-noise',
      'warning',
      'Random noise on the boundary of the same ball leaves less than the attack does.',
      'The attack found hardly anything: gradients may be masked, or its steps too few. Do not call the model robust.',
    );
  }
  flagTooFew(raise, samples);
  return flags;
}

function voidFlag({ title, classes }: FlaggedPixels, reason: PixelUnsoundness): Flag {
  const common = { level: 'void' as const, model: title, attack: null, shared: null };
  const nameOf = (index: number): string => classes[index] ?? String(index);
  switch (reason.kind) {
    case 'constant':
      return {
        ...common,
        check: 'constant-model',
        finding: `Every pixel of every sample is answered “${nameOf(reason.answered)}”.`,
        advice: 'A constant answer cannot be changed by any attack, which is not robustness. Train the model first.',
      };
    case 'near-chance':
      return {
        ...common,
        check: 'near-chance',
        finding: `Its mIoU is not clearly above that of calling every pixel “${nameOf(reason.commonest)}”: ${pointsEstimate(reason.gain)}.`,
        advice:
          'Attack figures of a model that has learnt nothing say nothing about its fusion. Train it longer or on more rows first.',
      };
    case 'unsteady':
      return {
        ...common,
        check: 'unsteady-model',
        finding: `Asked a second time, among other samples, the model gave other logits for ${countOf(reason.changed, 'sample')} of ${decimal(reason.n)} (${percent(reason.changed / reason.n)}), by up to ${reason.largestLogitChange.toExponential(1)} (allowed: 1e-4 of the largest logit, at least 1e-4).`,
        advice:
          'It answers at random, or by what else is in its batch: dropout or batch statistics are on. Then a changed answer cannot be put down to an attack, nor can one that stands. Switch the model to inference, with fixed statistics and no dropout, and run the study again.',
      };
    default:
      return reason satisfies never;
  }
}
