import { LabError } from '../../shared/errors';
import type { Network } from './network';

/**
 * Names of the parameters that the encoders of two networks have in common, by name and shape: of encoders that give a vector
 * to one fusion and tokens to another, what comes before that.
 *
 * @param where path of the training, as its author knows it
 * @throws LabError `invalid` where an encoder has nothing in common with its twin
 */
export function commonEncoderParts(
  { modalities, parameters }: Pick<Network, 'modalities' | 'parameters'>,
  other: Pick<Network, 'parameters'>,
  where: string,
): readonly string[] {
  return Object.keys(modalities).flatMap((id) => {
    const common = Object.entries(parameters)
      .filter(([name]) => name.startsWith(`encoders/${id}/`))
      .filter(([name, { shape }]) => other.parameters[name]?.shape.join() === shape.join())
      .map(([name]) => name);
    if (common.length > 0) return common;
    throw new LabError(
      'invalid',
      `is "shared", but the encoder of "${id}" gives this fusion tokens by weights that no concatenation has.`,
      { where: `${where}.encoders`, remedy: 'Give "own", or an encoder such as "step-tokens".' },
    );
  });
}
