import { LabError } from '../../shared/errors';
import { shortId } from '../../shared/identity';
import { isImported, modalityIds, trainedRecipe } from '../../shared/recipe/recipe';
import { oneOf } from '../../shared/text/wording';
import { layout, modelFiles } from '../lab/layout';
import { showModel, weightsOf } from '../lab/models';
import { encoderFile } from '../models/brought-weights';

/**
 * The weights of one encoder of a trained model as a file by itself, by the names that the encoder has for them; a text's with
 * the words of its rows. Equal weights give equal bytes.
 *
 * @throws LabError `invalid` for an input that the model does not read; `damaged` for other weights than were trained
 */
export async function exportEncoder(
  lab: string,
  given: string,
  modality: string,
): Promise<{ readonly file: Uint8Array; readonly tensors: number }> {
  const { id, spec, modalities, vocabulary, weightsHash } = await showModel(lab, given);
  if (isImported(spec.recipe)) {
    throw new LabError('invalid', 'was made elsewhere: it has no encoders that the lab knows.', {
      where: `model ${shortId(id)}`,
      remedy: 'Name a model that this lab trained.',
    });
  }
  if (!Object.hasOwn(spec.recipe.encoders, modality)) {
    throw new LabError('invalid', `is ${JSON.stringify(modality)}, which the model does not read.`, {
      where: 'modality',
      remedy: `Give ${oneOf(modalityIds(spec.recipe))}.`,
    });
  }
  const where = modelFiles.weights(layout.model(lab, id));
  const { file, count } = encoderFile({
    bytes: await weightsOf(lab, { id, weightsHash }),
    where,
    modality,
    encoder: trainedRecipe(spec.recipe).encoders[modality],
    vocabulary: modalities[modality].kind === 'text' ? vocabulary : [],
  });
  if (count === 0) {
    throw new LabError('invalid', 'has no weights of its own.', {
      where: `encoder of ${modality}`,
      remedy: 'Name an encoder that learns.',
    });
  }
  return { file, tensors: count };
}
