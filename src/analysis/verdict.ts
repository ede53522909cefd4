import { hardeningOf } from '../shared/training/hardening';
import type { StudyPlan } from '../shared/plan/plan';
import { rightWords } from '../shared/data/target';
import type { AccuracyComparison } from './comparison/accuracy-comparison';
import type { Comparison } from './comparison/subject-comparison';
import { attackMeasures } from './attack-measures';
import type { DataAnalysis } from './data-analysis';
import type { Flag } from './flags/flag';
import { fewest, tooFew } from '../shared/sample-size';
import { countOf, percentEstimate } from './format';
import type { HardenedSubject } from './hardening/hardening-analysis';
import { majorityWords } from './majority';
import type { AttackSetting } from './attack-setting';
import type { ModelAnalysis } from './model-analysis';
import { masksOf } from './flags/masking';
import { voidsBehind } from './standing';
import { accuracySentences } from './verdict/accuracy-sentences';
import { comparisonSentence } from './verdict/comparison-sentence';
import { editSentences } from './verdict/edit-sentences';
import { failingInputSentences } from './verdict/failing-inputs';
import { fusionSentences } from './verdict/fusion-sentence';
import { fusionUnderAttack } from './verdict/fusion-under-attack';
import { gradientSentences } from './verdict/gradient-sentences';
import { hardeningSentences, leastBenefitWords } from './verdict/hardening-sentences';
import { headlineOf } from './verdict/headline';
import { maskingSentence, toneBehind } from './verdict/masking-sentence';
import type { ModelVerdict, Sentence } from './verdict/model-verdict';
import { removalSentences } from './verdict/removal-sentences';
import { seedNote } from './verdict/seed-note';
import { scoreSentences } from './verdict/score-sentences';
import { toneOf } from './verdict/tone';

/** What the study found, in words computed from its numbers. */
export interface Verdict {
  readonly headline: string;
  readonly models: readonly ModelVerdict[];
  /** One per comparison, in their order. */
  readonly comparisons: readonly Sentence[];
  /** The same of comparisons of accuracy. */
  readonly accuracies: readonly Sentence[];
  /** Whether hardening helps against removals: the answer, then what it rests on; empty where the plan does not ask. */
  readonly hardening: readonly Sentence[];
  /** What the figures can and cannot show. */
  readonly reading: readonly string[];
}

export interface VerdictInput {
  readonly plan: StudyPlan;
  readonly data: DataAnalysis;
  readonly settings: readonly AttackSetting[];
  readonly models: readonly ModelAnalysis[];
  readonly comparisons: readonly Comparison[];
  readonly accuracies: readonly AccuracyComparison[];
  readonly hardening: readonly HardenedSubject[];
  readonly flags: readonly Flag[];
  readonly complete: boolean;
}

export function verdictOf(input: VerdictInput): Verdict {
  const { data, settings, comparisons, flags } = input;
  const judged = input.models.map((model) => {
    const voids = voidsBehind(flags, model.title);
    const masks = masksOf(flags, model.title);
    const tone = voids.length > 0 ? 'void' : toneBehind(masks, toneOf(model));
    return {
      model,
      verdict: { title: model.title, tone, sentences: sentencesOf(model, data, settings, voids, masks) },
    };
  });
  const headline = headlineOf(judged, settings, data);
  return {
    headline: input.complete ? headline : `Provisional, as the run is incomplete. ${headline}`,
    models: judged.map(({ verdict }) => verdict),
    comparisons: comparisons.map(comparisonSentence),
    accuracies: accuracySentences(input.accuracies),
    hardening: hardeningSentences(input.hardening),
    reading: readingOf(input),
  };
}

