import { streamsCostAnswer } from '../body-costs';
import { mainRemovalSetting, underSetting, type AttackSetting } from '../attack-setting';
import { countOf, listOf, percent, percentEstimate, pointsEstimate, pValue } from '../format';
import type { ModelAnalysis } from '../model-analysis';
import type { RequirementAnswer } from '../requirements';
import type { StudyAnalysis } from '../study-analysis';
import type { Comparison } from '../comparison/subject-comparison';
import type { Rate } from '../statistics/estimate';
import { singleSensorAnswers } from '../segmentation/sentences';
import { accuracyAnswer } from './accuracy-sentences';
import { failingInputFindings, failingInputQuestions } from './failing-inputs';
import { fairRivals, leastFavourable, gapStandingOf, standingWords } from './gap-standing';
import { answerText } from './hardening-sentences';
import { mostNamed, rangeOf } from './many-models';
import { scoreFinding, scoreQuestion } from './score-sentences';
import type { ShortAnswer } from './short-answer';

/** What is said of one model: the finding, which groups models where there are many, and its figures. */
interface Finding {
  readonly title: string;
  readonly gist: string;
  readonly figures: string;
}

/**
 * What an analyst asks first: requirements, what the study compares, the input that decides, how little removal suffices, whether the fusion beats
 * a single input under attack, and what inputs that fail by themselves cost. Models of which nothing may be said are left out; the headline names them.
 */
export function shortAnswers(analysis: StudyAnalysis): readonly ShortAnswer[] {
  const { attacks, requirements, subjects, verdict } = analysis;
  const said = new Set(verdict.models.filter(({ tone }) => tone !== 'void').map(({ title }) => title));
  const all = subjects.flatMap((subject) => subject.models);
  const models = all.filter(({ title }) => said.has(title));
  const main = mainRemovalSetting(attacks);
  const answers: readonly (ShortAnswer | null)[] = [
    { question: 'Requirements', answer: requirementsAnswer(requirements) },
    // What the study compares is why it was made.
    accuracyAnswer(analysis.accuracies),
    streamsCostAnswer(analysis.streams),
    harderToBreak(analysis.comparisons),
    hardeningAnswer(analysis),
    ...(analysis.segmentation === null ? [] : singleSensorAnswers(analysis.segmentation)),
    answerOf(
      scoreQuestion(analysis.data),
      all.flatMap((model) => {
        const found = scoreFinding(model, analysis.data);
        return found === null ? [] : [{ title: model.title, ...found }];
      }),
      all.length,
    ),
    answerOf(
      'Input that decides',
      models.flatMap((model) => decidingInput(model, main)),
      models.length,
    ),
    sufficientRemoval(models, main),
    answerOf('Fusion or one input, under attack', models.flatMap(fusionOrOne), models.length),
    answerOf(
      'Cross-modal share of the successes',
      models.flatMap((model) => crossModal(model, main)),
      models.length,
    ),
    ...failingInputQuestions.map((question) =>
      answerOf(
        question,
        models.flatMap((model) =>
          failingInputFindings(model)
            .filter((finding) => finding.question === question)
            .map(({ gist, figures }) => ({ title: model.title, gist, figures })),
        ),
        models.length,
      ),
    ),
  ];
  return answers.flatMap((answer) => answer ?? []);
}

function requirementsAnswer(requirements: readonly RequirementAnswer[]): string {
  if (requirements.length === 0) return 'the plan states none';
  const of = (answer: RequirementAnswer['answer']): number =>
    requirements.filter((requirement) => requirement.answer === answer).length;
  return `${String(of('met'))} met, ${String(of('not-met'))} not met, ${String(of('inconclusive'))} inconclusive`;
}

function answerOf(question: string, findings: readonly Finding[], models: number): ShortAnswer | null {
  return findings.length === 0 ? null : { question, answer: joined(findings, models) };
}

/** Each model by name where there are few; otherwise each finding with the number of models that it is of. */
function joined(findings: readonly Finding[], models: number): string {
  if (models <= mostNamed) {
    const titles = [...new Set(findings.map(({ title }) => title))];
    const lines = titles.map((name) => {
      const own = findings.filter(({ title }) => title === name).map(({ gist, figures }) => `${gist}${figures}`);
      return models === 1 ? own.join('; ') : `${name}: ${own.join(', ')}`;
    });
    return lines.join('; ');
  }
  const gists = [...new Set(findings.map(({ gist }) => gist))];
  return gists
    .map((each) => `${each} (${countOf(findings.filter(({ gist }) => gist === each).length, 'model')})`)
    .join('; ');
}

/**
 * The input whose removal as a whole changes the most right answers, where its interval lies above those of all others:
 * what one input says can otherwise not be told to weigh more.
 */
function decidingInput(model: ModelAnalysis, main: AttackSetting | null): readonly Finding[] {
  const measures = underSetting(model.removals, main);
  const rates: readonly (readonly [string, Rate])[] = Object.entries(measures?.wholeModality ?? {}).filter(
    ([, { value }]) => value !== null,
  );
  if (rates.length < 2) return [];
  const [first, ...others] = [...rates].sort(([, a], [, b]) => (b.value ?? 0) - (a.value ?? 0));
  const isClear = others.every(([, { high }]) => first[1].low !== null && high !== null && first[1].low > high);
  const changes = [first, ...others].map(([id, { value }]) => `${percent(value)} without the ${id}`);
  return [
    {
      title: model.title,
      gist: isClear ? `the ${first[0]}` : 'none clearly more than another',
      figures: ` (right answers changed: ${listOf(changes)})`,
    },
  ];
}

