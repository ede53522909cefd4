/** What a model of TensorFlow.js has to be before anything of it is given to the library. */
import { refuseDeep } from '../../../shared/json/json-depth';
import { readContainer, type KeptTfjs } from './container';
import { refuseNotFinite } from './finite-weights';
import { checkGraph } from './graph-check';
import { checkLayers } from './layers-check';
import { readModelJson, type TfjsModel } from './model-json';

/** @throws LabError `invalid`, `unsupported` for layers or operators that are not run here */
export function checkTfjs(model: TfjsModel, where: string): void {
  switch (model.form) {
    case 'layers':
      checkLayers(model, where);
      break;
    case 'graph':
      checkGraph(model, where);
      break;
    default:
      model.form satisfies never;
  }
}

/**
 * One that another lab kept, held to all that a model is held to that is brought as files.
 *
 * @throws LabError `damaged`, `invalid`, `unsupported`
 */
export function checkContainer(bytes: Uint8Array, where: string): KeptTfjs {
  const kept = readContainer(bytes, where);
  const { form, topology, signature, specs, weights } = kept;
  refuseDeep({ topology, signature }, where);
  // As files would tell it.
  const weightsManifest = [{ paths: ['weights'], weights: specs }];
  const read = readModelJson(
    JSON.stringify({ format: `${form}-model`, modelTopology: topology, weightsManifest, signature }),
    where,
  );
  checkTfjs(read, where);
  refuseNotFinite(read, weights, where);
  return kept;
}
