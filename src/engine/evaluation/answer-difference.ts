import type { Verified } from '../../shared/imported/imported-model';

export interface AnswerDifference extends Verified {
  /** From the least to the largest that is expected; of numbers that are all alike, their size. */
  readonly range: number;
}

/**
 * The largest difference between two answers to the same samples, logits [K] each.
 *
 * @param numberOf what is compared of a logit
 */
export function differenceOf(
  expected: readonly Float32Array[],
  found: readonly Float32Array[],
  numberOf: (logit: number) => number,
): AnswerDifference {
  const numbersOf = (row: Float32Array): readonly number[] => Array.from(row, numberOf);
  const differences = expected.flatMap((row, at) => {
    const own = numbersOf(found[at]);
    return numbersOf(row).map((value, place) => Math.abs(value - own[place]));
  });
  const all = expected.flatMap(numbersOf);
  return {
    samples: expected.length,
    largest: Math.max(...differences),
    range: Math.max(Math.max(...all) - Math.min(...all), ...all.map(Math.abs)),
  };
}

/** The probability of a label by itself, of its log odds. */
export function shareOf(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
