import type { FusionChoice } from '../recipe/fusions';

/** What a fusion joins: the inputs' encodings, before one head, or the decisions of a head per input. */
export type FusedStage = 'encodings' | 'decisions';

const stages: Readonly<Record<FusionChoice['name'], FusedStage>> = {
  concat: 'encodings',
  product: 'encodings',
  gated: 'encodings',
  'low-rank-tensor': 'encodings',
  'token-transformer': 'encodings',
  deq: 'encodings',
  mult: 'encodings',
  late: 'decisions',
  qmf: 'decisions',
  crmt: 'decisions',
  mla: 'decisions',
  'unis-mmc': 'encodings',
};

/** @param fusion by name, as a draft has it; a name that no fusion has is drawn like most */
export function fusedStage(fusion: string): FusedStage {
  return Object.hasOwn(stages, fusion) ? stages[fusion as FusionChoice['name']] : 'encodings';
}
