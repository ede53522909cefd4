import { LabError } from '../../shared/errors';
import { studyThatTrains, type QueueItem } from '../../shared/runs/queue';
import { layout } from '../lab/layout';
import { findModel, hashOfWeights, listModels, showModel } from '../lab/models';
import { listNames } from '../lab/model-names';
import { listUnfinished } from '../lab/unfinished-models';
import { titleOf } from '../models/title';
import { runCancellable } from '../study/cancellable-job';
import { unlessAborted } from '../../shared/unless-aborted';
import { pretrainedFolders } from '../study/pretrained-origins';
import type { HandlersOf } from './context';
import { exportEncoder } from './export-encoder';
import { exportModel } from './export-model';
import { mergeAdapters } from './merge-adapters';
import { importRequests } from './import-requests';
import { modelOnItsData } from './model-on-its-data';
import { checkFit } from './pretrained-fit';
import { removeModel } from './removals';
import { renameModel } from './rename-model';
import { checkTraining, trainingWork } from './training-work';
import { untilDone } from './until-done';

export const modelRequests: HandlersOf<'models'> = {
  ...importRequests,
  'models.list': async (_params, { lab }, { onWarning }) => [
    ...(await listModels(lab.folder, (error) => {
      onWarning(error.toString());
    })),
  ],
  'models.show': ({ model }, { lab }) => showModel(lab.folder, model),
  'models.names': async (_params, { lab }, { onWarning }) => [
    ...(await listNames(lab.folder, (error) => {
      onWarning(error.toString());
    })),
  ],
  'models.rename': ({ model, name }, { lab, shortChanges, onNamed }, { signal }) =>
    shortChanges.run(async () => {
      const renamed = await renameModel(lab.folder, model, name);
      onNamed(renamed.model);
      return renamed;
    }, signal),
  'models.check': async ({ model }, { lab }) => {
    const { id } = await showModel(lab.folder, model);
    return { weightsHash: await hashOfWeights(lab.folder, id) };
  },
  'models.merge': async ({ model, weights: wanted }, { lab, departures }) => {
    const { weights, ...merged } = await mergeAdapters(lab.folder, model);
    const isToLeave = wanted && merged.same;
    return {
      ...merged,
      weights: isToLeave ? await departures.keep([{ name: 'merged.safetensors', bytes: weights }]) : null,
    };
  },
  'models.encoder': async ({ model, modality }, { lab, departures }) => {
    const { file, tensors } = await exportEncoder(lab.folder, model, modality);
    return { ...(await departures.keep([{ name: 'encoder.safetensors', bytes: file }])), tensors };
  },
  'models.export': (params, engine, request) => exportModel(params, engine, request),
  'models.exported': async ({ departure, name, offset }, { departures }) => ({
    base64: Buffer.from(await departures.piece(departure, name, offset)).toString('base64'),
  }),
  'models.forgetExported': async ({ departure }, { departures }) => {
    await departures.drop(departure);
    return {};
  },
  'models.unfinished': async (_params, { lab, curves }, { onWarning }) => {
    const unfinished = await listUnfinished(lab.folder, (error) => {
      onWarning(error.toString());
    });
    return unfinished.map(({ id, spec, checkpoint }) => ({
      model: id,
      title: titleOf(spec),
      spec,
      checkpoint,
      curve: [...curves.of(id)],
    }));
  },
  'models.describe': async ({ spec, measure }, { lab, devices }, { signal, onWarning }) => {
    await checkTraining(spec, lab.folder);
    const pool = await unlessAborted(devices.interactive(onWarning), signal);
    const job = {
      kind: 'outline',
      spec,
      dataset: layout.dataset(lab.folder, spec.dataset),
      measure,
      ...pretrainedFolders(lab.folder, spec),
    } as const;
    const { outline } = await runCancellable(pool, job, { signal });
    const { speed } = outline;
    return { ...outline, speed: speed === null ? null : { ...speed, device: pool.info().kind } };
  },
  'models.score': async ({ model: given }, engine, { signal, onWarning }) => {
    const { lab, devices, datasets, scores } = engine;
    const model = await modelOnItsData(engine, given);
    const dataset = await datasets.open(lab.folder, model.spec.dataset);
    const pool = await unlessAborted(devices.interactive(onWarning), signal);
    return scores.of(model, dataset, { lab: lab.folder, pool, signal });
  },
  'models.train': async ({ spec }, engine, { signal, onProgress, onWarning }) => {
    const { queue, lab } = engine;
    const training = await checkTraining(spec, lab.folder);
    const known = await findModel(lab.folder, training.model);
    if (known !== null) return known;
    await checkFit(spec, engine, { signal, onWarning });
    await untilDone(await queue.add(trainingWork(training, onWarning, engine, onProgress)), queue, signal);
    return showModel(lab.folder, training.model);
  },
  'models.remove': ({ model }, engine, { signal }) =>
    engine.shortChanges.run(async () => ({ trash: await removeModel(model, engine) }), signal),
  'models.enqueue': async ({ spec }, engine, { signal, onWarning }) => {
    const { queue, lab } = engine;
    const training = await checkTraining(spec, lab.folder);
    const { model } = training;
    if ((await findModel(lab.folder, model)) === null && queue.find({ model }) === undefined) {
      await checkFit(spec, engine, { signal, onWarning });
      refuseTwice(studyThatTrains(model, queue.state().items));
      await queue.add(trainingWork(training, onWarning, engine));
    }
    return { model };
  },
};

/** @throws LabError `conflict` for a model that a study trains already */
function refuseTwice(study: QueueItem | null): void {
  if (study === null) return;
  throw new LabError('conflict', `is trained by the study "${study.title}" already.`, {
    where: 'model',
    remedy: 'Wait for that study; the model is there as soon as it is trained.',
  });
}
