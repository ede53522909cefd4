import { adversarialRadii } from '../../shared/training/training';
import { hardeningOf, type HardeningField } from '../../shared/training/hardening';
import { mapValues } from '../../shared/map-values';
import type { ModalitySpecs } from '../../shared/data/modality';
import type { StudyPlan, Subject } from '../../shared/plan/plan';
import type { AttackSetting } from '../attack-setting';
import { unjudgedOf, type Unjudged } from '../comparison/judgement';
import { differences, fewestCommon, pairsOf } from '../comparison/pairs';
import type { Comparison } from '../comparison/subject-comparison';
import type { Flag } from '../flags/flag';
import type { Evaluated } from '../model-analysis';
import { twoLevelMean } from '../statistics/bootstrap';
import type { Estimate } from '../statistics/estimate';
import { differenceFor, findingOf, inFavourOf, together, type Finding } from './finding';
import { plainTwin } from './plain-twin';

/** A hardened subject beside its plain twin under one removal attack. */
export interface HardeningEffect {
  /** Tested, and corrected with all comparisons of the study. */
  readonly comparison: Comparison;
  /** Of the comparison's measure, above 0 where the hardened one is harder to break. */
  readonly benefit: Estimate;
  /** The same, counting only mistakes; null where that is not known. */
  readonly benefitOfMistakes: Estimate | null;
  /** The same by the attack's random control, where that does as well as the attack; null where the attack is better. */
  readonly benefitByControl: Estimate | null;
  /** By input, of the share of it that has to go, whatever the measure. */
  readonly benefitOf: Readonly<Record<string, Estimate>>;
  readonly finding: Finding;
}

/**
 * Whether training on attacked samples did what it is for: robust accuracy of the hardened − that of its twin, under the
 * attack of the plan with the largest radii that changes only inputs which training attacked, in its norm. Radii that are
 * the same for both models come first. Fixed by the plan, and not tested: what is asked is another question.
 */
export interface HardeningCheck {
  readonly setting: AttackSetting;
  /** Over all samples, paired. */
  readonly gain: Estimate;
  /** Why the two cannot be set beside each other; null where they can. */
  readonly unjudged: Unjudged | null;
}

/** A subject that something hardens, and what that does against removals, beside the subject that lacks nothing else. */
export interface HardenedSubject {
  readonly subject: string;
  readonly twin: string;
  readonly by: readonly HardeningField[];
  /** Clean accuracy of the hardened − that of its twin. */
  readonly cleanAccuracy: Estimate;
  /** One per removal attack, in the order of the plan. */
  readonly effects: readonly HardeningEffect[];
  readonly finding: Finding | 'mixed';
  /** Null for what trains on no attacks, or without such an attack in the plan. */
  readonly check: HardeningCheck | null;
}

/**
 * The question of MUROAN to whoever trains on attacked samples: does it help against decoupling? Answered for every
 * subject of the plan that is compared with a twin which nothing hardens; empty where there is none.
 */
export function hardeningAnalysis(
  plan: StudyPlan,
  modalities: ModalitySpecs,
  models: readonly Evaluated[],
  comparisons: readonly Comparison[],
  settings: readonly AttackSetting[],
  flags: readonly Flag[],
): readonly HardenedSubject[] {
  return plan.subjects.flatMap((subject) => {
    const twin = plainTwin(subject, plan.subjects)?.name;
    if (twin === undefined) return [];
    const own = comparisons.filter(
      ({ a, b, setting }) => [a, b].includes(subject.name) && [a, b].includes(twin) && setting.kind === 'removal',
    );
    if (own.length === 0) return [];
    const effects = own.map((comparison) => effectOf(subject.name, comparison));
    return [
      {
        subject: subject.name,
        twin,
        by: hardeningOf(subject.training).map(([field]) => field),
        cleanAccuracy: differenceFor(subject.name, own[0], own[0].cleanAccuracy),
        effects,
        finding: together(effects.map(({ finding }) => finding)),
        check: checkOf([subject.name, twin], checkSetting(subject, modalities, settings), models, flags),
      },
    ];
  });
}

function effectOf(hardened: string, comparison: Comparison): HardeningEffect {
  const { commonlyCorrect, mistakesOnly, byModality, control } = comparison;
  return {
    comparison,
    benefit: inFavourOf(hardened, comparison, commonlyCorrect),
    benefitOfMistakes: mistakesOnly && inFavourOf(hardened, comparison, mistakesOnly),
    benefitByControl: control && inFavourOf(hardened, comparison, control.difference),
    benefitOf: mapValues(byModality, (difference) => differenceFor(hardened, comparison, difference)),
    finding: findingOf(hardened, comparison),
  };
}

function checkSetting(
  { training }: Subject,
  specs: ModalitySpecs,
  settings: readonly AttackSetting[],
): AttackSetting | null {
  const trained = Object.keys(adversarialRadii(training, specs));
  const own = settings.filter(
    (setting) =>
      setting.kind === 'perturbation' &&
      setting.choice.norm === training.adversarial.norm &&
      setting.modalities.every((id) => trained.includes(id)),
  );
  const total = ({ radii }: AttackSetting): number => Object.values(radii).reduce((sum, radius) => sum + radius, 0);
  const comparable = own.filter(({ latent }) => latent.length === 0);
  return (comparable.length > 0 ? comparable : own).reduce<AttackSetting | null>(
    (best, setting) => (best === null || total(setting) > total(best) ? setting : best),
    null,
  );
}

function checkOf(
  [hardened, twin]: readonly [hardened: string, twin: string],
  setting: AttackSetting | null,
  models: readonly Evaluated[],
  flags: readonly Flag[],
): HardeningCheck | null {
  if (setting === null) return null;
  const pairs = pairsOf(models, hardened, twin, setting);
  if (pairs.length === 0) return null;
  const right = differences(
    pairs.map(({ samples }) => samples),
    ({ attack }) => Number(attack.correct),
  );
  return {
    setting,
    gain: twoLevelMean(right, `${hardened}/${twin}/${setting.key}/check`),
    unjudged: unjudgedOf(setting, pairs, fewestCommon(pairs), flags),
  };
}
