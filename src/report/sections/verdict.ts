import type { AttackSetting, RemovalSetting } from '../../analysis/attack-setting';
import type { DataAnalysis } from '../../analysis/data-analysis';
import { decimal, listOf } from '../../analysis/format';
import type { RequirementAnswer } from '../../analysis/requirements';
import { measuredWords } from '../../analysis/requirements/words';
import type { Sentence } from '../../analysis/verdict/model-verdict';
import { shortAnswers } from '../../analysis/verdict/short-answers';
import type { Tone as VerdictTone } from '../../analysis/verdict/tone';
import { factsOf } from '../../shared/attacks/attack';
import { optionalSections, requiredSections, type OptionalSection } from '../../shared/reports/report-sections';
import type { Block, Section, Tone } from '../document';
import type { Context } from './context';
import { removedParts } from './removed-parts';
import { rightAnswersInShort } from './right-answers';

export function verdictSection(context: Context, without: readonly OptionalSection[]): Section {
  const blocks: readonly Block[] = [
    ...verdictBlocks(context, without),
    { kind: 'heading', text: 'How to read these numbers' },
    { kind: 'list', items: [...readingItems(context), 'All terms are explained under “Words used”.'] },
  ];
  return { id: 'verdict', title: requiredSections.verdict.title, blocks };
}

/**
 * What was found, and whether the plan's requirements are met: answers first, then models and comparisons.
 *
 * @param without sections that are not there to refer to
 */
export function verdictBlocks(context: Context, without: readonly OptionalSection[]): readonly Block[] {
  const { mainRemoval } = context;
  const { analysis } = context.input;
  const { verdict, requirements, run } = analysis;
  const main = verdict.comparisons.filter((_, index) => analysis.comparisons[index].setting.key === mainRemoval?.key);
  const shown = (main.length > 0 ? main : verdict.comparisons.slice(0, 1)).slice(0, mostComparisons);
  const badgesHere = analysis.segmentation === null ? badges : pixelBadges;
  const blocks: Block[] = [
    { kind: 'lead', text: verdict.headline },
    { kind: 'facts', rows: shortAnswers(analysis).map(({ question, answer }) => [question, answer] as const) },
    ...requirementBlocks(requirements, run.complete),
    ...rightAnswersInShort(context),
    ...hardeningBlocks(verdict.hardening),
    ...[...verdict.accuracies, ...shown].map(({ text }): Block => ({ kind: 'text', text })),
    {
      kind: 'verdict',
      models: verdict.models.map(({ title, tone, sentences }) => ({
        title,
        tone: tones[tone],
        badge: tone === 'plain' && !run.complete && analysis.attacks.length > 0 ? notComputed : badgesHere[tone],
        sentences: sentences.map((sentence) => ({ text: sentence.text, tone: tones[sentence.tone] })),
      })),
    },
  ];
  if (verdict.comparisons.length > mostComparisons) {
    const all = decimal(verdict.comparisons.length);
    const title = `“${optionalSections.comparisons}”`;
    blocks.push({
      kind: 'text',
      text: without.includes('comparisons')
        ? `These are ${decimal(shown.length)} of ${all} comparisons; ${title}, which has them all, was left out on request.`
        : `All ${all} comparisons are under ${title}.`,
    });
  }
  return blocks;
}

/** What an incomplete run says of what it has not reached: a statement about it would be one about nothing. */
const notComputed = 'not computed yet';

function requirementBlocks(requirements: readonly RequirementAnswer[], complete: boolean): readonly Block[] {
  if (requirements.length === 0) return [];
  return [
    { kind: 'heading', text: 'Requirements of the plan' },
    {
      kind: 'notices',
      notices: requirements.map((requirement) => {
        const { answer, modelTitle, statement, note, estimate } = requirement;
        const isMissing = !complete && estimate.value === null;
        return {
          tone: answer === 'met' ? 'good' : answer === 'not-met' ? 'bad' : 'mixed',
          label: isMissing ? notComputed : answer === 'not-met' ? 'not met' : answer,
          statement: '',
          findings: [
            {
              subject: modelTitle,
              text: isMissing ? `${statement}.` : `${statement}: measured ${measuredWords(requirement)}.`,
            },
          ],
          advice: isMissing ? '' : (note ?? ''),
        };
      }),
    },
  ];
}

/** The answer, then what it rests on. */
function hardeningBlocks(sentences: readonly Sentence[]): readonly Block[] {
  if (sentences.length === 0) return [];
  const [answer, ...grounds] = sentences.map(({ text }) => text);
  return [
    { kind: 'heading', text: 'Hardening' },
    { kind: 'text', text: answer },
    { kind: 'list', items: grounds },
  ];
}

