import type { DatasetManifest } from '../../shared/data/dataset';
import type { LabError } from '../../shared/errors';
import type { Subject } from '../../shared/plan/plan';
import { modalityIds } from '../../shared/recipe/recipe';
import { refuse } from '../../shared/refusal';
import { oneOf } from '../../shared/text/wording';
import { planFault } from './plan-fault';

export type Attacked = Pick<Subject, 'name' | 'recipe'>;

/** @throws LabError `invalid` where a modality is not one of the data, is named twice, or is not read by a subject */
export function checkModalities(
  ids: readonly string[],
  where: string,
  subjects: readonly Attacked[],
  manifest: DatasetManifest,
): void {
  refuse(modalityFaults(ids, where, subjects, manifest));
}

/** Of every modality the first thing that is wrong with it. */
export function modalityFaults(
  ids: readonly string[],
  where: string,
  subjects: readonly Attacked[],
  manifest: DatasetManifest,
): readonly LabError[] {
  return ids.flatMap((id, index) => {
    if (!Object.hasOwn(manifest.modalities, id)) {
      return [
        planFault(
          where,
          `names "${id}", which is not a modality of "${manifest.name}".`,
          `Give ${oneOf(Object.keys(manifest.modalities))}.`,
        ),
      ];
    }
    if (ids.indexOf(id) !== index)
      return [planFault(where, `names "${id}" a second time.`, 'Name each modality once.')];
    const without = subjects.find(({ recipe }) => !modalityIds(recipe).includes(id));
    if (without === undefined) return [];
    return [
      planFault(
        where,
        `names "${id}", which the subject "${without.name}" does not read.`,
        `Attack only ${oneOf(modalityIds(without.recipe))}, or leave that subject out.`,
      ),
    ];
  });
}
