import { compareSubjects } from './compare';
import { raiseFlags } from './flags';
import { resultsByModel, type AnalysisInput, type AttackResult, type ModelResults } from './input';
import { attackKey, attackSettings, type AttackSetting } from './measures/attack-setting';
import { outcomesOf } from './measures/outcome';
import { measurePerturbation } from './measures/perturbation';
import { measureRemoval } from './measures/removal';
import { measureSingleSource } from './measures/single-source';
import { unsoundness } from './measures/soundness';
import { measureSplitting } from './measures/splitting';
import { measureFusion } from './measures/unimodal';
import { answerRequirements } from './requirements';
import { twoLevelShare } from './statistics/bootstrap';
import { nothing, rateOf, type Estimate } from './statistics/estimate';
import {
  analysisVersion,
  type DataAnalysis,
  type ModelAnalysis,
  type StudyAnalysis,
  type SubjectAnalysis,
} from './study-analysis';
import { verdictOf } from './verdict';

/**
 * Computes everything that is said about a run from its records. Pure and seeded: equal input, equal output. Works on
 * incomplete runs, and says so in the flags.
 */
export function analyse(input: AnalysisInput): StudyAnalysis {
  const { run } = input;
  const results = resultsByModel(input);
  const settings = attackSettings(
    run.expansion.cells.filter((cell) => cell.kind === 'attack'),
    input.dataset.modalities,
  );
  const data = dataAnalysis(input, results);
  const models = results.map((model) => analyseModel(model, settings, data, run.plan.seeds.length > 1));
  const comparisons = compareSubjects(results, settings, run.plan.primaryMeasure);
  const complete = input.state === 'finished' && input.records.length >= run.expansion.records;
  const flags = raiseFlags({
    input,
    data,
    settings,
    models: results.map((model, index) => ({ results: model, analysis: models[index] })),
    comparisons,
  });
  return {
    format: 'muroan.analysis',
    formatVersion: 1,
    analysisVersion,
    run: {
      id: run.id,
      state: input.state,
      planHash: run.expansion.planHash,
      datasetHash: run.expansion.datasetHash,
      records: input.records.length,
      recordsExpected: run.expansion.records,
      complete,
    },
    study: {
      name: run.plan.name,
      question: run.plan.question,
      primaryMeasure: run.plan.primaryMeasure,
      seeds: run.plan.seeds,
    },
    data,
    attacks: settings,
    subjects: run.plan.subjects.map(({ name }) => subjectAnalysis(name, results, models, settings)),
    comparisons,
    requirements: answerRequirements(run.plan, results, models, settings),
    flags,
    verdict: verdictOf({ plan: run.plan, data, settings, models, comparisons, flags, complete }),
  };
}

function analyseModel(
  model: ModelResults,
  settings: readonly AttackSetting[],
  data: DataAnalysis,
  several: boolean,
): ModelAnalysis {
  const modalities = data.modalities.map(({ id }) => id);
  const fusion = measureFusion(model, data.chance);
  const removals = model.attacks.flatMap((result) =>
    result.kind === 'removal' && result.records.length > 0
      ? [measureRemoval(result, attackKey(result.cell), data.classes, modalities, data.oracle !== null)]
      : [],
  );
  return {
    model: model.cell.model,
    subject: model.cell.subject,
    seed: model.cell.spec.seed,
    title: several ? `${model.cell.subject} · seed ${String(model.cell.spec.seed)}` : model.cell.subject,
    accuracy: rateOf(
      model.clean.map((record) => ({ hit: record.clean.predicted === record.label, group: record.group })),
    ),
    fusion,
    unsound: unsoundness(model, removals, data.chance),
    removals,
    perturbations: model.attacks.flatMap((result) =>
      result.kind === 'perturbation' && result.records.length > 0
        ? [measurePerturbation(result, attackKey(result.cell), data.classes)]
        : [],
    ),
    singleSource: measureSingleSource(model, settings, fusion),
    splitting: measureSplitting(model, settings),
  };
}

