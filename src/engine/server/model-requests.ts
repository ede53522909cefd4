import { LabError } from '../../shared/errors';
import { layout } from '../lab/layout';
import { openLabDataset, showDataset } from '../lab/datasets';
import { listModels, showModel } from '../lab/models';
import { checkRecipe } from '../models/recipe-check';
import { titleOf } from '../models/title';
import { checkAttack } from '../study/plan-check';
import { runCancellable } from '../study/cancellable-job';
import { StageMeter } from '../study/stage-meter';
import { ensureTrained } from '../study/train-model';
import { modelId } from '../training/identity';
import type { HandlersOf } from './context';

export const modelRequests: HandlersOf<'models'> = {
  'models.list': async (_params, { lab }, { onWarning }) => [
    ...(await listModels(lab.folder, (error) => {
      onWarning(error.toString());
    })),
  ],
  'models.show': ({ model }, { lab }) => showModel(lab.folder, model),
  'models.train': ({ spec }, { lab, devices, studies, appVersion }, { signal, onProgress, onWarning }) =>
    studies.run(async () => {
      const manifest = await showDataset(lab.folder, spec.dataset);
      checkRecipe(spec.recipe, manifest.modalities, 'spec.recipe');
      const meter = new StageMeter(onProgress, { stage: 'training', label: titleOf(spec), unit: 'models', total: 1 });
      const description = await ensureTrained({
        lab: lab.folder,
        id: modelId(spec, manifest.hash),
        spec,
        manifest,
        pool: await devices.study(null, onWarning),
        appVersion,
        signal,
        onProgress: (fraction, detail) => {
          meter.reach(fraction, detail);
        },
        onWarning,
      });
      meter.reach(1, null);
      return description;
    }, signal),
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