/** Whether the inputs back each other up: how many successes had to remove from several of them. */
function crossModal(model: ModelAnalysis, main: AttackSetting | null): readonly Finding[] {
  const measures = underSetting(model.removals, main);
  if (measures === undefined || measures.setting.modalities.length < 2) return [];
  const { crossModalShare } = measures;
  if (crossModalShare.value === null) return [];
  const needs = crossModalShare.hits === 0 ? 'no success needs several inputs' : 'some successes need several inputs';
  return [{ title: model.title, gist: needs, figures: ` (${percentEstimate(crossModalShare)})` }];
}

/** Removed share per modality over the successes, typical and mean, beside how often the attack succeeds. */
function sufficientRemoval(models: readonly ModelAnalysis[], main: AttackSetting | null): ShortAnswer | null {
  if (main === null) return null;
  const measured = models.flatMap((model) => {
    const measures = underSetting(model.removals, main);
    return measures === undefined || measures.successRate.hits === 0 ? [] : [{ title: model.title, measures }];
  });
  if (measured.length === 0) return null;
  const mean = (id: string): readonly number[] =>
    measured.flatMap(({ measures }) => measures.byModality[id].meanOverSuccesses.value ?? []);
  const removed =
    measured.length > mostNamed
      ? `${listOf(main.modalities.map((id) => `${rangeOf(mean(id))} of the ${id}`))} (${countOf(measured.length, 'model')})`
      : measured
          .map(({ title, measures: { byModality, successRate } }) => {
            const of = (value: (id: string) => number | null): string =>
              listOf(main.modalities.map((id) => `${percent(value(id))} of the ${id}`));
            const named = models.length === 1 ? '' : `${title}: `;
            const mean = of((id) => byModality[id].meanOverSuccesses.value);
            const median = of((id) => byModality[id].medianOverSuccesses.value);
            return `${named}${mean} (median ${median}), in ${percent(successRate.value)} of the right answers`;
          })
          .join('; ');
  return {
    question: 'Removal that suffices',
    answer: `on average ${removed}; an attack only bounds this from above, as less may do`,
  };
}

/**
 * Which of two models is harder to break, by the attack that shows it most surely; how many others show it, or the
 * opposite, or nothing. One pair alone: of many, the comparisons themselves tell.
 */
function harderToBreak(comparisons: readonly Comparison[]): ShortAnswer | null {
  const pairs = new Set(comparisons.map(({ a, b }) => `${a}\n${b}`));
  const judged = comparisons.filter(
    ({ unjudged, commonlyCorrect }) => unjudged === null && commonlyCorrect.value !== null,
  );
  if (pairs.size !== 1 || judged.length === 0) return null;
  const [{ a, b }] = judged;
  const shown = judged
    .filter(({ conclusion }) => conclusion !== 'inconclusive')
    .sort((x, y) => (x.pHolm ?? 1) - (y.pHolm ?? 1));
  const question = 'Harder to break';
  const rest = judged.length - shown.length;
  if (shown.length === 0) {
    return { question, answer: `not shown: no attack (of ${String(judged.length)}) tells ${a} and ${b} apart` };
  }
  const [first] = shown;
  const winner = (conclusion: Comparison['conclusion']): string => (conclusion === 'a-harder-to-break' ? a : b);
  const by = (name: string): readonly Comparison[] => shown.filter(({ conclusion }) => winner(conclusion) === name);
  const said = [a, b]
    .filter((name) => by(name).length > 0)
    .map((name) => `${name} by ${countOf(by(name).length, 'attack')}`);
  const p = first.pHolm === null ? '' : `, adjusted p ${pValue(first.pHolm)}`;
  return {
    question,
    answer: `${listOf(said)}, most surely by ${first.setting.title} (${a} minus ${b}: ${pointsEstimate(first.commonlyCorrect)}${p})${rest === 0 ? '' : `; not shown by ${countOf(rest, 'other')}`}`,
  };
}

/** Each hardened subject by what is found of it; the sentences under “Hardening” hold the figures. */
function hardeningAnswer({ hardening }: StudyAnalysis): ShortAnswer | null {
  if (hardening.length === 0) return null;
  return { question: 'Hardening, against decoupling', answer: answerText(hardening).replace(/\.$/u, '') };
}

/** Per input that another model can do without, by the least favourable attack on it alone. */
function fusionOrOne(model: ModelAnalysis): readonly Finding[] {
  const { fusion, singleSource, title } = model;
  const sources = singleSource.flatMap((family) => family.sources);
  if (sources.length === 0) return [];
  const rivals = fairRivals(sources);
  if (rivals.length === 0) {
    return [
      fusion.necessary.length > 0
        ? { title, gist: 'the task needs the inputs together, so no single one is a fair rival', figures: '' }
        : { title, gist: 'not known: no single model was evaluated beside it', figures: '' },
    ];
  }
  return leastFavourable(rivals).map(({ least }) => ({
    title,
    gist: `${standingWords[gapStandingOf(least.gap)]} the ${least.without.modality} alone while the ${least.modality} is attacked`,
    figures: ` (fused minus single ${pointsEstimate(least.gap)})`,
  }));
}
