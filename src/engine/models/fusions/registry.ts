import type { FusionChoice, FusionName } from '../../../shared/recipe';
import { concat } from './concat';
import type { Fusion } from './fusion';
import { late } from './late';
import { product } from './product';
import { tokenTransformer } from './token-transformer';

const fusions = {
  concat,
  product,
  'token-transformer': tokenTransformer,
  late,
} satisfies Record<FusionName, Fusion<never>>;

export function fusionOf(choice: FusionChoice): Fusion<FusionChoice> {
  return fusions[choice.name];
}
