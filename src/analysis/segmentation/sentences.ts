import { lossEstimate, percent, percentEstimate, pointsEstimate } from '../format';
import { masksOf } from '../flags/masking';
import { faultWords, type AttackFault } from '../measures/attack-faults';
import type { ModelVerdict, Sentence } from '../verdict/model-verdict';
import type { ShortAnswer } from '../verdict/short-answer';
import type { Tone } from '../verdict/tone';
import type { PixelCondition, PixelModel, PixelPart, SegmentationAnalysis } from './pixel-model';
import type { BelowAnswer, FallAnswer } from './single-sensor';
import type { PixelUnsoundness } from './trust';

/** The finding of arXiv 2005.10987, in a line for each answer. */
export const fallWords: Readonly<Record<FallAnswer, string>> = {
  reproduced: 'reproduced: attacked in one input alone, it clearly loses',
  contradicted: 'contradicted under these attacks: whichever input was attacked, it lost less than a point of mIoU',
  inconclusive: 'inconclusive: the intervals allow a loss, and none of a point',
};

/** Whether the fusion is then a liability, in a line for each answer. */
export const belowWords: Readonly<Record<BelowAnswer, string>> = {
  below: 'yes: attacked in one input alone, it leaves less than a model that sees another input alone, untouched',
  above: 'no, under these attacks: whichever input was attacked, it kept more than any single untouched input gives',
  inconclusive:
    'inconclusive: the intervals allow it to keep more and to keep less than a single untouched input gives',
};

/** Of what is worse: to fall below a single sensor, then to fall at all. Other attacks may take what these leave: no praise. */
function toneOf({ falls, besideSingle }: PixelModel): Tone {
  if (besideSingle === 'below') return 'broken';
  return falls === 'reproduced' || falls === 'inconclusive' || besideSingle === 'inconclusive' ? 'mixed' : 'plain';
}

/** What was found of models that answer for every pixel. */
export function pixelHeadline({ models }: SegmentationAnalysis): string {
  const measured = models.filter(({ miou }) => miou.value !== null);
  if (measured.length === 0) return 'Nothing has been measured yet.';
  return measured
    .map((model) => {
      const worst = worstOf(model);
      const fall =
        worst === null
          ? 'it was not attacked'
          : `the worst condition (${worst.title}) leaves ${percent(worst.miou.value)}`;
      return `${model.title}: mIoU ${percent(model.miou.value)} untouched; ${fall}.`;
    })
    .join(' ');
}

export function pixelVerdicts({ models }: SegmentationAnalysis): readonly ModelVerdict[] {
  return models.map((model) => ({
    title: model.title,
    tone: isVoid(model) ? 'void' : toneOf(model),
    sentences: sentencesOf(model),
  }));
}

/** The question of the paper, and whether the fusion is a liability, answered for each model; none where nothing answers. */
export function singleSensorAnswers({ models }: SegmentationAnalysis): readonly ShortAnswer[] {
  const answered = (question: string, of: (model: PixelModel) => string | null): readonly ShortAnswer[] => {
    const answers = models.flatMap((model) => {
      const answer = of(model);
      return answer === null ? [] : [`${models.length === 1 ? '' : `${model.title}: `}${answer}`];
    });
    return answers.length === 0 ? [] : [{ question, answer: answers.join('; ') }];
  };
  return [
    ...answered('A fused model falls when one sensor is attacked', ({ falls }) =>
      falls === null ? null : fallWords[falls],
    ),
    ...answered('It then falls below a single sensor', ({ besideSingle }) =>
      besideSingle === null ? null : belowWords[besideSingle],
    ),
  ];
}

