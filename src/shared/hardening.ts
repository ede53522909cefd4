import { normText } from './attacks/gradient';
import type { TrainingChoice } from './training';

/** Fields of a training that make its samples harder; the others are plain values. */
export type HardeningField = 'adversarial' | 'removals';

/** What a training does to its samples to harden the model, in words, by field; empty where it does nothing. */
export function hardeningOf({
  adversarial,
  removals,
}: Pick<TrainingChoice, HardeningField>): readonly (readonly [HardeningField, string])[] {
  const { imageRadius, textRadius, norm, rate, steps } = adversarial;
  const radii = [
    ...(imageRadius > 0 ? [`image ${String(imageRadius)}`] : []),
    ...(textRadius > 0 ? [`text ${String(textRadius)}`] : []),
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
  ];
}

/** A training without what `hardeningOf` says in words. */
export function plainFields(training: TrainingChoice): Omit<TrainingChoice, HardeningField> {
  const { adversarial: _adversarial, removals: _removals, ...plain } = training;
  return plain;
}

function ofSamples(rate: number): string {
  return rate === 1 ? '' : `, ${String(Number((100 * rate).toPrecision(3)))} % of samples`;
}
