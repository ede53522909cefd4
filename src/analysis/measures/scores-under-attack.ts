import { attackMeasures } from '../attack-measures';
import type { ModelAnalysis } from '../model-analysis';
import { isVoidAttack } from '../standing';
import type { ScoredCondition, ScoreName } from './target-scores';

/** The scores of a model whose data ask for a set or a value: untouched, and under the attack that leaves the worst. */
export interface ScoresUnderAttack {
  readonly clean: ScoredCondition;
  /** Null where nobody attacked, or by no attack whose figures may be used. */
  readonly worst: ScoredCondition | null;
  /** Attacks that it is the worst of. */
  readonly attacks: number;
}

/** What tells most: of a value the error, for which less is better; of a set the mean of the labels’ F1, for which more is. */
const mainScores = ['mean-absolute-error', 'macro-f1'] as const satisfies readonly ScoreName[];

/** Of changes that somebody who only sends inputs can make, where there are any. Null where one class is asked for. */
export function scoresUnderAttack(model: ModelAnalysis): ScoresUnderAttack | null {
  const clean = model.scores?.find(({ kind }) => kind === 'clean');
  if (model.scores === null || clean === undefined) return null;
  const usable = attackMeasures(model).filter((measures) => !isVoidAttack(measures));
  const onInputs = usable.filter(({ setting }) => setting.latent.length === 0);
  const titles = new Set((onInputs.length > 0 ? onInputs : usable).map(({ setting }) => setting.title));
  const attacked = model.scores.filter(({ kind, title }) => kind === 'attack' && titles.has(title));
  return {
    clean,
    worst: attacked.reduce<ScoredCondition | null>((a, b) => (a === null || badness(b) > badness(a) ? b : a), null),
    attacks: attacked.length,
  };
}

/** Of a condition, by its main score. */
export function mainScoreOf({ scores }: ScoredCondition): ScoredCondition['scores'][number] {
  return scores.find(({ name }) => mainScores.some((main) => main === name)) ?? scores[0];
}

/** The more, the worse. */
function badness(condition: ScoredCondition): number {
  const { name, estimate } = mainScoreOf(condition);
  return (estimate.value ?? 0) * (name === 'mean-absolute-error' ? 1 : -1);
}

/** Whether the main score is worse under that attack, however little. */
export function isWorse({ clean, worst }: ScoresUnderAttack): boolean {
  return worst !== null && badness(worst) > badness(clean);
}
