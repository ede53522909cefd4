import type { z } from 'zod';
import { AttackChoice, factsOf, type AttackName, type Norm } from '../attacks/attack';
import { textsOf } from '../attacks/edit';
import { LabError } from '../errors';
import { modalityFacts, type ModalityKind, type ModalitySpecs } from '../data/modality';

/** An attack as a plan's author writes it: what is left out takes its default. */
export type AttackDraft = z.input<typeof AttackChoice>;

/**
 * Radii to start with. Image: pixel values in [0, 1]; 8/255 is the usual l∞ radius for small colour images.
 * Text: the model's embedding space.
 */
export const usualRadius: Readonly<Record<ModalityKind, Readonly<Record<Norm, number>>>> = {
  image: { linf: 8 / 255, l2: 0.5, l1: 10 },
  text: { linf: 0.02, l2: 0.25, l1: 0.5 },
  audio: { linf: 8 / 255, l2: 0.5, l1: 10 },
  // Few numbers, of which each may well be wrong by a twentieth of its range.
  tabular: { linf: 0.05, l2: 0.15, l1: 0.3 },
  sequence: { linf: 0.05, l2: 0.25, l1: 1 },
  skeleton: { linf: 0.05, l2: 0.25, l1: 1 },
};

/**
 * One attack in the settings a study should begin with, for these modalities; not yet checked.
 *
 * @param source model that an attack is made on that is not made on the one it is shown to
 */
export function starterAttacks(name: AttackName, specs: ModalitySpecs, source = ''): readonly object[] {
  const modalities = Object.entries(specs);
  const { kind } = factsOf({ name });
  switch (kind) {
    case 'removal': {
      const all = modalities.map(([id]) => id);
      const alone = all.map((id) => ({ name, modalities: [id] }));
      const choices = [{ name, modalities: all }, ...(all.length > 1 ? alone : [])];
      const possible = choices.filter((choice) => isPossible(choice, specs));
      // What stands in the way is said where the plan is checked.
      return possible.length === 0 ? choices : possible;
    }
    case 'edit': {
      const texts = textsOf(specs);
      // What stands in the way is said where the plan is checked.
      return [{ name, modalities: texts.length === 0 ? modalities.map(([id]) => id) : texts }];
    }
    case 'perturbation': {
      // Between models nothing carries but what they all read.
      const carried =
        name === 'transfer' ? modalities.filter(([, spec]) => !modalityFacts[spec.kind].latent) : modalities;
      return carried.map(([id, spec]) => {
        const norm = modalityFacts[spec.kind].latent ? 'l2' : 'linf';
        const radius = usualRadius[spec.kind][norm];
        return {
          name,
          norm,
          budgets: [0.5, 1, 2].map((factor) => ({ [id]: factor * radius })),
          ...(name === 'transfer' ? { source } : {}),
        };
      });
    }
    default:
      return kind satisfies never;
  }
}

/** An exhaustive search, for one, takes few parts: each input alone may do where all together are too many. */
function isPossible(draft: object, specs: ModalitySpecs): boolean {
  const choice = AttackChoice.parse(draft);
  try {
    factsOf(choice).check(choice, 'attack', specs);
    return true;
  } catch (error) {
    if (error instanceof LabError) return false;
    throw error;
  }
}
