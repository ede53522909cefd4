import type { DatasetManifest } from '../data/dataset';
import { isPlane } from '../data/modality';
import { givesOf } from './answered-task';
import type { ModelMap } from './model-map';

/** Whether a map is of such data: it reads nothing that they have not, and answers their classes in some order, or their value. */
export function isOfData({ inputs, output }: ModelMap, { modalities, classes, target }: DatasetManifest): boolean {
  const reads = Object.entries(inputs).every(([modality, { kind }]) => {
    if (!Object.hasOwn(modalities, modality)) return false;
    return kind === (isPlane(modalities[modality]) ? 'numbers' : 'words');
  });
  const answered = new Set(output.classes);
  return (
    reads &&
    givesOf(target).includes(output.gives) &&
    answered.size === classes.length &&
    classes.every((name) => answered.has(name))
  );
}
