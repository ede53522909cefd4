import { LabError } from '../../shared/errors';

/** @param where in the model, by the name of a part or of a calculation in it */
export function refusal(where: string, why: string): LabError {
  return new LabError('unsupported', `${why}, so that no graph can stand for it.`, {
    where,
    remedy: 'Export the weights alone (safetensors), or a model of another fusion or encoder.',
  });
}

export function computedOutside(where: string): LabError {
  return refusal(where, 'uses numbers that are worked out from the inputs outside of the graph');
}
