import { listOf, percent, percentEstimate } from '../format';
import { underSetting } from '../attack-setting';
import type { SingleSource, SingleSourceFamily } from '../measures/single-source';
import type { ModelAnalysis } from '../model-analysis';
import type { Sentence } from './model-verdict';
import { toneOfStatement } from './tone';

/** The strongest attack by small changes, and which input is the weaker side of each kind of attack. */
export function gradientSentences(model: ModelAnalysis): readonly Sentence[] {
  return [
    ...strongestSentence(model, (latent) => !latent),
    ...strongestSentence(model, (latent) => latent),
    ...weakerSideSentence(model),
  ];
}

/** Of changes of the input itself, and of those inside the model, which nobody who sends an input could make. */
function strongestSentence(model: ModelAnalysis, isMeant: (latent: boolean) => boolean): readonly Sentence[] {
  const attacked = model.perturbations.filter(
    ({ attacked: count, setting: { latent } }) => count > 0 && isMeant(latent.length > 0),
  );
  if (attacked.length === 0) return [];
  const strongest = attacked.reduce((a, b) => ((b.successRate.value ?? 0) > (a.successRate.value ?? 0) ? b : a));
  const { setting } = strongest;
  const { randomNoise } = strongest.controls;
  const latent = setting.latent.length > 0 ? ` (${setting.latent.join(' and ')}: latent)` : '';
  const noise = randomNoise.draws === 0 ? '' : `; random noise of that size, ${percent(randomNoise.successRate.value)}`;
  return [
    {
      tone: toneOfStatement(strongest),
      text: `The strongest attack by small changes${latent === '' ? '' : ' inside the model'}, ${setting.title}${latent}, changes ${percentEstimate(strongest.successRate)} of the right answers${noise}.${togetherWords(model, isMeant)}`,
    },
  ];
}

/** An attacker is free to take, for each sample, whichever attack breaks it. */
function togetherWords({ worstCases }: ModelAnalysis, isMeant: (latent: boolean) => boolean): string {
  const meant = worstCases.filter(({ latent }) => isMeant(latent.length > 0));
  if (meant.length === 0) return '';
  const { title, settings, latent, successRate } = meant.reduce((a, b) =>
    (b.successRate.value ?? 0) > (a.successRate.value ?? 0) ? b : a,
  );
  const inside = latent.length > 0 ? ` (${latent.join(' and ')}: latent)` : '';
  return ` At one budget, all attacks taken together per sample change ${percentEstimate(successRate)} (${title.replace('Worst', 'worst')}${inside}: ${listOf(settings.map(({ shortTitle }) => shortTitle))}).`;
}

function weakerSideSentence(model: ModelAnalysis): readonly Sentence[] {
  const families = model.singleSource.filter(({ sameUnits }) => sameUnits);
  const worst = families.flatMap(({ worst: source }) => (source === null ? [] : [source]));
  if (worst.length === 0) return [];
  const named = worst.map(
    (source) => `the ${source.modality} under ${kindOf(source)} (${percent(source.accuracy.value)} still right)`,
  );
  const mistakes = families.map((family) => mistakenSide(family, model)).join('');
  return [{ tone: 'plain', text: `Attacked one at a time, the weaker side is ${listOf(named)}.${mistakes}` }];
}

/** Which side gives way while the label could still be decided; removing what decides it is nobody's weakness. */
function mistakenSide({ sources, worst }: SingleSourceFamily, { removals }: ModelAnalysis): string {
  const rates = sources.flatMap(({ modality, setting }) => {
    const value = underSetting(removals, setting)?.decidableSuccessRate?.value ?? null;
    return value === null ? [] : [{ modality, value }];
  });
  if (worst === null || rates.length < 2) return '';
  const [first, ...others] = [...rates].sort((a, b) => b.value - a.value);
  const against = others.map(({ modality, value }) => `${percent(value)} by the ${modality}`);
  return ` Counting only mistakes, it is the ${first.modality}: removals there change ${percent(first.value)} of the right answers while the label can still be decided, ${listOf(against)}.`;
}

function kindOf({ setting: { kind, title } }: SingleSource): string {
  return kind === 'removal' ? 'removals' : title;
}
