import type { ModelAnalysis } from './model-analysis';
import { unsoundWords } from './measures/soundness';
import { listOf } from './format';

/** What is known of a model before its figures are read. */
type Judged = Pick<ModelAnalysis, 'title' | 'unsound'>;

/** Nothing may be said in favour of the model, whatever is measured on it. */
export function isVoid({ unsound }: Pick<ModelAnalysis, 'unsound'>): boolean {
  return unsound.length > 0;
}

/** `concat`, or `concat (void)`: how a model is called where its figures stand beside those of others. */
export function markedTitle(model: Judged): string {
  return isVoid(model) ? `${model.title} (void)` : model.title;
}

/** What the mark says, for beside figures that bear it; empty where none of the models does. */
export function voidNote(models: readonly Pick<ModelAnalysis, 'unsound'>[]): string {
  return models.some(isVoid) ? 'Void: nothing may be concluded about this model; the warnings say why.' : '';
}

/** `late has learnt nothing`: each void model with what makes it so. */
export function voidReasons(models: readonly Judged[]): readonly string[] {
  return models.filter(isVoid).map(({ title, unsound }) => `${title} ${listOf(unsound.map(unsoundWords))}`);
}
