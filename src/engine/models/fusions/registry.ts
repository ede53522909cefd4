import type { FusionChoice, FusionName } from '../../../shared/recipe/fusions';
import { concat } from './concat';
import { crmt } from './crmt';
import { deq } from './deq';
import type { Fusion } from './fusion';
import { gated } from './gated';
import { late } from './late';
import { lowRankTensor } from './low-rank-tensor';
import { mult } from './mult';
import { mla } from './mla';
import { product } from './product';
import { qmf } from './qmf';
import { tokenTransformer } from './token-transformer';
import { unisMmc } from './unis-mmc';

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
  mla,
  'unis-mmc': unisMmc,
} satisfies Record<FusionName, Fusion<never>>;

export function fusionOf(choice: FusionChoice): Fusion<FusionChoice> {
  return fusions[choice.name];
}
