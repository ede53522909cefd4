import type { DatasetManifest } from '../data/dataset';
import { pixelAttackNames, pixelMembers } from '../attacks/pixel-attacks';
import { oneOf } from '../text/wording';

/** A part of a plan while it is written: nothing needs to be right yet. */
interface Named {
  readonly name: string;
}
interface WithHead {
  readonly recipe: { readonly head?: Named | undefined };
}

/** Why something cannot be chosen beside models that answer for every pixel; the engine refuses the same. */
export const pixelReasons = {
  attack: 'goes for one answer, and there is one for every pixel',
  degradation: 'turns and mirrors pictures but not the labels of their pixels',
  fusion: 'joins no maps, as “pixels” needs',
  encoder: 'gives no maps, as “pixels” needs',
  head: 'these data label no pixels',
  sharedEncoders: 'takes over encoders of whole samples, which give no maps to answer for pixels',
  training: 'moves pictures but not the labels of their pixels',
  strict: 'of a pixel the true class is tested, which the votes did not choose',
} as const;

/** Does any model of a plan answer for every pixel? Then all have to, as nothing else compares with them. */
export function plansPixels(subjects: readonly WithHead[]): boolean {
  return subjects.some(({ recipe }) => recipe.head?.name === 'pixels');
}

/** Null: it can be chosen. */
type Reason = string | null;

/** Whether an attack can be made at all; some of its settings may still be impossible. */
export function attackReason(name: string, pixels: boolean): Reason {
  return pixels && !pixelAttackNames.some((able) => able === name) ? pixelReasons.attack : null;
}

/** An attack as far as it is written. */
interface AttackDraft {
  readonly name: string;
  readonly loss?: unknown;
  readonly members?: unknown;
}

/** A field of an attack that goes for one answer, what it holds, and what it might. */
export interface PixelAttackLimit {
  readonly field: string;
  readonly value: unknown;
  readonly reason: string;
  readonly remedy: string;
}

/** Everything about an attack that cannot be where every pixel is answered; empty: it can be made. */
export function pixelAttackLimits({ name, loss, members }: AttackDraft): readonly PixelAttackLimit[] {
  const reason = attackReason(name, true);
  if (reason !== null) {
    const remedy = `Give ${oneOf(pixelAttackNames)}, which raise the mean loss of all pixels.`;
    return [{ field: 'name', value: name, reason, remedy }];
  }
  const [ratio, only] = [
    'is a ratio of the logits of one answer, and there is one for every pixel',
    pixelReasons.attack,
  ];
  return [
    ...(loss === 'dlr' ? [{ field: 'loss', value: loss, reason: ratio, remedy: 'Give "cross-entropy".' }] : []),
    ...Object.entries(name === 'ensemble' && typeof members === 'object' ? (members ?? {}) : {}).flatMap(
      ([member, isIn]: [string, unknown]) =>
        isIn === true && !pixelMembers[member as keyof typeof pixelMembers]
          ? [
              {
                field: `members.${member}`,
                value: true,
                reason: member === 'apgdDlr' ? ratio : only,
                remedy: 'Give false.',
              },
            ]
          : [],
    ),
  ];
}

export function degradationReason(name: string, pixels: boolean): Reason {
  return pixels && name === 'noise' ? pixelReasons.degradation : null;
}

export function fusionReason(name: string, pixels: boolean): Reason {
  return pixels && name !== 'concat' ? pixelReasons.fusion : null;
}

export function encoderReason(name: string, pixels: boolean): Reason {
  return pixels && name !== 'cnn' ? pixelReasons.encoder : null;
}

/** Of a field of training, by its path. */
export function trainingReason(field: string, pixels: boolean): Reason {
  if (!pixels) return null;
  if (field === 'encoders') return pixelReasons.sharedEncoders;
  return ['shift', 'mirror'].includes(field) ? pixelReasons.training : null;
}

export function headReason(name: string, { pixelClasses }: Pick<DatasetManifest, 'pixelClasses'>): Reason {
  return name === 'pixels' && pixelClasses === undefined ? pixelReasons.head : null;
}
