import { underSetting } from '../attack-setting';
import { countOf, lossEstimate, percent, pointsEstimate } from '../format';
import type { MissingInput } from '../measures/missing';
import type { ModelAnalysis } from '../model-analysis';
import { modalitySet } from '../../shared/data/modality-set';
import { tooFew } from '../../shared/sample-size';
import { isVoid } from '../standing';
import { gapConclusion, gapStandingOf, standingWords } from './gap-standing';
import type { Sentence } from './model-verdict';

/** What is said of a model whose inputs fail by themselves: as a sentence, and as an answer to a question asked of all models. */
export interface FailingInputFinding {
  readonly question: (typeof failingInputQuestions)[number];
  readonly sentence: string;
  /** Groups models where there are many. */
  readonly gist: string;
  readonly figures: string;
}

export const failingInputQuestions = [
  'Missing input that costs most',
  'Fusion or one input, an input missing',
  'Fusion or one input, under noise',
] as const;

/**
 * What missing and noisy inputs show of a model; nothing where no input failed, of models about which nothing may be
 * concluded, and of too few samples.
 */
export function failingInputFindings(model: ModelAnalysis): readonly FailingInputFinding[] {
  if (isVoid(model) || tooFew(Math.max(0, ...model.degraded.map(({ accuracy }) => accuracy.n)))) return [];
  return [...costliest(model), ...missingOrSingle(model), ...noisyOrSingle(model)];
}

export function failingInputSentences(model: ModelAnalysis): readonly Sentence[] {
  return failingInputFindings(model).map(({ sentence }) => ({ tone: 'plain', text: sentence }));
}

function costliest({ costliest: found, missing }: ModelAnalysis): readonly FailingInputFinding[] {
  if (found === null) return [];
  const { modality, setting, fall, lead } = found;
  const [question] = failingInputQuestions;
  const loss = lossEstimate(fall);
  const needed =
    underSetting(missing, setting)?.liability === false
      ? ' What is left leaves chance by itself, so no model could cope with that loss.'
      : '';
  if (lead === null) {
    const sentence = `${setting.title}, accuracy falls by ${loss}.${needed}`;
    return [{ question, sentence, gist: `only the ${modality} was taken away`, figures: ` (${loss})` }];
  }
  const more = lossEstimate(lead.by);
  if (gapStandingOf(lead.by) !== 'better') {
    const sentence = `Of the missing inputs, none clearly costs the most: ${setting.title}, accuracy falls by ${loss}, by ${more} more than ${inSentence(lead.setting.title)}.${needed}`;
    return [{ question, sentence, gist: 'none clearly more than another', figures: ` (${setting.title}: ${loss})` }];
  }
  const sentence = `Of the missing inputs, the ${modality} costs the most: ${setting.title}, accuracy falls by ${loss}, by ${more} more than ${inSentence(lead.setting.title)}.${needed}`;
  return [{ question, sentence, gist: `the ${modality}`, figures: ` (${setting.title}: ${loss})` }];
}

/** Per input, the least favourable way in which it is missing, where what is left decides more than chance. */
function missingOrSingle({ missing, degraded }: ModelAnalysis): readonly FailingInputFinding[] {
  const fair = missing.filter(({ liability, gap }) => liability && gap.value !== null);
  const keyOf = ({ setting: { choice } }: MissingInput): string => modalitySet(choice.modalities);
  return [...new Set(fair.map(keyOf))].map((key) => {
    const own = fair.filter((each) => keyOf(each) === key);
    const { setting, single, gap } = own.reduce((a, b) => ((b.gap.value ?? 0) < (a.gap.value ?? 0) ? b : a));
    const where =
      own.length === 1
        ? `${setting.title},`
        : `In the least favourable of ${countOf(own.length, 'way')} to miss the ${setting.choice.modalities.join(' and ')}, ${inSentence(setting.title)},`;
    const accuracy = underSetting(degraded, setting)?.accuracy.value ?? null;
    return {
      question: failingInputQuestions[1],
      sentence: `${where} the fused model answers ${percent(accuracy)} right; the best single model that never had it, the ${single.modality} alone, ${percent(single.accuracy.value)}. Fused minus single: ${pointsEstimate(gap)}. ${gapConclusion(gap, single.modality)}`,
      gist: `${standingWords[gapStandingOf(gap)]} the ${single.modality} alone ${inSentence(setting.title)}`,
      figures: ` (fused minus single ${pointsEstimate(gap)})`,
    };
  });
}

/**
 * Per sweep, the lowest level of noise at which the fused model is worse than the best single one, and from which on no
 * stronger level was measured to have it better again; nothing where there is no such level.
 */
function noisyOrSingle({ noisy }: ModelAnalysis): readonly FailingInputFinding[] {
  return [...new Set(noisy.map(({ setting }) => setting.degradationIndex))].flatMap((index) => {
    const levels = noisy
      .filter(({ setting }) => setting.degradationIndex === index)
      .sort((a, b) => a.setting.level - b.setting.level);
    const from = levels.find(
      ({ gap }, place) =>
        gapStandingOf(gap) === 'worse' && levels.slice(place + 1).every((stronger) => (stronger.gap.value ?? 0) < 0),
    );
    if (from === undefined) return [];
    const { setting, single, gap } = from;
    const where = `noise on ${setting.choice.modalities.join(' + ')}`;
    const level = `level ${String(setting.level)}`;
    return [
      {
        question: failingInputQuestions[2],
        sentence: `Under ${where}, from ${level} on (of ${countOf(levels.length, 'level')}), ${standingWords.worse} the best single model under the same noise, there the ${single.modality} alone. Fused minus single: ${pointsEstimate(gap)} at ${level}. ${gapConclusion(gap, single.modality)}`,
        gist: `${standingWords.worse} the ${single.modality} alone under ${where} from ${level} on`,
        figures: ` (fused minus single ${pointsEstimate(gap)})`,
      },
    ];
  });
}

/** `Without text (mean)` inside a sentence. */
function inSentence(title: string): string {
  return title.replace(/^W/u, 'w');
}
