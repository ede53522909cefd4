import { LabError } from '../../shared/errors';
import type { PretrainedEncoders } from '../../shared/models/pretrained';
import { refuse } from '../../shared/refusal';
import { readBroughtWeights, type BroughtWeights } from './brought-weights';
import { misfits, type Misfit } from './misfits';
import type { Network } from './network';
import type { HostParameters, ParameterSpec } from './parameters';
import type { StoredTensor } from './safetensors';

/** Files of pretrained weights as the lab keeps them, by modality. */
export type PretrainedFiles = ReadonlyMap<string, Uint8Array>;

/** What encoders of a network start from, by the network's names, and the names of those that stay as they are. */
export interface StartingEncoders {
  readonly encoders: HostParameters;
  readonly stay: readonly string[];
}

/**
 * Weights of the lab as those of a network's encoders: every tensor that one has, and no other, by name and shape; rows of words
 * of the same words.
 *
 * @param vocabulary of the network, words by id
 * @throws LabError `invalid` with everything that does not fit, at `training.pretrained.<modality>.weights`
 */
export function startingEncoders(
  pretrained: PretrainedEncoders,
  files: PretrainedFiles,
  { parameters, modalities }: Pick<Network, 'parameters' | 'modalities'>,
  vocabulary: readonly string[],
): StartingEncoders {
  const encoders = new Map<string, StoredTensor>();
  const stay: string[] = [];
  const faults: LabError[] = [];
  for (const id of Object.keys(pretrained).sort()) {
    const bytes = files.get(id);
    if (bytes === undefined) throw new Error(`The weights of ${id} were not given.`);
    const where = `training.pretrained.${id}.weights`;
    const prefix = `encoders/${id}/`;
    const file = readBroughtWeights(bytes, {}, where);
    const own = Object.entries(parameters).flatMap(([name, spec]): (readonly [string, ParameterSpec])[] =>
      name.startsWith(prefix) ? [[name.slice(prefix.length), spec]] : [],
    );
    faults.push(...misfits(file.tensors, new Map(own)).map((misfit) => misfitFault(misfit, where)));
    if (modalities[id].kind === 'text') faults.push(...wordFaults(file, vocabulary, where));
    for (const [name, tensor] of file.tensors) {
      encoders.set(prefix + name, tensor);
      if (pretrained[id].encoder === 'frozen') stay.push(prefix + name);
    }
  }
  refuse(faults);
  return { encoders, stay };
}

/** A tensor that does not fit an encoder, in words. */
function misfitFault(misfit: Misfit, where: string): LabError {
  const fault = (message: string, remedy: string): LabError => new LabError('invalid', message, { where, remedy });
  const rename = 'Give other weights or another encoder, or a map of names when the file is added.';
  const name = JSON.stringify(misfit.name);
  switch (misfit.kind) {
    case 'missing':
      return fault(`lack tensor ${name} of ${misfit.wanted}.`, rename);
    case 'other-shape':
      return fault(
        `hold ${name} as ${misfit.held}, not ${misfit.wanted}.`,
        'Give other weights, or set the fields of the encoder to fit them.',
      );
    case 'extra':
      return fault(`hold tensor ${name}, which the encoder does not have.`, rename);
    default:
      return misfit satisfies never;
  }
}

/** Rows of other words would be read as those of these. */
function wordFaults({ words }: BroughtWeights, vocabulary: readonly string[], where: string): readonly LabError[] {
  if (words !== null && words.length === vocabulary.length && words.every((word, row) => word === vocabulary[row])) {
    return [];
  }
  const message =
    words === null
      ? 'do not say which words their rows are of.'
      : `are of ${words.length} words that are not the ${vocabulary.length} of these training texts, in their order.`;
  const remedy =
    words === null
      ? 'Add the metadata "muroan.vocabulary" to the file, a JSON list of words by row, and add it again.'
      : 'Give weights that were trained on the same training texts.';
  return [new LabError('invalid', message, { where, remedy })];
}
