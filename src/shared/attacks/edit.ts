/** What attacks on text as real words have in common. */
import { z } from 'zod';
import { LabError } from '../errors';
import type { ModalitySpecs } from '../data/modality';
import { refuse } from '../refusal';
import { oneOf } from '../text/wording';
import type { AttackFacts } from './facts';
import { untilChangedFacts } from './until-changed';

/** What one edit is: a word in the place of another, or a letter added, taken away, changed or swapped with the next. */
export type EditUnit = 'word' | 'letter';

export const editFields = {
  modalities: z
    .array(z.string())
    .min(1)
    .meta({ description: 'texts whose words it may change; pictures stay as they are' }),
  randomEdits: z.int().min(1).max(100).default(3).meta({
    description: 'draws of the control that makes as many edits at random',
    unit: 'draws',
  }),
};

interface EditFields {
  readonly modalities: readonly string[];
  readonly maxEdits: number;
}

/** The facts that follow from changing words until the answer changes. */
export const editFacts = {
  ...untilChangedFacts,
  kind: 'edit',
  check: ({ modalities }, where, specs) => {
    refuse(
      modalities.flatMap((id, index) =>
        specs[id].kind === 'text'
          ? []
          : [
              new LabError('invalid', `is "${id}", which holds no words to change.`, {
                where: `${where}.modalities[${String(index)}]`,
                remedy: remedyFor(specs),
              }),
            ],
      ),
    );
  },
} as const satisfies Partial<AttackFacts<EditFields>>;

/** The modalities that are texts. */
export function textsOf(specs: ModalitySpecs): readonly string[] {
  return Object.entries(specs).flatMap(([id, { kind }]) => (kind === 'text' ? [id] : []));
}

function remedyFor(specs: ModalitySpecs): string {
  const texts = textsOf(specs);
  return texts.length === 0
    ? 'Leave this attack out: the data has no text.'
    : `Give ${oneOf(texts)}, or choose another attack.`;
}

/** `2 words`, `1 letter`. */
export function editsText(count: number, unit: EditUnit): string {
  return `${String(count)} ${count === 1 ? unit : `${unit}s`}`;
}
