import type {
  ApgdChoice,
  AttackChoice,
  EnsembleChoice,
  FgsmChoice,
  MimChoice,
  PgdChoice,
  SquareChoice,
  TransferChoice,
} from './attack';

/** Attacks that raise any loss, so also the mean loss of all pixels; the others go for one answer. */
export type PixelAttack =
  FgsmChoice | PgdChoice | MimChoice | ApgdChoice | SquareChoice | EnsembleChoice | TransferChoice;

export const pixelAttackNames = [
  'fgsm',
  'pgd',
  'mim',
  'apgd',
  'square',
  'ensemble',
  'transfer',
] as const satisfies PixelAttack['name'][];

/** Whether its kind raises any loss; a setting may still go for one answer: `pixelAttackLimit` knows. */
export function isPixelAttack(attack: AttackChoice): attack is PixelAttack {
  return (pixelAttackNames as readonly string[]).includes(attack.name);
}

/** Members of an ensemble that raise any loss. */
export const pixelMembers = { pgd: true, apgdCe: true, apgdDlr: false, mfa: false, square: true, hopskipjump: false };
