/**
 * Two questions that an attack on one sensor alone answers, and that are not the same: a model may lose much and still see
 * more than any single sensor does.
 */
import type { Estimate } from '../statistics/estimate';

type Interval = Pick<Estimate, 'low' | 'high'>;

/** Does the finding of Yu et al. (arXiv 2005.10987) hold of a model: does it fall when one of its sensors is attacked? */
export type FallAnswer = 'reproduced' | 'contradicted' | 'inconclusive';

/** Less than it is no fall: a point of mIoU. */
export const leastFall = 0.01;

/**
 * Reproduced by one sensor whose attack clearly takes something; contradicted where none can have taken as much as a point;
 * open elsewhere. Null where no sensor was attacked by itself.
 *
 * @param losses under each attack on one sensor: mIoU untouched minus what is left, paired by sample; intervals wide enough for
 *   all of them together
 */
export function fallAnswer(losses: readonly Interval[]): FallAnswer | null {
  if (losses.length === 0) return null;
  if (losses.some(({ low }) => low !== null && low > 0)) return 'reproduced';
  return losses.every(({ high }) => high !== null && high < leastFall) ? 'contradicted' : 'inconclusive';
}

/** Is what is left then less than an untouched sensor by itself would give, so that the fusion is a liability? */
export type BelowAnswer = 'below' | 'above' | 'inconclusive';

/**
 * Below by one sensor whose attack leaves clearly less; above where all leave clearly more; open where an interval holds
 * zero, or there are too few samples for one. Null where there is nothing to compare with.
 *
 * @param gaps under each attack on one sensor: what is left minus what the best other one alone gives, paired by sample;
 *   intervals wide enough for all of them together
 */
export function belowAnswer(gaps: readonly Interval[]): BelowAnswer | null {
  if (gaps.length === 0) return null;
  if (gaps.some(({ high }) => high !== null && high < 0)) return 'below';
  return gaps.every(({ low }) => low !== null && low > 0) ? 'above' : 'inconclusive';
}
