import type { DatasetManifest } from '../../shared/dataset';
import { toldApart, labelsPixels } from '../../shared/recipe-task';
import { refuse } from '../../shared/refusal';
import type { ProgressSink } from '../../shared/progress';
import type { ModelSpec } from '../../shared/model-spec';
import { showDataset } from '../lab/datasets';
import { checkRecipe } from '../models/recipe-check';
import { titleOf } from '../models/title';
import type { Work } from '../queue/work';
import { StageMeter } from '../progress/stage-meter';
import { pixelTrainingFaults } from '../study/pixel-faults';
import { ensureTrained } from '../study/train-model';
import { unlessAborted } from '../../shared/unless-aborted';
import { modelId } from '../training/identity';
import type { EngineContext } from './context';

/** A checked training. */
export interface Training {
  readonly model: string;
  readonly spec: ModelSpec;
  readonly manifest: DatasetManifest;
}

/** @throws LabError `not-found` for its data; `invalid` for a recipe that does not fit them */
export async function checkTraining(spec: ModelSpec, lab: string): Promise<Training> {
  const manifest = await showDataset(lab, spec.dataset);
  checkRecipe(spec.recipe, manifest.modalities, toldApart(spec.recipe, manifest), 'recipe');
  if (labelsPixels(spec.recipe)) refuse(pixelTrainingFaults(spec.training, 'training'));
  return { model: modelId(spec, manifest.hash), spec, manifest };
}

/** A training as work for the queue. Cut short, it goes on from its last checkpoint. */
export function trainingWork(
  { model, spec, manifest }: Training,
  onWarning: (text: string) => void,
  {
    lab,
    devices,
    curves,
    onTrained,
    appVersion,
  }: Pick<EngineContext, 'lab' | 'devices' | 'curves' | 'onTrained' | 'appVersion'>,
  besides?: ProgressSink,
): Work {
  const nothing = (): Promise<void> => Promise.resolve();
  return {
    kind: 'training',
    title: titleOf(spec),
    run: null,
    model,
    trains: [model],
    dataset: manifest.name,
    stands: nothing,
    compute: async (signal, onProgress) => {
      const sink: ProgressSink = (progress) => {
        onProgress(progress);
        besides?.(progress);
      };
      const meter = new StageMeter(sink, { stage: 'training', label: titleOf(spec), unit: 'models', total: 1 });
      await ensureTrained({
        lab: lab.folder,
        id: model,
        spec,
        manifest,
        pool: await unlessAborted(devices.study(null, onWarning), signal),
        appVersion,
        signal,
        onProgress: (fraction, detail) => {
          meter.reach(fraction, detail);
        },
        onCurve: (id, curve) => {
          curves.tell(id, curve);
        },
        onTrained,
        onWarning,
      });
      meter.reach(1, null);
    },
    leaves: nothing,
  };
}
