import type { FusionChoice, FusionName } from '../../../shared/recipe/fusions';
import { concat } from './concat';
import { crmt } from './crmt';
import { deq } from './deq';
import type { Fusion } from './fusion';
import { gated } from './gated';
import { late } from './late';
import { lowRankTensor } from './low-rank-tensor';
import { mult } from './mult';
import { product } from './product';
import { qmf } from './qmf';
import { tokenTransformer } from './token-transformer';

const fusions = {
  concat,
  product,
  gated,
  'low-rank-tensor': lowRankTensor,
  'token-transformer': tokenTransformer,
  late,
  qmf,
  deq,
  crmt,
  mult,
} satisfies Record<FusionName, Fusion<never>>;

export function fusionOf(choice: FusionChoice): Fusion<FusionChoice> {
  return fusions[choice.name];
}
