import type { Recipe } from './recipe';

/**
 * What a fusion's training lowers besides, or in place of, the loss of the model's own answer, a clause; null: nothing. A training loss holds it,
 * the validation loss beside it does not, so that the two cannot be compared.
 */
export function learnsBesides({ fusion }: Pick<Recipe, 'fusion'>): string | null {
  const said = partsOf(fusion);
  return said.length === 0 ? null : said.join(' and ');
}

function partsOf(fusion: Recipe['fusion']): readonly string[] {
  switch (fusion.name) {
    case 'qmf':
      return ['the loss of each input', ...(fusion.rank > 0 ? ['the order of their confidences'] : [])];
    case 'unis-mmc':
      if (!fusion.unimodal) return [];
      return ['the loss of each input', ...(fusion.contrast > 0 ? ['the contrast between inputs'] : [])];
    case 'late':
      return fusion.separate ? ['the loss of each input'] : [];
    case 'mla':
      return fusion.weights === 'mean' ? [] : ['the loss of the inputs’ answers, all weighted alike'];
    case 'crmt':
      return fusion.margin > 0 ? ['margins that are missing'] : [];
    case 'deq':
      return fusion.jacobian > 0 ? ['a penalty of the Jacobian'] : [];
    case 'concat':
    case 'product':
    case 'gated':
    case 'low-rank-tensor':
    case 'token-transformer':
    case 'mult':
    case 'imported':
      return [];
    default:
      return fusion satisfies never;
  }
}
