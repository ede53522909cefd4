import { levelsOf, type Degradation } from '../degradations/degradation';
import { modalityFacts, type ModalityKind } from '../data/modality';
import type { StudyPlanInput } from '../plan/plan';
import type { AttackDraft } from './attack-presets';

type RequirementInput = NonNullable<StudyPlanInput['requirements']>[number];

/** Shares that a customer may ask of a model, whatever it turns out to be. */
export const usualThresholds = {
  /** Of each input, that is lost. */
  removedAtMost: 0.25,
  /** Of the answers that stay right meanwhile, or change for a reason. */
  underRemoval: 0.5,
  /** Of the answers that stay right under a change that hardly anybody notices. */
  underSmallChange: 0.8,
  /** Of the answers that are right where an input is a little noisy. */
  underNoise: 0.8,
  /** Of those that are right where a whole input is missing. */
  withoutInput: 0.5,
} as const;

/** What the data lets be asked. */
export interface AskedData {
  readonly kinds: Readonly<Record<string, ModalityKind>>;
  /** Whether it can tell if a label is still decidable after a removal. */
  readonly hasOracle: boolean;
  readonly classes: number;
}

/** What a plan does to inputs, as far as something is asked of it. */
export interface AskedPlan {
  readonly attacks: readonly AttackDraft[];
  readonly degradations: readonly Degradation[];
}

/**
 * What may be asked of a study with these attacks: that most answers stay right while a part of every input is lost, for
 * each decoupling attack and own search on all inputs, and most of them under the smallest radius on raw values (pixels) of each PGD,
 * APGD, Square, HopSkipJump and ensemble. To change the answer after the deciding evidence is gone is correct, so it counts only
 * where nobody can tell. Attacks in a model's embedding space ask nothing: their radii mean another thing for every model. Of
 * what degrades inputs, that most answers are right at its least level; and half of them without a whole input, where
 * half is more than chance.
 */
export function usualRequirements(
  { attacks, degradations }: AskedPlan,
  { kinds, hasOracle, classes }: AskedData,
): RequirementInput[] {
  return [...ofAttacks(attacks, { kinds, hasOracle }), ...ofDegradations(degradations, classes)];
}

/** Of natural corruptions, all kinds of which are asked for at once: what is hardly seen. */
const leastSeverity = 1;

function ofDegradations(degradations: readonly Degradation[], classes: number): readonly RequirementInput[] {
  return degradations.flatMap((degradation, index): readonly RequirementInput[] => {
    const levels = levelsOf(degradation);
    const asked = { measure: 'degraded-accuracy', degradation: index, comparison: 'at-least' } as const;
    if (degradation.name === 'corruption' && !levels.includes(leastSeverity)) return [];
    if (degradation.name !== 'missing') {
      return [{ ...asked, level: Math.min(...levels), threshold: usualThresholds.underNoise }];
    }
    return classes > 2 ? [{ ...asked, threshold: usualThresholds.withoutInput }] : [];
  });
}

function ofAttacks(
  attacks: readonly AttackDraft[],
  { kinds, hasOracle }: Pick<AskedData, 'kinds' | 'hasOracle'>,
): readonly RequirementInput[] {
  const all = Object.keys(kinds);
  const raw = all.filter((id) => !modalityFacts[kinds[id]].latent);
  return attacks.flatMap((attack, index): readonly RequirementInput[] => {
    switch (attack.name) {
      case 'decoupling':
      case 'lab-search':
        return all.every((id) => attack.modalities.includes(id))
          ? [
              {
                measure: hasOracle ? 'label-preserving-robust-accuracy' : 'robust-accuracy',
                attack: index,
                removedAtMost: usualThresholds.removedAtMost,
                comparison: 'at-least',
                threshold: usualThresholds.underRemoval,
              },
            ]
          : [];
      case 'pgd':
      case 'apgd':
      case 'square':
      case 'hopskipjump':
      case 'ensemble':
        return (attack.norm ?? 'linf') === 'linf' && Object.keys(attack.budgets[0]).every((id) => raw.includes(id))
          ? [
              {
                measure: 'robust-accuracy',
                attack: index,
                budget: 0,
                comparison: 'at-least',
                threshold: usualThresholds.underSmallChange,
              },
            ]
          : [];
      case 'exhaustive':
      case 'hotflip':
      case 'misspell':
      case 'fgsm':
      case 'mim':
      case 'mfa':
      case 'transfer':
        return [];
      default:
        return attack satisfies never;
    }
  });
}
