/** What the numbers of an imported model can be, by what the data ask. */
import type { Target } from '../data/target';
import type { ModelMap } from './model-map';

export type Gives = ModelMap['output']['gives'];

/** The first is what they usually are. */
export function givesOf(target: Target | undefined): readonly [Gives, ...Gives[]] {
  return target?.kind === 'value' ? ['values'] : ['logits', 'probabilities'];
}

/** What an output holds of each sample. */
export function heldWords(target: Target | undefined): string {
  if (target === undefined) return 'one number for each class';
  switch (target.kind) {
    case 'labels':
      return 'one number for each label';
    case 'value':
      return 'one number, the value,';
    default:
      return target satisfies never;
  }
}

/** Numbers of samples as they may lie: those of values by themselves as well. */
export function answerShapes(target: Target | undefined, samples: number | string, width: number): string {
  const rows = `[${samples}, ${width}]`;
  return target?.kind === 'value' ? `${rows} or [${samples}]` : rows;
}
