import { streamsCosts } from './body-costs';
import { compareAccuracy } from './comparison/accuracy-comparison';
import { compareSubjects } from './comparison/subject-comparison';
import { dataAnalysis } from './data-analysis';
import { byLevel, flagModel } from './flags';
import { runFlags } from './flags/run-flags';
import { hardeningAnalysis } from './hardening/hardening-analysis';
import type { AnalysisInput } from './input';
import { attackSettings } from './attack-setting';
import { certificateSettings } from './certificate-setting';
import { degradationSettings } from './degradation-setting';
import { analyseModel } from './model-analysis';
import { segmentationAnalysis } from './segmentation/segmentation-analysis';
import { pixelResults } from './segmentation/pixel-results';
import { withPixels } from './segmentation/verdict';
import { answerRequirements } from './requirements';
import { requiredModel } from './requirements/candidates';
import { requiredPixelModel } from './requirements/pixel-candidates';
import { resultsByModel, type ModelResults } from './results';
import { analysisVersion, type StudyAnalysis } from './study-analysis';
import { uncertified } from './uncertified';
import { rightAnswers } from './right-answers';
import { subjectAnalysis } from './subject-analysis';
import { verdictOf } from './verdict';

/**
 * Computes everything that is said about a run from its records. Pure and seeded: equal input, equal output. Works on
 * incomplete runs, and says so in the flags.
 */
export function analyse(input: AnalysisInput): StudyAnalysis {
  const { run } = input;
  const settings = attackSettings(run.expansion.cells, input.dataset.modalities);
  const pixels = pixelResults(input, settings);
  const segmentation = pixels === null ? null : segmentationAnalysis(pixels, settings, input.dataset);
  const results = resultsByModel(input, settings);
  const data = dataAnalysis(input, results);
  const samples = run.expansion.rows.length;
  const models = results.map((model) => analyseModel(model, settings, data, run.plan, lateBeside(model, results)));
  const evaluated = results.map((model, index) => ({ results: model, analysis: models[index] }));
  const modelFlags =
    segmentation === null
      ? evaluated.flatMap((model) => flagModel(model, data, settings))
      : segmentation.models.flatMap(({ flags: own }) => own);
  const comparisons = compareSubjects(evaluated, settings, run.plan, data.oracle !== null, modelFlags);
  const accuracies = compareAccuracy(evaluated, run.plan);
  // Of models that answer for every pixel, each stands in the table of conditions; no answer for a sample is compared.
  const hardening =
    pixels === null
      ? hardeningAnalysis(run.plan, input.dataset.modalities, evaluated, comparisons, settings, modelFlags)
      : [];
  const degradations = degradationSettings(run.expansion.cells);
  const certificates = certificateSettings(run.expansion.cells);
  const complete = input.state === 'finished' && input.records.length >= run.expansion.records;
  const flags = byLevel([...runFlags(input, data, comparisons), ...modelFlags]);
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
    degradations,
    certificates,
    uncertified: uncertified(run.plan),
    attacks: settings,
    subjects: run.plan.subjects.map(({ name }) => subjectAnalysis(name, results, models, settings)),
    rightAnswers:
      segmentation === null
        ? rightAnswers(evaluated, { attacks: settings, degradations, certificates }, run.plan, modelFlags)
        : null,
    segmentation,
    comparisons,
    accuracies,
    streams: streamsCosts(
      results.flatMap(({ cell: { subject }, description }) => (description === null ? [] : [{ subject, description }])),
    ),
    hardening,
    requirements: answerRequirements(
      run.plan,
      pixels === null
        ? evaluated.map((model) => requiredModel(model, data, samples))
        : pixels.map((model) => requiredPixelModel(model, samples)),
      modelFlags,
    ),
    flags,
    verdict: withPixels(
      verdictOf({ plan: run.plan, data, settings, models, comparisons, accuracies, hardening, flags, complete }),
      segmentation,
      run.plan,
      complete,
    ),
  };
}

/** The first model of late fusion of its training seed. */
function lateBeside({ cell }: ModelResults, results: readonly ModelResults[]): ModelResults | undefined {
  return results.find(({ cell: { spec } }) => spec.recipe.fusion.name === 'late' && spec.seed === cell.spec.seed);
}
