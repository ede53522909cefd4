import type { Network } from './network';

/**
 * Names of the parameters that the encoders of two networks have in common, by name and shape: of encoders that give a vector
 * to one fusion and tokens to another, what comes before that. Which have nothing in common, `sharingLimit` says.
 */
export function commonEncoderParts(
  { parameters }: Pick<Network, 'parameters'>,
  other: Pick<Network, 'parameters'>,
): readonly string[] {
  return Object.entries(parameters)
    .filter(([name]) => name.startsWith('encoders/') && Object.hasOwn(other.parameters, name))
    .filter(([name, { shape }]) => other.parameters[name].shape.join() === shape.join())
    .map(([name]) => name);
}
