import { normText } from '../attacks/gradient';
import { pretrainedWords } from '../models/pretrained';
import { pretrainingWords } from './pretraining';
import { AblationTraining, AdversarialTraining, RemovalTraining, type TrainingChoice } from './training';

/** Fields of a training that make its samples harder; the others are plain values. */
export type HardeningField = 'adversarial' | 'removals' | 'ablation';

/** What a training does to its samples to harden the model, in words, by field; empty where it does nothing. */
export function hardeningOf({
  adversarial,
  removals,
  ablation,
}: Pick<TrainingChoice, HardeningField>): readonly (readonly [HardeningField, string])[] {
  const { imageRadius, textRadius, audioRadius, valueRadius, norm, rate, steps } = adversarial;
  const radii = [
    ...(imageRadius > 0 ? [`image ${String(imageRadius)}`] : []),
    ...(textRadius > 0 ? [`text ${String(textRadius)}`] : []),
    ...(audioRadius > 0 ? [`sound ${String(audioRadius)}`] : []),
    ...(valueRadius > 0 ? [`numbers ${String(valueRadius)}`] : []),
  ].join(' + ');
  const { cells, words, imageFill, textFill } = removals;
  return [
    ...(radii === '' || rate === 0
      ? []
      : [['adversarial', `PGD-${String(steps)} ${normText(norm)} · ${radii}${ofSamples(rate)}`] as const]),
    ...(removals.rate === 0
      ? []
      : [
          [
            'removals',
            `up to ${String(cells)} cells (${imageFill}) and ${String(words)} words (${textFill})${ofSamples(removals.rate)}`,
          ] as const,
        ]),
    ...(ablation.rate === 0
      ? []
      : [
          [
            'ablation',
            `${percentRange(ablation.least, ablation.most)} of the elements of each input kept, ${percentRange(ablation.wordsLeast, ablation.wordsMost)} of words${ablation.wordsUnseen === 'left-out' ? ', the others leaving no gap' : ''}${ofSamples(ablation.rate)}`,
          ] as const,
        ]),
  ];
}

/**
 * Everything that a training does in groups of settings, in words, by field: what it starts from, what it learns without
 * labels, and what hardens.
 */
export function groupsInWords(training: TrainingChoice): readonly (readonly [string, string])[] {
  return [...pretrainedWords(training), ...pretrainingWords(training), ...hardeningOf(training)];
}

/** The same training without what hardens the model. */
export function withoutHardening(training: TrainingChoice): TrainingChoice {
  return {
    ...training,
    adversarial: AdversarialTraining.parse({}),
    removals: RemovalTraining.parse({}),
    ablation: AblationTraining.parse({}),
  };
}

/** What is to be known of the epoch that is kept of a hardened model. */
export const keptByCleanLoss =
  'The epoch kept is the one with the lowest loss on clean validation samples: hardening has no part in that choice.';

/** The plain values of a training by name; its groups are what `groupsInWords` says. */
export function plainFields(training: TrainingChoice): Readonly<Record<string, string | number | null>> {
  return Object.fromEntries(
    Object.entries(training).flatMap(([name, value]) =>
      typeof value === 'object' && value !== null ? [] : [[name, value] as const],
    ),
  );
}

function percentRange(least: number, most: number): string {
  const [low, high] = [least, most].map((share) => String(Number((100 * share).toPrecision(3))));
  return low === high ? `${low} %` : `${low} to ${high} %`;
}

function ofSamples(rate: number): string {
  return rate === 1 ? '' : `, ${String(Number((100 * rate).toPrecision(3)))} % of samples`;
}
