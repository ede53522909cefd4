import type { Estimate } from '../statistics/estimate';

/** Does the finding of arXiv 2005.10987 hold of a model: does it fall below what one untouched sensor gives? */
export type SingleSensorAnswer = 'reproduced' | 'contradicted' | 'inconclusive';

/**
 * Reproduced by one input whose attack leaves clearly less than another input alone gives, untouched; contradicted where
 * all leave clearly more; open where an interval holds zero, or there are too few samples for one.
 *
 * @param gaps under each attack of one input: what is left minus what the best other input alone gives, paired by sample;
 *   intervals wide enough for all of them together
 */
export function singleSensorFinding(gaps: readonly Pick<Estimate, 'low' | 'high'>[]): SingleSensorAnswer | null {
  if (gaps.length === 0) return null;
  if (gaps.some(({ high }) => high !== null && high < 0)) return 'reproduced';
  return gaps.every(({ low }) => low !== null && low > 0) ? 'contradicted' : 'inconclusive';
}
