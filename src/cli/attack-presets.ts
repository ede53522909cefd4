import type { z } from 'zod';
import type { AttackChoice, AttackName, Norm } from '../shared/attack';
import type { ModalityKind, ModalitySpecs } from '../shared/modality';

/** An attack as a plan's author writes it: what is left out takes its default. */
export type AttackDraft = z.input<typeof AttackChoice>;

/**
 * Radii to start with. Image: pixel values in [0, 1]; 8/255 is the usual l∞ radius for small colour images.
 * Text: the model's embedding space.
 */
export const usualRadius: Readonly<Record<ModalityKind, Readonly<Record<z.infer<typeof Norm>, number>>>> = {
  image: { linf: 8 / 255, l2: 0.5 },
  text: { linf: 0.02, l2: 0.25 },
};

/** One kind of attack in the settings a study should begin with, for these modalities. */
export function starterAttacks(name: AttackName, specs: ModalitySpecs): readonly AttackDraft[] {
  const modalities = Object.entries(specs);
  switch (name) {
    case 'decoupling': {
      const all = modalities.map(([id]) => id);
      const alone: readonly AttackDraft[] = all.map((id) => ({ name: 'decoupling', modalities: [id] }));
      return [{ name: 'decoupling', modalities: all }, ...(all.length > 1 ? alone : [])];
    }
    case 'fgsm':
    case 'pgd':
      return modalities.map(([id, spec]) => {
        const norm = spec.kind === 'image' ? 'linf' : 'l2';
        const radius = usualRadius[spec.kind][norm];
        return { name, norm, budgets: [0.5, 1, 2].map((factor) => ({ [id]: factor * radius })) };
      });
    default:
      return name satisfies never;
  }
}
