import { attackMeasures } from './attack-measures';
import { listOf } from './format';
import { isVoid, isVoidAttack, whyVoid, type Judged, type JudgedAttack } from './standing';

/** A model with the attacks on it. */
interface Attacked extends Judged {
  readonly removals: readonly JudgedAttack[];
  readonly perturbations: readonly JudgedAttack[];
  readonly edits: readonly JudgedAttack[];
}

/** `concat`, or `concat (void)`: how a model is called where its figures stand beside those of others. */
export function markedTitle(model: Judged): string {
  return isVoid(model) ? marked(model.title) : model.title;
}

/** What must not be used, as it is marked wherever it is shown. */
export function marked(text: string): string {
  return `${text} (void)`;
}

/** What the marks say, for beside figures that bear them; empty where none of them does. */
export function voidNote(models: readonly Attacked[]): string {
  return [
    ...(models.some(isVoid) ? ['Void: nothing may be concluded about this model; the warnings say why.'] : []),
    ...attackNote(models),
  ].join(' ');
}

function attackNote(models: readonly Attacked[]): readonly string[] {
  const figures = models
    .filter((model) => !isVoid(model))
    .flatMap((model) =>
      attackMeasures(model)
        .filter(isVoidAttack)
        .map(({ setting }) => `${setting.title} on ${model.title}`),
    );
  return figures.length === 0
    ? []
    : [`Void, so not to be used: the figures of ${listOf(figures)}; the warnings say why.`];
}

/** `late has learnt nothing`: each void model with what makes it so. */
export function voidReasons(models: readonly Judged[]): readonly string[] {
  return models.flatMap((model) => whyVoid(model) ?? []);
}
