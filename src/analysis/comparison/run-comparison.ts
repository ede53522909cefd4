import { chanceOf, dataAnalysis } from '../data-analysis';
import type { AnalysisInput } from '../input';
import { degradationSettings } from '../degradation-setting';
import { attackSettings, underSetting, type AttackSetting } from '../attack-setting';
import type { Outcome } from '../measures/outcome';
import { attackFaults } from '../measures/attack-faults';
import { unsoundness } from '../measures/soundness';
import { resultsByModel, type AttackResult, type DegradedResult, type ModelResults } from '../results';
import { isAnsweredCorrectly } from '../../shared/records/answer';
import type { Flag } from '../flags/flag';
import { masksUnder } from '../flags/masking';
import { titleOfModel } from '../model-title';
import { whyVoid, whyVoidAttack } from '../standing';
import { meanOf } from '../statistics/bootstrap';
import type { Observation } from '../statistics/estimate';
import { groupSignFlip } from '../statistics/significance';
import { pairAttacks, type AttackPair } from './attack-pairs';
import { cleanDifferences } from './clean-difference';
import { pairDegradations, type DegradationPair } from './degradation-pairs';
import { correctedTogether } from './joint-correction';
import type { AttackDifference, DegradationDifference, ModelDifference, RunComparison } from './run-difference';

/** What was found of each of two runs, where it is known: it tells which figures are of masked gradients. */
export interface FlagsOfBoth {
  readonly a: readonly Flag[];
  readonly b: readonly Flag[];
}

export function compareRuns(a: AnalysisInput, b: AnalysisInput, flags: FlagsOfBoth = { a: [], b: [] }): RunComparison {
  const masked = (run: 'a' | 'b', model: ModelResults, result: AttackResult): readonly string[] =>
    masksUnder(flags[run], titleOfModel(model.cell, (run === 'a' ? a : b).run.plan), result.setting).length === 0
      ? []
      : [`the gradients of ${model.cell.title} are masked`];
  const [settingsOfA, settingsOfB] = [settingsOf(a), settingsOf(b)];
  const [resultsOfA, resultsOfB] = [resultsByModel(a, settingsOfA), resultsByModel(b, settingsOfB)];
  const voids = { a: voidsOf(a, resultsOfA), b: voidsOf(b, resultsOfB) };
  const pairs = pairModels(resultsOfA, resultsOfB);
  const attacks = pairAttacks(settingsOfA, settingsOfB);
  const degradations = pairDegradations(
    degradationSettings(a.run.expansion.cells),
    degradationSettings(b.run.expansion.cells),
  );
  const samples = new Set(a.records.map(({ sample }) => sample));
  const common = new Set(b.records.flatMap(({ sample }) => (samples.has(sample) ? [sample] : [])));
  const comparison: RunComparison = {
    a: a.run.id,
    b: b.run.id,
    sameRun: a.run.id === b.run.id,
    commonSamples: common.size,
    models: pairs.paired.map(([left, right]) =>
      difference(
        left,
        right,
        { attacks: attacks.paired, degradations: degradations.paired },
        [...new Set([...voids.a(left), ...voids.b(right)])],
        (one, other) => [...masked('a', left, one), ...masked('b', right, other)],
      ),
    ),
    unpaired: [...pairs.unpaired, ...attacks.unpaired, ...degradations.unpaired],
  };
  return correctedTogether([comparison])[0];
}

function voidsOf(input: AnalysisInput, results: readonly ModelResults[]): (model: ModelResults) => readonly string[] {
  const data = dataAnalysis(input, results);
  return (model) => {
    const why = whyVoid({ title: model.cell.title, unsound: unsoundness(model, chanceOf(data), data.target) });
    return why === null ? [] : [why];
  };
}

function settingsOf(input: AnalysisInput): readonly AttackSetting[] {
  return attackSettings(input.run.expansion.cells, input.dataset.modalities);
}

/** Pairs by subject and seed; where each run has one subject only, these two by seed, whatever their names. */
function pairModels(
  a: readonly ModelResults[],
  b: readonly ModelResults[],
): { readonly paired: readonly (readonly [ModelResults, ModelResults])[]; readonly unpaired: readonly string[] } {
  const single = subjects(a).size === 1 && subjects(b).size === 1;
  const alike = (left: ModelResults, right: ModelResults): boolean =>
    left.cell.spec.seed === right.cell.spec.seed && (single || left.cell.subject === right.cell.subject);
  const paired = a.flatMap((left) => {
    const right = b.find((other) => alike(left, other));
    return right === undefined ? [] : [[left, right] as const];
  });
  const used = new Set(paired.flat());
  return { paired, unpaired: [...a, ...b].filter((one) => !used.has(one)).map((one) => `model ${one.cell.title}`) };
}

function subjects(models: readonly ModelResults[]): ReadonlySet<string> {
  return new Set(models.map(({ cell }) => cell.subject));
}

