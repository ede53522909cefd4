import { LabError } from '../../../shared/errors';

/** What checkpoints are called in errors. */
export const checkpointFile = 'checkpoint.safetensors';

/** Of every kind of checkpoint: what another version wrote is not continued. */
export const checkpointVersion = '1';

export const checkpointRemedy = 'Delete the checkpoint to train from the start.';

/** A checkpoint that is sound, but of something else. @param message a clause after the file's name */
export function checkpointConflict(message: string): LabError {
  return new LabError('conflict', message, { where: checkpointFile, remedy: checkpointRemedy });
}

export const ofAnotherTraining = 'belongs to another specification, data set or version of training.';

/** @throws LabError `damaged` */
export function checkpointJson(text = ''): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new LabError('damaged', 'has a standing that is not JSON.', {
      where: checkpointFile,
      remedy: checkpointRemedy,
    });
  }
}
