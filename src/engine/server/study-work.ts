import type { ProgressSink } from '../../shared/progress';
import { isCancelled, toWire } from '../../shared/errors';
import { liveRunStates } from '../../shared/runs/queue';
import { forgetLive, noteLive } from '../lab/live-runs';
import type { Work } from '../queue/work';
import { resumeStudy, type ResumeOptions } from '../study/resume';
import { closeRun } from '../study/run';
import type { EngineContext } from './context';

export interface StudyWorkRequest {
  /** Id of a run that exists. */
  readonly run: string;
  readonly title: string;
  readonly dataset: string;
  /** Ids of the models of its plan. */
  readonly models: readonly string[];
  readonly options: ResumeOptions;
  /** Told of progress besides the queue. */
  readonly onProgress?: ProgressSink;
  readonly onWarning: (text: string) => void;
}

/** What a run lacks, as work for the queue. */
export function studyWork(
  { run, title, dataset, models, options, onProgress: besides, onWarning }: StudyWorkRequest,
  {
    lab,
    devices,
    curves,
    onTrained,
    appVersion,
    predictors,
  }: Pick<EngineContext, 'lab' | 'devices' | 'curves' | 'onTrained' | 'appVersion' | 'predictors'>,
): Work {
  return {
    kind: 'study',
    title,
    run,
    model: null,
    trains: models,
    dataset,
    stands: async (state) => {
      const { token } = await lab.forWriting();
      await noteLive(lab.folder, run, token, liveRunStates[state]);
    },
    compute: (signal, onProgress) =>
      resumeStudy(run, options, {
        lab,
        devices: devices.told,
        pool: (device, warn) => devices.study(device, warn),
        appVersion,
        predictors,
        signal,
        onProgress: (progress) => {
          onProgress(progress);
          besides?.(progress);
        },
        onCurve: (model, curve) => {
          curves.tell(model, curve);
        },
        onTrained,
        onWarning,
      }),
    leaves: async (error) => {
      try {
        // A run that fails before its first job has noted nothing itself, nor one that leaves while it waits.
        if (error !== null) await closeRun(run, isCancelled(error) ? null : toWire(error).message, { lab, appVersion });
      } finally {
        await forgetLive(lab.folder, run);
      }
    },
  };
}