/** What both runs did to their models. */
interface SharedSettings {
  readonly attacks: readonly AttackPair[];
  readonly degradations: readonly DegradationPair[];
}

function difference(
  a: ModelResults,
  b: ModelResults,
  { attacks, degradations }: SharedSettings,
  voids: readonly string[],
  masks: (one: AttackResult, other: AttackResult) => readonly string[],
): ModelDifference {
  const key = `${a.cell.model}/${b.cell.model}`;
  const testable = ({ differences }: { readonly differences: readonly string[] }): Testable => ({
    isTested: voids.length === 0,
    isRepeated: a.cell.model === b.cell.model && differences.length === 0,
  });
  return {
    a: a.cell.title,
    b: b.cell.title,
    seed: a.cell.spec.seed,
    sameModel: a.cell.model === b.cell.model,
    voids,
    cleanAccuracy: meanOf(cleanDifferences(a.clean, b.clean), `${key}/clean`),
    attacks: attacks.flatMap((pair) => {
      const left = underSetting(a.attacks, pair.a);
      const right = underSetting(b.attacks, pair.b);
      if (left === undefined || right === undefined) return [];
      const doubts = {
        voids: [...new Set([...voidsUnder(a, left), ...voidsUnder(b, right)])],
        masks: [...new Set(masks(left, right))],
      };
      return [attackDifference(pair, left, right, key, testable(pair), doubts)];
    }),
    degradations: degradations.flatMap((pair) => {
      const left = underSetting(a.degraded, pair.a);
      const right = underSetting(b.degraded, pair.b);
      if (left === undefined || right === undefined) return [];
      return [degradationDifference(pair, left, right, key, testable(pair))];
    }),
  };
}

function voidsUnder({ cell: { title } }: ModelResults, result: AttackResult): readonly string[] {
  const why = whyVoidAttack({ title }, { setting: result.setting, faults: attackFaults(result) });
  return why === null ? [] : [why];
}

interface Testable {
  /** False where nothing may be said of a model: then it has no part in the correction either. */
  readonly isTested: boolean;
  /** The same on the very same model: where it came to the same, there is no chance to be tested against. */
  readonly isRepeated: boolean;
}

function attackDifference(
  pair: AttackPair,
  a: AttackResult,
  b: AttackResult,
  key: string,
  testable: Testable,
  { voids, masks }: Pick<AttackDifference, 'voids' | 'masks'>,
): AttackDifference {
  const others = outcomesBySample(b);
  const both = [...outcomesBySample(a)].flatMap(([sample, left]) => {
    const right = others.get(sample);
    return right === undefined ? [] : [{ left, right }];
  });
  const seed = `${key}/${pair.a.key}/${pair.b.key}`;
  const correct = both.filter(({ left, right }) => left.cleanCorrect && right.cleanCorrect);
  const kept = both.map(({ left, right }) => ({
    value: Number(left.correct) - Number(right.correct),
    group: left.group,
  }));
  return {
    title: pair.a.title,
    differences: pair.differences,
    voids,
    masks,
    robustAccuracy: meanOf(kept, `${seed}/robust`),
    p: testOf(kept, seed, { ...testable, isTested: testable.isTested && voids.length + masks.length === 0 }),
    pHolm: null,
    removedArea:
      pair.a.kind === 'removal'
        ? meanOf(
            correct.map(({ left, right }) => ({
              value: (left.removed ?? 0) - (right.removed ?? 0),
              group: left.group,
            })),
            `${seed}/removed`,
          )
        : null,
  };
}

function degradationDifference(
  pair: DegradationPair,
  a: DegradedResult,
  b: DegradedResult,
  key: string,
  testable: Testable,
): DegradationDifference {
  const others = new Map(b.records.map((record) => [record.sample, record]));
  const values = a.records.flatMap((left) => {
    const right = others.get(left.sample);
    if (right === undefined) return [];
    return [{ value: Number(isAnsweredCorrectly(left)) - Number(isAnsweredCorrectly(right)), group: left.group }];
  });
  // Apart from those of attacks, whose indices are counted from 0 too.
  const seed = `${key}/degraded/${pair.a.key}/${pair.b.key}`;
  return {
    title: pair.a.title,
    differences: pair.differences,
    accuracy: meanOf(values, `${seed}/accuracy`),
    p: testOf(values, seed, testable),
    pHolm: null,
  };
}

function testOf(values: readonly Observation[], seed: string, { isTested, isRepeated }: Testable): number | null {
  const hasTest = isTested && values.length > 0 && !(isRepeated && values.every(({ value }) => value === 0));
  return hasTest ? groupSignFlip(values, `${seed}/p`) : null;
}

function outcomesBySample({ records, outcomes }: AttackResult): ReadonlyMap<string, Outcome> {
  return new Map(records.map(({ sample }, index) => [sample, outcomes[index]]));
}
