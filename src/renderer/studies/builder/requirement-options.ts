import { Degradation, levelsOf } from '../../../shared/degradations/degradation';
import { requirementLimit, type Asked } from '../../../shared/planning/requirement-limit';
import { countsMistakesOnly, needsDegradation, RequirementMeasure } from '../../../shared/plan/requirement';
import { texts } from '../../texts/catalogue';
import type { AttackDraft, DegradationDraft } from '../../plans/plan-draft';
import { attackTitle, kindOf } from './attack-title';
import { degradationCardTitle } from './DegradationCard';

const words = texts.builder.requirements;

/** A choice of a list; one that cannot be made says why. */
export interface RequirementOption {
  readonly value: string;
  readonly label: string;
  readonly disabled: boolean;
}

/** What decides which measures a plan can ask for. */
export interface AskedOf extends Asked {
  /** Whether the data can tell if a label is still decidable after a removal. */
  readonly hasOracle: boolean;
  /** Of the plan. */
  readonly degradations: number;
}

/** Measures of models that answer otherwise are not listed, unless one is chosen: then it says why it cannot be. */
export function measureOptions(asked: AskedOf, chosen: string): RequirementOption[] {
  return RequirementMeasure.options.flatMap((value) => {
    const label = words.measures[value];
    const limit = requirementLimit(value, asked);
    if (limit !== null && value !== chosen) return [];
    const reason =
      limit ??
      (countsMistakesOnly(value) && !asked.hasOracle
        ? words.needsOracle
        : needsDegradation(value) && asked.degradations === 0
          ? words.noDegradations
          : null);
    return { value, label: reason === null ? label : words.cannot(label, reason), disabled: reason !== null };
  });
}

/** What is asked first: how often, or how far, untouched samples are answered rightly. */
export function firstMeasure({ pixels }: Asked): RequirementMeasure {
  return pixels ? 'miou' : 'accuracy';
}

/** Degradations by their place. */
export function degradationOptions(degradations: readonly DegradationDraft[]): RequirementOption[] {
  return degradations.map((degradation, place) => ({
    value: String(place),
    label: degradationCardTitle(degradation, place),
    disabled: false,
  }));
}

/** Levels that a degradation is run at; none where it has but one, or what was typed is none yet. */
export function levelsToChoose(degradation: DegradationDraft | undefined): readonly number[] {
  const parsed = Degradation.safeParse(degradation);
  const levels = parsed.success ? levelsOf(parsed.data) : [];
  return levels.length < 2 ? [] : levels;
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
