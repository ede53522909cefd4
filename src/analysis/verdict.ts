import type { StudyPlan } from '../shared/plan';
import type { Comparison } from './compare';
import type { Flag } from './flags';
import { countOf, listOf, percent, percentEstimate, pointsEstimate, pValue } from './format';
import type { AttackSetting } from './measures/attack-setting';
import type { DataAnalysis, ModelAnalysis } from './study-analysis';
import { seedsNeeded } from './statistics/significance';
import { fewest, tooFew } from './flags/sample-size';
import { gradientSentences } from './verdict/gradient-sentences';
import { removalSentences } from './verdict/removal-sentences';

/**
 * How a sentence is to be read. `void`: nothing may be concluded. No tone says "robust": an attack that fails shows
 * only that this attack fails.
 */
export type Tone = 'broken' | 'withstood' | 'mixed' | 'void' | 'plain';

export interface Sentence {
  readonly text: string;
  readonly tone: Tone;
}

/** What the study found, in words computed from its numbers. */
export interface Verdict {
  readonly headline: string;
  readonly models: readonly { readonly title: string; readonly tone: Tone; readonly sentences: readonly Sentence[] }[];
  readonly comparisons: readonly Sentence[];
  /** What the figures can and cannot show. */
  readonly reading: readonly string[];
}

export function verdictOf(
  plan: StudyPlan,
  data: DataAnalysis,
  settings: readonly AttackSetting[],
  models: readonly ModelAnalysis[],
  comparisons: readonly Comparison[],
  flags: readonly Flag[],
  complete: boolean,
): Verdict {
  const judged = models.map((model) => {
    const void_ = flags.some((flag) => flag.level === 'void' && flag.model === model.title);
    return {
      title: model.title,
      tone: void_ ? ('void' as const) : toneOf(model),
      sentences: sentencesOf(model, data, settings, flags),
    };
  });
  return {
    headline: complete ? headlineOf(judged) : `Provisional, the run is incomplete. ${headlineOf(judged)}`,
    models: judged,
    comparisons: comparisons.map((comparison) => comparisonSentence(comparison, settings)),
    reading: readingOf(plan, data, settings),
  };
}

/** From the main attack: removals over most modalities first, else the most successful gradient attack. */
function toneOf(model: ModelAnalysis): Tone {
  const main = mainAttack(model);
  if (main === null || main.attacked === 0) return 'plain';
  if (tooFew(main.attacked)) return 'mixed';
  const rate = main.kind === 'removal' ? (main.decidableSuccessRate ?? main.successRate) : main.successRate;
  if ((rate.low ?? 0) >= 0.5) return 'broken';
  return (rate.high ?? 1) <= 0.1 ? 'withstood' : 'mixed';
}

function mainAttack(
  model: ModelAnalysis,
): ModelAnalysis['removals'][number] | ModelAnalysis['perturbations'][number] | null {
  const bySuccess = <Measures extends { successRate: { value: number | null } }>(a: Measures, b: Measures): number =>
    (b.successRate.value ?? 0) - (a.successRate.value ?? 0);
  return [...model.removals].sort(bySuccess).at(0) ?? [...model.perturbations].sort(bySuccess).at(0) ?? null;
}

function headlineOf(judged: Verdict['models']): string {
  const named = (tone: Tone): readonly string[] =>
    judged.filter((model) => model.tone === tone).map(({ title }) => title);
  const parts: string[] = [];
  const say = (titles: readonly string[], one: string, many: string): void => {
    if (titles.length > 0) parts.push(`${listOf(titles)} ${titles.length === 1 ? one : many}.`);
  };
  say(named('broken'), 'is broken in most cases', 'are broken in most cases');
  say(named('mixed'), 'is broken in part of the cases', 'are broken in part of the cases');
  say(
    named('withstood'),
    'withstood these attacks in nearly all cases, which does not exclude stronger ones',
    'withstood these attacks in nearly all cases, which does not exclude stronger ones',
  );
  say(named('void'), 'allows no statement; see the flags', 'allow no statement; see the flags');
  say(named('plain'), 'was not attacked', 'were not attacked');
  return parts.length === 0 ? 'Nothing has been measured yet.' : parts.map(capitalised).join(' ');
}

function sentencesOf(
  model: ModelAnalysis,
  data: DataAnalysis,
  settings: readonly AttackSetting[],
  flags: readonly Flag[],
): readonly Sentence[] {
  const voids = flags.filter((flag) => flag.level === 'void' && flag.model === model.title);
  const attacked = Math.max(0, ...[...model.removals, ...model.perturbations].map((measures) => measures.attacked));
  return [
    {
      tone: 'plain',
      text: `Without an attack, this model answers ${percentEstimate(model.accuracy)} of ${countOf(model.accuracy.n, 'sample')} correctly; always giving the commonest class would reach ${percent(data.chance)}.`,
    },
    ...voids.map((flag): Sentence => ({ tone: 'void', text: `${flag.finding} ${flag.advice}` })),
    ...(attacked > 0 && tooFew(attacked)
      ? [
          {
            tone: 'void' as const,
            text: `Only ${countOf(attacked, 'sample')} could be attacked; fewer than ${String(fewest)} carry no claim.`,
          },
        ]
      : []),
    ...removalSentences(model, settings),
    ...gradientSentences(model, settings),
    ...fusionSentence(model),
  ];
}

