import { modalityFacts, type ModalitySpecs } from '../data/modality';

/**
 * Why elements of the inputs that are drawn from cannot be added or deleted; a clause. Null: they can.
 *
 * @param drawn ids of the inputs; those that the data do not have say nothing
 */
export function threatLimit(drawn: readonly string[], modalities: ModalitySpecs): string | null {
  const fixed = drawn.find((id) => Object.hasOwn(modalities, id) && !modalityFacts[modalities[id].kind].grows);
  return fixed === undefined
    ? null
    : `${fixed} always has as many ${modalityFacts[modalities[fixed].kind].element}s, which can only be modified`;
}

/** Inputs that elements can be added to and deleted from. */
export function growing(modalities: ModalitySpecs): readonly string[] {
  return Object.keys(modalities).filter((id) => modalityFacts[modalities[id].kind].grows);
}