/** Most comparisons on the first page. */
const mostComparisons = 3;

/** What the numbers mean, and what must not be read into them. */
export function readingItems(context: Context): readonly string[] {
  const { analysis } = context.input;
  const own = analysis.requirements.length === 0 ? '' : ', those of requirements of the confidence that each names';
  return [
    `Numbers in brackets are 95 % intervals${own}: of a hundred such studies on other samples, about 95 would give one that holds the true value.`,
    ...analysis.verdict.reading,
    ...words(context),
  ];
}

/** What verdict and badges say without explaining it; the glossary holds the rest. */
function words({ input: { analysis }, settings }: Context): readonly string[] {
  const tested = [...analysis.comparisons, ...analysis.accuracies].some(({ pHolm }) => pHolm !== null);
  return [
    ...removalWords(analysis.data, settings),
    ...perturbationWords(settings),
    ...editWords(settings),
    ...(settings.length === 0 || analysis.segmentation !== null
      ? []
      : [
          '“Broken in most cases”: an attack changes clearly more than half of the right answers, counting only removals that still leave the label decidable where that is known. “Withstood”: clearly less than a tenth change, decidable or not. “Broken in part”: between.',
        ]),
    ...(tested
      ? [
          'Adjusted p: how likely equal models would differ as much by chance, corrected for the number of comparisons; below 0.05 counts. The interval beside it is of that one comparison and not corrected: it may leave 0 out where the adjusted p does not count.',
        ]
      : []),
  ];
}

/** What each removal attack of the plan is, in a sentence. */
function removalWords(data: DataAnalysis, settings: readonly AttackSetting[]): readonly string[] {
  const names = new Set(settings.flatMap((setting) => (setting.kind === 'removal' ? [setting.choice.name] : [])));
  const parts = listOf(removedParts(data, settings));
  return [...names].map((name) => removalAttacks[name](parts));
}

/** What the attacks of the plan that change values do; those it has not are none of its reader's business. */
function perturbationWords(settings: readonly AttackSetting[]): readonly string[] {
  const own = settings.filter((setting) => setting.kind === 'perturbation');
  const names = [...new Set(own.map(({ choice }) => factsOf(choice).label))];
  if (names.length === 0) return [];
  const latent = own.some(({ latent }) => latent.length > 0);
  return [
    `${listOf(names)} ${names.length === 1 ? 'changes' : 'change'} all values of an input a little; the number behind the input is how much: at most of each value (l∞), or of all together (l2; l1: their sum).${latent ? ' Latent: inside the model, where no sender of an input could.' : ''}`,
  ];
}

/** What attacks on words do. */
function editWords(settings: readonly AttackSetting[]): readonly string[] {
  const names = [...new Set(settings.flatMap(({ kind, choice }) => (kind === 'edit' ? [factsOf(choice).label] : [])))];
  return names.length === 0
    ? []
    : [
        `${listOf(names)} ${names.length === 1 ? 'changes' : 'change'} words of the text, at most as many words or letters as stated: what anybody could type.`,
      ];
}

/** Of the parts that they take: `squares of the image and words of the caption`. */
const removalAttacks: Readonly<Record<RemovalSetting['choice']['name'], (parts: string) => string>> = {
  decoupling: (parts) => `Decoupling is the attack that removes as few parts of the inputs as it can: ${parts}.`,
  'lab-search': () => 'The lab’s own search, published nowhere, removes as decoupling does and asks no more than it.',
  exhaustive: (parts) => `The exhaustive search tries all combinations of a few coarse parts: ${parts}.`,
};

const tones: Readonly<Record<VerdictTone, Tone>> = {
  broken: 'bad',
  withstood: 'good',
  mixed: 'mixed',
  void: 'void',
  plain: 'plain',
};
/** What is found of models that answer for every pixel: whether one attacked sensor brings them down. */
const pixelBadges: Readonly<Record<VerdictTone, string>> = {
  broken: 'falls below a single sensor',
  withstood: 'stays above every single sensor',
  mixed: 'open beside single sensors',
  void: 'no statement',
  plain: 'no sensor to compare',
};
const badges: Readonly<Record<VerdictTone, string>> = {
  broken: 'broken in most cases',
  withstood: 'withstood these attacks',
  mixed: 'broken in part',
  void: 'no statement',
  plain: 'not attacked',
};
