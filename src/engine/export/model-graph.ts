import type { ModelGraph } from './graph';
import { generalised } from './generalise';
import { runOf, type ExportedModel } from './run';

/** Numbers of samples of the two runs: small, and no multiples of one another. */
const FEW = 2;
const MORE = 3;

/**
 * What a model calculates, as a graph: two runs of it are written down, kernel by kernel, and compared.
 *
 * @throws LabError `unsupported` for a calculation that is not the same for all inputs
 */
export async function modelGraph(model: ExportedModel): Promise<ModelGraph> {
  return generalised(await runOf(model, FEW, 0), await runOf(model, MORE, 1));
}