function sentencesOf(
  model: ModelAnalysis,
  data: DataAnalysis,
  settings: readonly AttackSetting[],
  voids: readonly Flag[],
  masks: readonly Flag[],
): readonly Sentence[] {
  const attacked = Math.max(0, ...attackMeasures(model).map((measures) => measures.attacked));
  return [
    ...cleanSentences(model, data),
    ...voids.map((flag): Sentence => ({ tone: 'void', text: `${flag.finding} ${flag.advice}` })),
    ...(attacked > 0 && tooFew(attacked)
      ? [
          {
            tone: 'void' as const,
            text: `Only ${countOf(attacked, 'sample')} could be attacked; fewer than ${String(fewest)} carry no claim.`,
          },
        ]
      : []),
    ...maskingSentence(masks),
    ...removalSentences(model, settings),
    ...gradientSentences(model).map((sentence) => (masks.length > 0 ? unpraised(sentence) : sentence)),
    ...editSentences(model),
    ...fusionSentences(model, data),
    ...fusionUnderAttack(model),
    ...failingInputSentences(model),
  ];
}

function cleanSentences(model: ModelAnalysis, data: DataAnalysis): readonly Sentence[] {
  const { accuracy } = model;
  if (accuracy.n === 0) return [{ tone: 'plain', text: 'Not evaluated yet.' }];
  const scored = scoreSentences(model, data);
  if (scored.length > 0) return scored;
  const text = `Without an attack, ${percentEstimate(accuracy)} of ${countOf(accuracy.n, 'answer')} are right; ${majorityWords(data)}.`;
  return [{ tone: 'plain', text }];
}

/** What was withstood by masked gradients is told without praise. */
function unpraised(sentence: Sentence): Sentence {
  return sentence.tone === 'withstood' ? { ...sentence, tone: 'plain' } : sentence;
}

/** What is proved is told by whom it is proved of. */
function certifiedNotes(models: VerdictInput['models']): readonly string[] {
  const ofEnsembles = models.some(({ certified }) => certified.length > 0);
  const ofModels = models.some(({ keptRadii }) => keptRadii.some(({ proven }) => typeof proven !== 'string'));
  if (!ofEnsembles && !ofModels) {
    return [
      'Nothing was certified: no guaranteed lower bound on robustness was computed, so other attacks may change more answers than these.',
    ];
  }
  return [
    ...(ofModels
      ? [
          'Proven radii are lower bounds: no change of the model’s inputs that is smaller alters its answer. Estimated radii are no bounds. Beyond what is proven other attacks may change more answers than these.',
        ]
      : []),
    ...(ofEnsembles
      ? [
          'What is certified is certified of ensembles, which answer draws of a few elements: a lower bound for them. Of the models themselves other attacks may change more answers than these.',
        ]
      : []),
  ];
}

function readingOf({ plan, data, settings, hardening, models }: VerdictInput): readonly string[] {
  const notes = [
    'Attacks give upper bounds on robustness: a success is a fact; a failure only means that this attack found nothing.',
    ...certifiedNotes(models),
  ];
  const right = rightWords(data.target);
  if (right !== null) {
    notes.push(`Wherever right answers are counted, also in comparisons and gaps, ${right}.`);
  }
  if (settings.some(({ kind }) => kind === 'removal')) {
    notes.push(
      data.oracle === null
        ? 'Label preservation was not checked: some changed answers may be right because the deciding evidence was removed.'
        : `Changing the answer is a mistake only while what is left still decides the label. ${data.oracle}`,
    );
  }
  if (settings.some(({ kind }) => kind === 'edit')) {
    notes.push(
      models.some(({ edits }) => edits.some(({ keptSuccessRate }) => keptSuccessRate !== null))
        ? 'Changing words changes what a text says: a changed answer counts as a mistake only where no word that decides the label was changed or put in.'
        : 'Whether changed words change the label was not checked: some changed answers may be right for what the text now says.',
    );
  }
  if (hardening.length > 0) {
    notes.push(
      `A hardening is said to help, or to make a model easier to break, only beyond the interval and after the correction for all comparisons; not to help, where the whole interval lies below ${leastBenefitWords}; all else is inconclusive.`,
    );
  }
  if (
    plan.baselineTraining === 'not-hardened' &&
    plan.subjects.some(({ training }) => hardeningOf(training).length > 0)
  ) {
    notes.push(
      'Models that see one input alone were trained without hardening, one set for all: no attack is aimed at them.',
    );
  }
  return [...notes, ...seedNote(plan)];
}
