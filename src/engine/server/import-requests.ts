import type { DatasetManifest } from '../../shared/data/dataset';
import { LabError } from '../../shared/errors';
import type { GivenSource } from '../../shared/imported/imported-model';
import type { ParsedParams } from '../../shared/protocol';
import type { Prediction } from '../../shared/records/record';
import { unlessAborted } from '../../shared/unless-aborted';
import type { Dataset } from '../data/dataset';
import { stageModel, type Measured, type Staged } from '../lab/importing';
import { readSource, type OutlineTfjs } from '../lab/read-source';
import { layout } from '../lab/layout';
import { mapBeside } from '../lab/map-beside';
import { findModel } from '../lab/models';
import { notAsked } from '../lab/served';
import { StageMeter } from '../progress/stage-meter';
import { runCancellable } from '../study/cancellable-job';
import { bringModel } from './bring-model';
import type { EngineContext, HandlersOf, RequestContext } from './context';
import { withSizes } from './graph-sizes';
import { ImportScore } from './import-score';
import { spread } from './spread';

/** Samples of a live check. */
const TRIED = 5;
/** Samples that both forms of a graph answer, and that are asked together whatever it is. */
const CHECKED = 16;
/** Samples of one job: few enough that a cancel is heard soon. */
const AT_ONCE = 50;
/** Of looking into a model of TensorFlow.js, which is opened and asked for one gradient. */
const LONGEST_MS = 120_000;

export const importRequests: Pick<
  HandlersOf<'models'>,
  'models.inspect' | 'models.try' | 'models.import' | 'models.bring'
> = {
  'models.bring': bringModel,
  'models.inspect': async ({ source }, engine, request) => {
    refuseProgram(source, engine);
    const read = await readSource(source, outlineIn(engine, request, null));
    const { signature, classes, differentiable } = read;
    const nodes = await withSizes(read, engine, request);
    const beside = await mapBeside(source);
    return { signature, classes: classes === null ? null : [...classes], nodes: [...nodes], differentiable, ...beside };
  },
  'models.try': (params, engine, request) =>
    staged(params, engine, request, async (model, dataset) => {
      const rows = dataset.rowsOf('test');
      const some = spread(rows, TRIED);
      const answers = await answersOf(model, dataset.manifest, some, engine, request);
      const { target } = dataset.manifest;
      return some.map((row, at) => {
        const sample = dataset.sample(row);
        return {
          sample: sample.id,
          label: sample.label,
          ...(target?.kind === 'value' ? { value: sample.target?.[0] } : {}),
          ...answers[at],
        };
      });
    }),
  'models.import': (params, engine, request) =>
    staged(params, engine, request, async (blackBox, dataset) => {
      const model = await whole(blackBox, dataset, engine, request);
      const known = await findModel(engine.lab.folder, model.description.id);
      if (known !== null) return known;
      const kept = await model.keep(await measured(model, dataset, engine, request));
      engine.onTrained(kept);
      return kept;
    }),
};

/**
 * With its gradients, where its graph computed here answers as the runtime does.
 *
 * @throws LabError `invalid` for a model whose answer to a sample depends on others, or on chance
 */
async function whole(model: Staged, dataset: Dataset, engine: EngineContext, request: RequestContext): Promise<Staged> {
  const pool = await unlessAborted(engine.devices.interactive(request.onWarning), request.signal);
  const rows = spread(dataset.rowsOf('test'), CHECKED);
  const folder = layout.dataset(engine.lab.folder, dataset.manifest.name);
  const asBlackBox = async (): Promise<Staged> => {
    const asked = { kind: 'own-answers', model: model.folder, dataset: folder, rows } as const;
    await runCancellable(pool, asked, { signal: request.signal });
    return model;
  };
  if (!model.form.possible) return asBlackBox();
  const job = { kind: 'form-check', model: model.folder, dataset: folder, rows } as const;
  try {
    const { check } = await runCancellable(pool, job, { signal: request.signal });
    const { largest } = check.verified ?? { largest: 0 };
    if (largest <= check.allowed) return await model.become(check);
    if (!model.hasRuntime) throw unlike(largest, check.allowed);
    request.onWarning(
      `The model stays a black box: computed by the lab, its logits differ by up to ${largest.toPrecision(2)} from those of its runtime; ${check.allowed.toPrecision(2)} are allowed.`,
    );
  } catch (error) {
    if (!(error instanceof LabError) || error.code !== 'unsupported') throw error;
    request.onWarning(`The model stays a black box. ${error.message}`);
  }
  return asBlackBox();
}

