import { LabError } from '../../shared/errors';
import { layout } from '../lab/layout';
import { openLabDataset } from '../lab/datasets';
import { findModel, listModels, showModel } from '../lab/models';
import { checkAttack } from '../study/plan-check';
import { runCancellable } from '../study/cancellable-job';
import type { HandlersOf } from './context';
import { checkTraining, trainingWork } from './training-work';
import { untilDone } from './until-done';

export const modelRequests: HandlersOf<'models'> = {
  'models.list': async (_params, { lab }, { onWarning }) => [
    ...(await listModels(lab.folder, (error) => {
      onWarning(error.toString());
    })),
  ],
  'models.show': ({ model }, { lab }) => showModel(lab.folder, model),
  'models.train': async ({ spec }, engine, { signal, onProgress, onWarning }) => {
    const { queue, lab } = engine;
    const training = await checkTraining(spec, lab.folder);
    const known = await findModel(lab.folder, training.model);
    if (known !== null) return known;
    await untilDone(await queue.add(trainingWork(training, onWarning, engine, onProgress)), queue, signal);
    return showModel(lab.folder, training.model);
  },
  'models.enqueue': async ({ spec }, engine, { onWarning }) => {
    const { queue, lab } = engine;
    const training = await checkTraining(spec, lab.folder);
    const { model } = training;
    if ((await findModel(lab.folder, model)) === null && queue.find({ model }) === undefined) {
      await queue.add(trainingWork(training, onWarning, engine));
    }
    return { model };
  },
};

export const attackRequests: HandlersOf<'attack'> = {
  'attack.trace': async ({ model: given, sample, attack }, { lab, devices }, { signal, onWarning }) => {
    const model = await showModel(lab.folder, given);
    const dataset = await openLabDataset(lab.folder, model.spec.dataset);
    if (dataset.manifest.hash !== model.datasetHash) {
      throw new LabError('conflict', `was trained on other data: "${model.spec.dataset}" has changed since.`, {
        where: `model ${model.title}`,
        remedy: 'Train the model again on the new data.',
      });
    }
    checkAttack(attack, 'attack', [{ name: model.title, recipe: model.spec.recipe }], dataset.manifest);
    const job = {
      kind: 'trace',
      attack,
      model: layout.model(lab.folder, model.id),
      dataset: layout.dataset(lab.folder, model.spec.dataset),
      row: dataset.rowOf(sample),
    } as const;
    return (await runCancellable(await devices.interactive(onWarning), job, { signal })).trace;
  },
};
