import type { DatasetManifest } from '../../shared/data/dataset';
import { toldApart, labelsPixels } from '../../shared/recipe/recipe-task';
import { refuse } from '../../shared/refusal';
import { encodersFrom } from '../../shared/recipe/shared-encoders';
import type { ModelDescription } from '../../shared/models/model-description';
import type { ProgressSink } from '../../shared/progress';
import type { ModelSpec } from '../../shared/models/model-spec';
import { showDataset } from '../lab/datasets';
import { checkRecipe } from '../models/recipe-check';
import { titleOf } from '../models/title';
import type { Work } from '../queue/work';
import { StageMeter } from '../progress/stage-meter';
import { alternationFaults } from '../study/alternation-faults';
import { pixelTrainingFaults } from '../study/pixel-faults';
import { pretrainedFaults } from '../study/pretrained-faults';
import { missingWeights } from '../study/pretrained-origins';
import { idleFields } from '../study/idle-fields';
import { stageFaults } from '../study/stage-faults';
import { sharedEncoderFaults } from '../study/shared-encoder-faults';
import { ensureTrained } from '../study/train-model';
import { unlessAborted } from '../../shared/unless-aborted';
import { modelId } from '../training/identity';
import type { EngineContext } from './context';

/** A checked training. */
export interface Training {
  readonly model: string;
  readonly spec: ModelSpec;
  readonly manifest: DatasetManifest;
  /** What is trained before it; null for a model that has encoders of its own. */
  readonly encoders: Omit<Training, 'encoders'> | null;
}

/** @throws LabError `not-found` for its data; `invalid` for a recipe that does not fit them */
export async function checkTraining(spec: ModelSpec, lab: string): Promise<Training> {
  const manifest = await showDataset(lab, spec.dataset);
  checkRecipe(spec.recipe, manifest.modalities, toldApart(spec.recipe, manifest), 'recipe');
  if (labelsPixels(spec.recipe)) refuse(pixelTrainingFaults(spec.training, 'training'));
  refuse([
    ...sharedEncoderFaults(spec.recipe, spec.training, 'training'),
    ...idleFields(spec.recipe, spec.training, 'training'),
    ...alternationFaults(spec.recipe, spec.training, 'training'),
    ...stageFaults(spec.recipe, spec.training, 'training'),
    ...pretrainedFaults(spec.recipe, spec.training, 'training'),
    ...(await missingWeights(spec.training, lab, 'training')),
  ]);
  const training = (own: ModelSpec): Omit<Training, 'encoders'> => ({
    model: modelId(own, manifest.hash),
    spec: own,
    manifest,
  });
  const source = encodersFrom(spec);
  return { ...training(spec), encoders: source === null ? null : training(source) };
}

/** A training as work for the queue. Cut short, it goes on from its last checkpoint. */
export function trainingWork(
  { model, spec, manifest, encoders }: Training,
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
    trains: [...(encoders === null ? [] : [encoders.model]), model],
    dataset: manifest.name,
    stands: nothing,
    compute: async (signal, onProgress) => {
      const sink: ProgressSink = (progress) => {
        onProgress(progress);
        besides?.(progress);
      };
      const total = encoders === null ? 1 : 2;
      const meter = new StageMeter(sink, { stage: 'training', label: titleOf(spec), unit: 'models', total });
      const pool = await unlessAborted(devices.study(null, onWarning), signal);
      const trainOne = async (
        one: Pick<Training, 'model' | 'spec'>,
        shared: ModelDescription | null,
        before: number,
      ): Promise<ModelDescription> => {
        const trained = await ensureTrained({
          lab: lab.folder,
          id: one.model,
          spec: one.spec,
          encoders: shared,
          manifest,
          pool,
          appVersion,
          signal,
          onProgress: (fraction, detail) => {
            meter.reach(before + fraction, detail);
          },
          onCurve: (id, curve) => {
            curves.tell(id, curve);
          },
          onTrained,
          onWarning,
        });
        meter.reach(before + 1, null);
        return trained;
      };
      const shared = encoders === null ? null : await trainOne(encoders, null, 0);
      await trainOne({ model, spec }, shared, total - 1);
    },
    leaves: nothing,
  };
}
