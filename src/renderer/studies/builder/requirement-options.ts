import { countsMistakesOnly, RequirementMeasure } from '../../../shared/requirement';
import { texts } from '../../texts/catalogue';
import type { AttackDraft } from '../../plans/plan-draft';
import { attackTitle, kindOf } from './attack-title';

const words = texts.builder.requirements;

/** A choice of a list; one that cannot be made says why. */
export interface RequirementOption {
  readonly value: string;
  readonly label: string;
  readonly disabled: boolean;
}

/** @param hasOracle whether the data can tell if a label is still decidable after a removal */
export function measureOptions(hasOracle: boolean): RequirementOption[] {
  return RequirementMeasure.options.map((value) => {
    const disabled = countsMistakesOnly(value) && !hasOracle;
    const label = words.measures[value];
    return { value, label: disabled ? words.cannot(label, words.needsOracle) : label, disabled };
  });
}

/** Attacks by their place, of which a measure of mistakes takes those that may change what decides the label. */
export function attackOptions(attacks: readonly AttackDraft[], measure: string): RequirementOption[] {
  const parsed = RequirementMeasure.safeParse(measure);
  const mistakesOnly = parsed.success && countsMistakesOnly(parsed.data);
  return attacks.map((attack, place) => {
    const disabled = mistakesOnly && kindOf(attack) === 'perturbation';
    const label = attackTitle(attack, place);
    return { value: String(place), label: disabled ? words.cannot(label, words.removesNothing) : label, disabled };
  });
}