function sentencesOf(model: PixelModel): readonly Sentence[] {
  const { miou, alone, conditions, parts, falls, besideSingle } = model;
  const [least] = conditions
    .flatMap(({ title, gap }) => (gap === null ? [] : [{ title, ...gap }]))
    .sort((a, b) => (a.estimate.value ?? 0) - (b.estimate.value ?? 0));
  const most = conditions
    .flatMap(({ title, fall }) => (fall === null ? [] : [{ title, estimate: fall }]))
    .sort((a, b) => (b.estimate.value ?? 0) - (a.estimate.value ?? 0))
    .at(0);
  const worst = worstOf(model);
  return [
    {
      tone: 'plain',
      text:
        miou.value === null
          ? 'Not evaluated yet.'
          : `Untouched, its mIoU is ${percentEstimate(miou)}${alone.length === 0 ? '' : `; of models that see one input alone ${alone.map((own) => `${own.modality} ${percentEstimate(own.miou)}`).join(', ')}`}.`,
    },
    ...model.unsound.map((reason): Sentence => ({
      tone: 'void',
      text: `${unsoundWords(reason)}: nothing may be said in its favour.`,
    })),
    ...faulty(model).map(({ title, faults }): Sentence => ({
      tone: 'void',
      text: `${title}: ${[...new Set(faults.map(faultWords))].join('; ')}, so that nothing it found counts.`,
    })),
    ...(masksOf(model.flags, model.title).length === 0
      ? []
      : [
          {
            tone: 'mixed' as const,
            text: 'Its gradients are masked (see the warnings): what attacks that follow them leave says nothing in its favour.',
          },
        ]),
    ...(worst === null
      ? []
      : [
          {
            tone: 'plain' as const,
            text: `${worst.title} takes ${lossEstimate(worst.drop)} of it${worst.noise === null ? '' : `; random noise as large leaves ${percentEstimate(worst.noise)}`}.`,
          },
        ]),
    ...parts.map((part): Sentence => ({ tone: 'plain', text: partWords(part) })),
    ...splitSentences(conditions),
    ...(falls === null
      ? []
      : [
          {
            tone: falls === 'contradicted' ? ('plain' as const) : ('mixed' as const),
            text: `That a fused model falls when one sensor is attacked (arXiv 2005.10987) is ${fallWords[falls]}${most === undefined ? '' : `. Most by ${most.title}: ${lossEstimate(most.estimate)}`}.`,
          },
        ]),
    ...(besideSingle === null
      ? []
      : [
          {
            tone:
              besideSingle === 'below'
                ? ('broken' as const)
                : besideSingle === 'above'
                  ? ('plain' as const)
                  : ('mixed' as const),
            text: `Whether it then falls below a single sensor: ${belowWords[besideSingle]}. Least favourable: ${least.title}, ${pointsEstimate(least.estimate)} beside ${least.single} alone.`,
          },
        ]),
  ];
}

/** What each sensor is for shows where one of them sees nothing. */
function partWords({ name, miou, alone }: PixelPart): string {
  const others = alone.map((own) => `${own.modality} alone ${percent(own.miou.value)}`);
  return `Recorded ${name}: ${percentEstimate(miou)}${others.length === 0 ? '' : `; ${others.join(', ')}`}.`;
}

/** Of the largest shared budget. */
function splitSentences(conditions: readonly PixelCondition[]): readonly Sentence[] {
  const last = conditions.findLast(({ split }) => split !== null);
  if (last === undefined || last.split === null) return [];
  const { single, estimate } = last.split;
  return [
    {
      tone: 'plain',
      text: `The same budget shared by several sensors (${last.title}) leaves ${pointsEstimate(estimate)} beside all of it on one (${single}).`,
    },
  ];
}

function worstOf({ conditions }: PixelModel): PixelCondition | null {
  return conditions.reduce<PixelCondition | null>(
    (a, b) => (a === null || (b.miou.value ?? 1) < (a.miou.value ?? 1) ? b : a),
    null,
  );
}

function isVoid(model: PixelModel): boolean {
  return model.unsound.length > 0 || faulty(model).length > 0;
}

function faulty({
  conditions,
}: PixelModel): readonly { readonly title: string; readonly faults: readonly AttackFault[] }[] {
  return conditions.flatMap(({ title, trust }) =>
    trust === null || trust.faults.length === 0 ? [] : [{ title, faults: trust.faults }],
  );
}

/** `It answers every pixel alike`. */
function unsoundWords({ kind }: PixelUnsoundness): string {
  switch (kind) {
    case 'constant':
      return 'It answers every pixel alike';
    case 'near-chance':
      return 'It has learnt nothing';
    case 'unsteady':
      return 'It answers the same sample otherwise when it is asked again';
    default:
      return kind satisfies never;
  }
}

/** What mIoU means, and what may not be read into it. */
export const pixelReading: readonly string[] = [
  'mIoU: right pixels of a class over those that are it or were taken for it, of pixels summed over all samples; the mean over the classes. Intervals by drawing whole units anew, not pixels.',
  'An attack bounds robustness from above: what these leave, another attack may take. All samples are attacked, whatever was answered before.',
  'A single sensor is compared untouched, with an attack on another sensor only; its interval is widened for all such comparisons of a model.',
];
