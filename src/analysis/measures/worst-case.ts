import { gradientTitle, normText } from '../../shared/attacks/gradient';
import { canonicalJson } from '../../shared/identity';
import type { PerturbationSetting } from '../attack-setting';
import { unstartedRows, type ModelResults, type PerturbationResult } from '../results';
import { rateOf, type Rate } from '../statistics/estimate';
import { attackFaults, type AttackFault } from './attack-faults';

/**
 * The worst for each sample of several attacks at one budget: a sample counts as broken where any of them breaks it, as
 * nobody says which of them an attacker takes (AutoAttack; Croce and Hein, arXiv 2003.01690).
 */
export interface WorstCase {
  /** `Worst of 4 attacks, l∞ · image 8/255`. */
  readonly title: string;
  readonly settings: readonly PerturbationSetting[];
  /** Of any of them: what one must not be used for, all together must not. */
  readonly faults: readonly AttackFault[];
  readonly latent: readonly string[];
  /** Over the samples that were attacked by all of them. */
  readonly successRate: Rate;
  /** Over all samples that were evaluated under all of them. */
  readonly robustAccuracy: Rate;
}

/** One per norm and radii that several attacks of the model share. */
export function measureWorstCases({ attacks }: ModelResults): readonly WorstCase[] {
  const groups = new Map<string, PerturbationResult[]>();
  for (const result of attacks) {
    if (result.kind !== 'perturbation' || result.records.length === 0) continue;
    const { choice, radii, oneBall } = result.setting;
    if (Object.values(radii).every((radius) => radius === 0)) continue;
    const key = canonicalJson([choice.norm, oneBall, radii]);
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].filter(({ length }) => length > 1).map(worstOf);
}

function worstOf(results: readonly PerturbationResult[]): WorstCase {
  const [{ setting }] = results;
  const { choice, budgetIndex, latent } = setting;
  const rows = results.map(({ outcomes }) => new Map(outcomes.map((outcome) => [outcome.row, outcome])));
  const unstarted = results.map((result) => new Set(unstartedRows(result)));
  const common = [...rows[0].values()].flatMap((first) => {
    const all = rows.map((byRow) => byRow.get(first.row));
    if (!all.every((outcome) => outcome !== undefined)) return [];
    // An attack that found no start says nothing of the sample; where none of them did, nothing is known to withstand.
    const said = all.filter((_, index) => !unstarted[index].has(first.row));
    const correct = (said.length > 0 ? said : all).every((outcome) => outcome.correct);
    return [{ group: first.group, cleanCorrect: first.cleanCorrect, correct }];
  });
  return {
    title: gradientTitle(
      `Worst of ${String(results.length)} attacks, ${normText(choice.norm)}`,
      choice,
      budgetIndex,
      latent,
    ),
    settings: results.map((result) => result.setting),
    faults: results.flatMap(attackFaults),
    latent,
    successRate: rateOf(
      common.filter(({ cleanCorrect }) => cleanCorrect).map(({ correct, group }) => ({ hit: !correct, group })),
    ),
    robustAccuracy: rateOf(common.map(({ correct, group }) => ({ hit: correct, group }))),
  };
}