function fusionSentence({ fusion }: ModelAnalysis): readonly Sentence[] {
  const singles = fusion.unimodal.map(({ modality, accuracy }) => `${modality} alone ${percent(accuracy.value)}`);
  if (singles.length === 0 || fusion.best === null) return [];
  const text = `Models that see one input reach: ${listOf(singles)}. `;
  switch (fusion.complementarity) {
    case 'synergy':
      return [
        {
          tone: 'plain',
          text: `${text}Without the ${listOf(fusion.necessary)} only chance is left, so the task needs the fusion, and that an attack on one input hurts is no fault of it. Fusing gains ${pointsEstimate(fusion.gain)} over the best single input.`,
        },
      ];
    case 'complementary':
      return [
        { tone: 'plain', text: `${text}Fusing gains ${pointsEstimate(fusion.gain)} over the best single input.` },
      ];
    case 'redundant':
      return [
        {
          tone: 'plain',
          text: `${text}Fusing is not clearly better than the ${fusion.best} alone (${pointsEstimate(fusion.gain)}).`,
        },
      ];
    case 'unknown':
      return [];
    default:
      return fusion.complementarity satisfies never;
  }
}

function comparisonSentence(comparison: Comparison, settings: readonly AttackSetting[]): Sentence {
  const attack = settings.find(({ key }) => key === comparison.attackKey)?.title ?? comparison.attackKey;
  const { a, b, commonlyCorrect } = comparison;
  const figure = `${measureNames[comparison.measure]}, ${a} minus ${b}: ${pointsEstimate(commonlyCorrect)} on the ${countOf(commonlyCorrect.n, 'sample')} that both answer correctly (adjusted p ${pValue(comparison.pHolm)}); on all samples ${pointsEstimate(comparison.all)}; clean accuracy ${pointsEstimate(comparison.cleanAccuracy)}.`;
  const between = comparison.scope === 'these models' ? 'these two trained models' : 'these recipes';
  const seedNote =
    comparison.seeds > 1 && comparison.seeds < seedsNeeded
      ? ` ${String(comparison.seeds)} paired training seeds are too few to tell the recipes apart${comparison.detectable === null ? '' : `; they could have shown a difference of ${pointsOnly(comparison.detectable)} or more`}.`
      : '';
  if (comparison.caveat !== null)
    return { tone: 'plain', text: `${attack}: not judged. ${comparison.caveat} ${figure}` };
  switch (comparison.conclusion) {
    case 'a-harder-to-break':
    case 'b-harder-to-break': {
      const harder = comparison.conclusion === 'a-harder-to-break' ? a : b;
      return {
        tone: 'mixed',
        text: `${attack}: between ${between}, ${harder} is harder to break. ${capitalised(figure)}`,
      };
    }
    case 'inconclusive':
      return {
        tone: 'plain',
        text: `${attack}: between ${between}, the difference is inconclusive.${seedNote} ${capitalised(figure)}`,
      };
    default:
      return comparison.conclusion satisfies never;
  }
}

const measureNames: Readonly<Record<Comparison['measure'], string>> = {
  'removed-area': 'share of the input that has to go',
  'robust-accuracy': 'accuracy under attack',
  'attack-success-rate': 'attack success rate',
};

function readingOf(plan: StudyPlan, data: DataAnalysis, settings: readonly AttackSetting[]): readonly string[] {
  const notes = [
    'Attacks give upper bounds on robustness: a success is a fact, a failure only means that this attack found nothing.',
  ];
  if (settings.some(({ kind }) => kind === 'removal')) {
    notes.push(
      data.oracle === null
        ? 'Label preservation was not checked: some changed answers may be right because the deciding evidence was removed.'
        : `A changed answer counts against a model only while the label is still decidable: ${data.oracle}`,
    );
  }
  if (plan.seeds.length < seedsNeeded) {
    notes.push(
      plan.seeds.length === 1
        ? 'Each recipe was trained once. What is said holds for this model, not for its kind of fusion.'
        : `Each recipe was trained ${String(plan.seeds.length)} times; claims about a kind of fusion take ${String(seedsNeeded)} or more.`,
    );
  }
  return notes;
}

function pointsOnly(difference: number): string {
  return `${(difference * 100).toFixed(1)} points`;
}

function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