function dataAnalysis({ dataset, run }: AnalysisInput, results: readonly ModelResults[]): DataAnalysis {
  const samples = new Map(
    results.flatMap(({ clean, attacks }) =>
      [clean, ...attacks.map(({ records }) => records)].flatMap((records) =>
        records.map((record) => [record.row, { label: record.label, group: record.group }] as const),
      ),
    ),
  );
  const counts = new Map<number, number>();
  for (const { label } of samples.values()) counts.set(label, (counts.get(label) ?? 0) + 1);
  const [commonest] = [...counts].sort(([a, x], [b, y]) => y - x || a - b);
  const majority =
    samples.size === 0
      ? null
      : {
          name: dataset.classes.at(commonest[0]) ?? String(commonest[0]),
          share: commonest[1] / samples.size,
          of: samples.size,
        };
  return {
    name: dataset.name,
    title: dataset.title,
    task: dataset.task,
    unit: dataset.unit,
    classes: dataset.classes,
    modalities: Object.entries(dataset.modalities).map(([id, { kind }]) => ({
      id,
      kind,
      element: kind === 'image' ? 'pixel' : 'word',
    })),
    n: run.expansion.rows.length,
    clusters: new Set([...samples.values()].map(({ group }) => group)).size,
    majority,
    chance: majority?.share ?? 1 / dataset.classes.length,
    oracle: dataset.oracle?.statement ?? null,
  };
}

function subjectAnalysis(
  name: string,
  results: readonly ModelResults[],
  analyses: readonly ModelAnalysis[],
  settings: readonly AttackSetting[],
): SubjectAnalysis {
  const own = results.filter(({ cell }) => cell.subject === name);
  const models = analyses.filter(({ subject }) => subject === name);
  const single = models.length === 1 ? models[0] : null;
  const overSeeds = (
    part: string,
    ofResult: (model: ModelResults) => readonly { readonly value: number; readonly group: string }[],
  ): Estimate => (own.length === 0 ? nothing : twoLevelShare(own.map(ofResult), `${name}/${part}`));
  const resultOf = (model: ModelResults, setting: AttackSetting): AttackResult | undefined =>
    model.attacks.find(({ cell }) => attackKey(cell) === setting.key);

  return {
    name,
    models,
    overall: {
      accuracy:
        single?.accuracy ??
        overSeeds('accuracy', ({ clean }) =>
          clean.map((record) => ({ value: Number(record.clean.predicted === record.label), group: record.group })),
        ),
      attacks: settings.map((setting) => {
        const measured = single
          ? [...single.removals, ...single.perturbations].find((measures) => measures.attackKey === setting.key)
          : undefined;
        const outcomes = (model: ModelResults): ReturnType<typeof outcomesOf> => {
          const result = resultOf(model, setting);
          return result === undefined ? [] : outcomesOf(result);
        };
        const correctBefore = (model: ModelResults): ReturnType<typeof outcomesOf> =>
          outcomes(model).filter(({ cleanCorrect }) => cleanCorrect);
        return {
          attackKey: setting.key,
          successRate:
            measured?.successRate ??
            overSeeds(`${setting.key}/asr`, (model) =>
              correctBefore(model).map(({ correct, group }) => ({ value: Number(!correct), group })),
            ),
          robustAccuracy:
            measured?.robustAccuracy ??
            overSeeds(`${setting.key}/acc`, (model) =>
              outcomes(model).map(({ correct, group }) => ({ value: Number(correct), group })),
            ),
          removed:
            setting.kind === 'perturbation'
              ? {}
              : Object.fromEntries(
                  setting.modalities.map((id) => [
                    id,
                    measured?.kind === 'removal'
                      ? measured.byModality[id].meanOverAll
                      : overSeeds(`${setting.key}/r/${id}`, (model) =>
                          correctBefore(model).map(({ removedOf, group }) => ({ value: removedOf[id] ?? 1, group })),
                        ),
                  ]),
                ),
        };
      }),
    },
  };
}
