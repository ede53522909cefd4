import type { MappingInput } from '../../../../../shared/mapping/mapping';
import { fileBytes } from '../../../../files/byte-source';
import { openContained } from '../../../../files/contained-file';
import { npyArray } from '../npy-array';

export type InputDraft = MappingInput['inputs'][number];

/** Steps and features of an array whose last axes they are. @throws RowProblem */
export async function stepsIn(
  root: string,
  path: string,
): Promise<{ readonly steps: number; readonly features: number }> {
  const handle = await openContained(root, path);
  try {
    const { size } = await handle.stat();
    const { shape } = await npyArray(fileBytes(handle, path, { start: 0, size, owns: false }), path, path);
    const [steps, features] = shape.length === 1 ? [1, shape[0]] : shape.slice(-2);
    return { steps, features };
  } finally {
    await handle.close();
  }
}
