import * as tf from '@tensorflow/tfjs-core';
import { LabError } from '../../shared/errors';
import type { Pause } from '../pause';
import type { Job, JobResult, JobUpdate } from './job';
import type { JobRunner } from './run-job';

/** Runs a job and holds it to what every attack and training promises: no tensor is left behind. */
export async function runChecked(
  runner: JobRunner,
  job: Job,
  pause: Pause,
  onUpdate: (update: JobUpdate) => void,
): Promise<JobResult> {
  const prepared = await runner.prepare(job);
  const before = tf.memory().numTensors;
  const result = await prepared(pause, onUpdate);
  const left = tf.memory().numTensors - before;
  if (left !== 0) {
    throw new LabError('internal', `A job of kind ${job.kind} left ${left} tensors behind.`, {
      remedy: 'This is a fault of the program; please report it with the plan of the study.',
    });
  }
  return result;
}
