import { underSetting, type AttackSetting } from '../attack-setting';
import { randomEditOutcomes, randomNoiseOutcomes, randomSearchOutcomes, type Outcome } from '../measures/outcome';
import type { Evaluated } from '../model-analysis';
import { countingMistakes, type AttackResult, type ModelResults } from '../results';
import type { Observation } from '../statistics/estimate';

/** One sample under the attack, and under its random control. */
interface Sample {
  readonly attack: Outcome;
  /** Counting only the changes that are mistakes; null where they cannot be told. */
  readonly mistake: Outcome | null;
  readonly control: readonly Outcome[];
}
/** Two models of one training seed, with the samples that both were attacked on. */
export interface Pair {
  readonly a: Evaluated;
  readonly b: Evaluated;
  readonly samples: readonly (readonly [a: Sample, b: Sample])[];
}

/** The models of two subjects, paired by training seed and sample. */
export function pairsOf(models: readonly Evaluated[], a: string, b: string, setting: AttackSetting): readonly Pair[] {
  return models
    .filter(({ analysis }) => analysis.subject === a)
    .flatMap((left) => {
      const right = models.find(({ analysis }) => analysis.subject === b && analysis.seed === left.analysis.seed);
      if (right === undefined) return [];
      const others = new Map(samplesOf(right.results, setting).map((sample) => [sample.attack.row, sample]));
      const samples = samplesOf(left.results, setting).flatMap((sample) => {
        const other = others.get(sample.attack.row);
        return other === undefined ? [] : [[sample, other] as const];
      });
      return samples.length === 0 ? [] : [{ a: left, b: right, samples }];
    });
}

/** Samples that both models of a seed answer correctly before the attack; of the seed with the fewest. */
export function fewestCommon(pairs: readonly Pair[]): number {
  return Math.min(
    ...pairs.map(({ samples }) => samples.filter(([x, y]) => x.attack.cleanCorrect && y.attack.cleanCorrect).length),
  );
}

export type Value = (outcome: Outcome) => number;

/** a − b of what is taken of every sample, by training seed; samples of which it is null on either side are left out. */
export function differences(
  seeds: readonly Pair['samples'][],
  of: (sample: Sample) => number | null,
): readonly (readonly Observation[])[] {
  return seeds.map((samples) =>
    samples.flatMap(([x, y]) => {
      const [left, right] = [of(x), of(y)];
      return left === null || right === null ? [] : [{ value: left - right, group: x.attack.group }];
    }),
  );
}

function samplesOf({ attacks }: ModelResults, setting: AttackSetting): readonly Sample[] {
  const result = underSetting(attacks, setting);
  if (result === undefined) return [];
  const controls = controlOutcomes(result);
  const mistakes = countingMistakes(result)?.outcomes;
  return result.outcomes.map((attack, index) => ({
    attack,
    mistake: mistakes?.[index] ?? null,
    control: controls[index],
  }));
}

function controlOutcomes(result: AttackResult): readonly (readonly Outcome[])[] {
  switch (result.kind) {
    case 'removal':
      return result.records.map(randomSearchOutcomes);
    case 'perturbation':
      return result.records.map(randomNoiseOutcomes);
    case 'edit':
      return result.records.map(randomEditOutcomes);
    default:
      return result satisfies never;
  }
}