/** Nothing else answers for such a model. */
function unlike(largest: number, allowed: number): LabError {
  return new LabError(
    'invalid',
    `answers differently on two devices: its logits differ by up to ${largest.toPrecision(2)}, and ${allowed.toPrecision(2)} are allowed.`,
    {
      where: 'model.json',
      remedy: 'Compute on another device (muroan devices lists them), or export the model as ONNX.',
    },
  );
}

function refuseProgram({ kind }: GivenSource, { predictors }: Pick<EngineContext, 'predictors'>): void {
  if (kind === 'http' && !predictors) throw notAsked();
}

function outlineIn(
  { devices }: EngineContext,
  { signal, onWarning }: RequestContext,
  output: string | null,
): OutlineTfjs {
  return async (container) => {
    const pool = await unlessAborted(devices.interactive(onWarning), signal);
    // What builds models would wait for ever for some that no check foresaw: a worker that takes so long is ended.
    const late = AbortSignal.timeout(LONGEST_MS);
    const job = { kind: 'tfjs-outline', container, output } as const;
    try {
      return (await runCancellable(pool, job, { signal: AbortSignal.any([signal, late]) })).outline;
    } catch (error) {
      if (!late.aborted || signal.aborted) throw error;
      throw new LabError('unsupported', `was not opened within ${LONGEST_MS / 1000} seconds.`, {
        where: 'model.json',
        remedy: 'Give a smaller model, or serve it yourself.',
      });
    }
  };
}

function staged<Found>(
  { source, dataset: name, map, directory }: ParsedParams<'models.import'>,
  engine: EngineContext,
  request: RequestContext,
  work: (model: Staged, dataset: Dataset) => Promise<Found>,
): Promise<Found> {
  refuseProgram(source, engine);
  const { lab, appVersion, datasets, dataChanges } = engine;
  return dataChanges.run(async () => {
    const dataset = await datasets.open(lab.folder, name);
    const { manifest } = dataset;
    const outlineTfjs = outlineIn(engine, request, map.output.name);
    const given = { lab: lab.folder, given: source, map, directory, manifest, appVersion, outlineTfjs };
    const model = await stageModel(given);
    try {
      return await work(model, dataset);
    } finally {
      await model.drop();
    }
  }, request.signal);
}

async function answersOf(
  { folder }: Staged,
  { name }: DatasetManifest,
  rows: readonly number[],
  { lab, devices }: EngineContext,
  { signal, onWarning }: RequestContext,
): Promise<readonly Prediction[]> {
  const pool = await unlessAborted(devices.interactive(onWarning), signal);
  const job = { kind: 'answers', model: folder, dataset: layout.dataset(lab.folder, name), rows } as const;
  return (await runCancellable(pool, job, { signal })).answers;
}

async function measured(
  model: Staged,
  dataset: Dataset,
  engine: EngineContext,
  request: RequestContext,
): Promise<Measured> {
  const rows = dataset.rowsOf('test');
  const meter = new StageMeter(request.onProgress, {
    stage: 'clean',
    label: model.description.title,
    unit: 'samples',
    total: rows.length,
  });
  const score = new ImportScore(dataset.manifest);
  for (let start = 0; start < rows.length; start += AT_ONCE) {
    const some = rows.slice(start, start + AT_ONCE);
    const answers = await answersOf(model, dataset.manifest, some, engine, request);
    some.forEach((row, at) => {
      score.add(dataset.sample(row), answers[at]);
    });
    meter.reach(Math.min(start + AT_ONCE, rows.length), null);
  }
  return {
    test: { correct: score.correct, count: rows.length },
    ...(score.score === null ? {} : { score: score.score }),
  };
}
