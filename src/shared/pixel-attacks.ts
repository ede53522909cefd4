import type { ApgdChoice, AttackChoice, FgsmChoice, MimChoice, PgdChoice, SquareChoice } from './attack';

/** Attacks that raise any loss, so also the mean loss of all pixels; the others go for one answer. */
export type PixelAttack = FgsmChoice | PgdChoice | MimChoice | ApgdChoice | SquareChoice;

export const pixelAttackNames = ['fgsm', 'pgd', 'mim', 'apgd', 'square'] as const satisfies PixelAttack['name'][];

export function isPixelAttack(attack: AttackChoice): attack is PixelAttack {
  return (pixelAttackNames as readonly string[]).includes(attack.name);
}
