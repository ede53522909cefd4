import type { Adapters } from '../../../shared/training/adapting';
import { LabError } from '../../../shared/errors';
import type { HostParameters } from '../parameters';
import type { TensorFile } from '../safetensors';
import { adapterMatrix, isOfAdapter, type AdapterMatrix } from './matrix';

/**
 * The adapters that model.json tells of, held against the file that has them: its metadata, and the shapes of A and B.
 *
 * @param frozen weights that they are put over
 * @param where the file, for the error
 * @throws LabError `damaged` where the two differ
 */
export function adaptersFor(
  facts: Adapters,
  frozen: HostParameters,
  { tensors, metadata }: TensorFile,
  where: string,
): readonly AdapterMatrix[] {
  const differs = (what: string): LabError =>
    new LabError('damaged', `does not fit what model.json says of it: ${what}. One of the two was changed.`, {
      where,
      remedy: 'Restore both from a backup, or train the model again.',
    });
  for (const fact of ['rank', 'scaling', 'frozenHash'] as const) {
    const [told, held] = [String(facts[fact]), metadata[fact] ?? 'missing'];
    if (told !== held) throw differs(`${names[fact]} is ${held} in the file, and ${told} there`);
  }
  const listed = new Set(facts.kernels);
  const matrices = [...listed].map((kernel) => {
    const shape = frozen.get(kernel)?.shape;
    if (shape === undefined) throw differs(`${kernel}, which is no kernel of the ensemble, is listed there`);
    const matrix = adapterMatrix(kernel, shape, facts);
    const { down, up, rank, inputs, outputs } = matrix;
    for (const [name, expected] of [
      [down, [rank, inputs]],
      [up, [outputs, rank]],
    ] as const) {
      const found = tensors.get(name)?.shape;
      if (found === undefined) throw differs(`${kernel} is listed there, and the file has no ${name}`);
      if (found.join() !== expected.join()) {
        throw differs(`${name} is ${found.join(' × ')} in the file, where ${expected.join(' × ')} is needed`);
      }
    }
    return matrix;
  });
  const expected = new Set(matrices.flatMap(({ down, up }) => [down, up]));
  const further = [...tensors.keys()].find((name) => isOfAdapter(name) && !expected.has(name));
  if (further !== undefined) throw differs(`the file has ${further}, whose kernel is not listed there`);
  return matrices;
}

const names = { rank: 'the rank', scaling: 'the scaling', frozenHash: 'the hash of the frozen weights' } as const;
