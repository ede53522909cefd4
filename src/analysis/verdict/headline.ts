import { listOf, loss, lossEstimate, percent } from '../format';
import { failingInputFindings } from './failing-inputs';
import { mainRemovalSetting, underSetting, type AttackSetting } from '../attack-setting';
import { attackMeasures } from '../attack-measures';
import type { DataAnalysis } from '../data-analysis';
import type { ModelAnalysis } from '../model-analysis';
import { tooFew } from '../../shared/sample-size';
import { isVoid, isVoidAttack } from '../standing';
import { mostNamed, rangeOf } from './many-models';
import type { ModelVerdict } from './model-verdict';
import { scoreHeadline } from './score-sentences';

interface Judged {
  readonly model: ModelAnalysis;
  readonly verdict: ModelVerdict;
}

/** The main finding in one or two sentences, with its numbers; models of which nothing may be said apart. */
export function headlineOf(judged: readonly Judged[], settings: readonly AttackSetting[], data: DataAnalysis): string {
  const sound = judged.filter(({ verdict }) => verdict.tone !== 'void' && verdict.tone !== 'plain');
  const silent = judged.filter(({ verdict }) => verdict.tone === 'void');
  const headline = scoreHeadline(
    judged.map(({ model }) => model),
    data,
  );
  // How far off a model is, is told of all its answers, however few of them are right and could be attacked.
  const few = headline === null ? [] : silent.filter(({ model }) => isOnlyFew(model));
  const unsound = silent.filter((one) => !few.includes(one)).map(({ verdict }) => verdict.title);
  const parts = [
    ...(headline === null ? [] : [headline]),
    ...(sound.length === 0 ? [] : [removalHeadline(sound, settings) ?? changeHeadline(sound) ?? editHeadline(sound)]),
    ...(sound.length === 0 ? costHeadline(judged) : []),
    ...(few.length === 0
      ? []
      : [
          `Of ${listOf(few.map(({ verdict }) => verdict.title))} too few right answers could be attacked to say how often that changes them.`,
        ]),
    ...(unsound.length === 0 ? [] : [`Nothing can be concluded about ${listOf(unsound)}; the warnings say why.`]),
  ];
  if (parts.length > 0) return parts.join(' ');
  return judged.length === 0 ? 'Nothing has been measured yet.' : 'No model was attacked.';
}

/** Nothing else is wrong with what attacks on it show than that they are of few samples. */
function isOnlyFew(model: ModelAnalysis): boolean {
  const all = attackMeasures(model);
  return (
    !isVoid(model) &&
    !all.some(isVoidAttack) &&
    all.length > 0 &&
    tooFew(Math.max(...all.map(({ attacked }) => attacked)))
  );
}

/** Where nothing is said of attacks: what the missing input takes that costs the most, be it clearly or not. */
function costHeadline(judged: readonly Judged[]): readonly string[] {
  const costs = judged.flatMap(({ model }) =>
    model.costliest === null || failingInputFindings(model).length === 0 ? [] : [{ model, cost: model.costliest }],
  );
  if (costs.length === 0) return [];
  const named =
    costs.length > mostNamed
      ? rangeOfLosses(costs.flatMap(({ cost }) => cost.fall.value ?? []))
      : listOf(costs.map(({ model, cost }) => `${lossEstimate(cost.fall)} (${model.title}, the ${cost.modality})`));
  const attacked = judged.some(({ model }) => attackMeasures(model).length > 0);
  return [`${attacked ? '' : 'No model was attacked. '}A missing input takes up to ${named} of accuracy.`];
}

function rangeOfLosses(values: readonly number[]): string {
  return `${loss(Math.min(...values))} points to ${loss(Math.max(...values))} points`;
}

function removalHeadline(judged: readonly Judged[], settings: readonly AttackSetting[]): string | null {
  const main = mainRemovalSetting(settings);
  const measured = judged.flatMap(({ model }) => {
    const measures = underSetting(model.removals, main);
    return measures === undefined || measures.attacked === 0 ? [] : [{ model, measures }];
  });
  if (measured.length === 0) return null;
  const success = shares(
    measured.map(({ model, measures }) => ({ title: model.title, value: measures.successRate.value })),
  );
  const mistakes = measured.flatMap(({ model }) => model.mistakes?.rate.value ?? []);
  const also =
    mistakes.length < measured.length
      ? ''
      : ` For at least ${measured.length > mostNamed ? rangeOf(mistakes) : listOf(mistakes.map(percent))} of the right answers a change is a mistake: what was left still decided the label.`;
  return `Removing parts of the input changes ${success}.${also}`;
}

/** Radii inside a model's embedding have a scale of their own, so figures under them never stand side by side. */
function changeHeadline(judged: readonly Judged[]): string | null {
  const strongest = (latent: boolean) =>
    judged.flatMap(({ model }) => {
      const rates = [
        ...model.perturbations.map(({ setting, successRate }) => ({ ...setting, successRate })),
        ...model.worstCases,
      ]
        .filter((each) => each.latent.length > 0 === latent)
        .map(({ successRate }) => successRate.value ?? 0);
      return rates.length === 0 ? [] : [{ title: model.title, value: Math.max(...rates) }];
    });
  if (judged.every(({ model }) => model.perturbations.length === 0)) return null;
  const onInputs = strongest(false);
  const together = judged.some(({ model }) => model.worstCases.length > 0)
    ? ', or several at one budget taken together per sample'
    : '';
  if (onInputs.length > 0) {
    const onModel = strongest(true);
    const besides =
      onModel.length === 0
        ? '.'
        : judged.length === 1
          ? `; small changes inside the model (latent) change ${shares(onModel)}.`
          : '. Changes made inside the models (latent) are left out, as no figure of theirs ranks one model above another; each model’s own are below.';
    return `By the strongest attack${together}, small changes of ${changedInputs(judged)} change ${shares(onInputs)}${besides}`;
  }
  return judged.length === 1
    ? `By the strongest attack${together}, small changes inside the model (latent) change ${shares(strongest(true))}.`
    : 'All small changes were made inside the models (latent), so no figure ranks one model above another; each model’s own are below.';
}

/** The inputs that were changed themselves, not inside a model: `the image and the audio`. */
function changedInputs(judged: readonly Judged[]): string {
  const changed = judged.flatMap(({ model }) =>
    model.perturbations.flatMap(({ setting: { modalities, latent } }) => (latent.length > 0 ? [] : modalities)),
  );
  return listOf([...new Set(changed)].map((modality) => `the ${modality}`));
}

/** Where nothing else was done to a model. */
function editHeadline(judged: readonly Judged[]): string {
  const strongest = judged.map(({ model }) => ({
    title: model.title,
    value: Math.max(0, ...model.edits.map(({ successRate }) => successRate.value ?? 0)),
  }));
  return `By the strongest attack, changed words of the text change ${shares(strongest)}.`;
}

function shares(models: readonly { readonly title: string; readonly value: number | null }[]): string {
  const values = models.flatMap(({ value }) => value ?? []);
  if (models.length > mostNamed) return `${rangeOf(values)} of the right answers of ${String(models.length)} models`;
  const named = models.map(({ title, value }) => `${percent(value)} (${title})`);
  return models.length === 1
    ? `${percent(models[0].value)} of the right answers`
    : `${listOf(named)} of the right answers`;
}
