import { isImported } from '../../shared/recipe/recipe';
import { withUnit, type Target } from '../../shared/data/target';
import type { ModelResults } from '../results';
import { rateOf, type Estimate, type Rate } from '../statistics/estimate';
import { isAtChance, leadOverConstant, type Chance } from './chance';
import { askedAgain, isUnsteady } from './steadiness';
import type { Untouched } from './untouched';
import { wholeRemovalFlips } from './whole-removal';

/** Why nothing may be said in favour of a model, whatever the attacks show. */
export type Unsoundness = Reason & {
  /** Nobody trained it here: more likely than the model, its map is wrong. */
  readonly madeElsewhere?: true;
};

type Reason =
  | { readonly kind: 'constant'; readonly predicted: number; readonly value?: number }
  | { readonly kind: 'near-chance'; readonly chance: number }
  /** Of a value: `lead` is what it is off less than always giving the same answer, which is named with its unit. */
  | { readonly kind: 'near-constant'; readonly answer: string; readonly lead: Estimate }
  /** It answers by more than its input: asked again among other samples, it gave other logits. */
  | ({ readonly kind: 'unsteady' } & Untouched)
  /** Taking the whole modality away changes next to no prediction, and no successful attack needed it. */
  | { readonly kind: 'indifferent'; readonly modality: string; readonly changedWithout: Rate };

/** Below this share of changed predictions a model counts as indifferent to the removal of a whole modality. */
const indifference = 0.05;

export function unsoundness(model: ModelResults, chance: Chance, target?: Target): readonly Unsoundness[] {
  if (model.clean.length === 0) return [];
  const reasons: Reason[] = [];
  reasons.push(...constantAnswers(model, target));
  if (isAtChance(model.clean, chance, model.cell.id)) reasons.push(noBetter(model, chance, target));
  const again = askedAgain(model.clean);
  if (again !== null && isUnsteady(again)) reasons.push({ kind: 'unsteady', ...again });
  const removals = model.attacks.flatMap((result) => (result.kind === 'removal' ? [result.records] : []));
  const needed = new Set([...removals.flat().flatMap(({ found }) => found?.necessary ?? []), ...brokenAlone(model)]);
  const modalities = Object.keys(model.cell.spec.recipe.encoders);
  if (modalities.length > 1) {
    for (const modality of modalities) {
      const rates = [
        ...removals.map((records) => wholeRemovalFlips(records, modality)),
        ...missingChanges(model, modality),
      ].filter((rate) => rate !== null);
      // By every way of taking it away: what is put in its place may happen to be what the model expects.
      const largest = rates.reduce<Rate | null>((a, b) => ((b.high ?? 1) > (a?.high ?? -1) ? b : a), null);
      if (largest !== null && (largest.high ?? 1) < indifference && !needed.has(modality)) {
        reasons.push({ kind: 'indifferent', modality, changedWithout: largest });
      }
    }
  }
  return isImported(model.cell.spec.recipe)
    ? reasons.map((reason) => ({ ...reason, madeElsewhere: true as const }))
    : reasons;
}

function noBetter(model: ModelResults, chance: Chance, target: Target | undefined): Reason {
  if (chance.kind === 'commonest') return { kind: 'near-chance', chance: chance.share };
  const { constant } = chance;
  const answer = target?.kind === 'value' ? withUnit(target, constant.answer) : String(constant.answer);
  return { kind: 'near-constant', answer, lead: leadOverConstant(model.clean, constant, model.cell.id) };
}

/** Of a value, answers that all lie within its tolerance of each other: right and wrong differ where the values do. */
function constantAnswers({ clean: records }: ModelResults, target: Target | undefined): readonly Reason[] {
  if (records.length < 2) return [];
  const { predicted, logits } = records[0].clean;
  if (target?.kind === 'value') {
    const answers = records.map(({ clean }) => clean.logits[0]);
    const spread = answers.reduce((most, answer) => Math.max(most, answer), -Infinity) - Math.min(...answers);
    return spread <= target.tolerance ? [{ kind: 'constant', predicted, value: logits[0] }] : [];
  }
  return records.every(({ clean }) => clean.predicted === predicted) ? [{ kind: 'constant', predicted }] : [];
}

/** Share of all answers that change where the modality alone is missing; one for each thing put in its place. */
function missingChanges({ degraded }: ModelResults, modality: string): readonly Rate[] {
  return degraded.flatMap(({ setting: { choice }, records }) =>
    choice.name === 'missing' &&
    choice.modalities.length === 1 &&
    choice.modalities[0] === modality &&
    records.length > 0
      ? [
          rateOf(
            records.map((record) => ({
              hit: record.degraded.predicted !== record.clean.predicted,
              group: record.group,
            })),
          ),
        ]
      : [],
  );
}

/** Modalities that a successful attack changed alone: an answer that small changes there turn depends on it. */
function brokenAlone({ attacks }: ModelResults): readonly string[] {
  return attacks.flatMap((result) =>
    result.kind !== 'removal' &&
    result.setting.modalities.length === 1 &&
    result.records.some(({ outcome }) => outcome?.success === true)
      ? result.setting.modalities
      : [],
  );
}

/** `has learnt nothing`: what makes a model void, after its name. */
export function unsoundWords(reason: Unsoundness): string {
  switch (reason.kind) {
    case 'constant':
      return 'answers every sample alike';
    case 'near-chance':
      return reason.madeElsewhere === true ? 'answers no better than guessing' : 'has learnt nothing';
    case 'near-constant':
      return `has a mean error not clearly below that of always answering ${reason.answer}`;
    case 'unsteady':
      return 'answers the same sample otherwise when it is asked again';
    case 'indifferent':
      return `shows no use of the ${reason.modality}`;
    default:
      return reason satisfies never;
  }
}
