import type { RemovalRecord } from '../../shared/records/record';
import { rateOf, type Rate } from '../statistics/estimate';

/** Share of the attacked samples whose prediction changes when all of a modality is removed; null where none was tried. */
export function wholeRemovalFlips(records: readonly RemovalRecord[], modality: string): Rate | null {
  const attacked = records.filter((record) => record.attacked);
  if (!attacked.some(({ wholeModality }) => modality in wholeModality)) return null;
  return rateOf(attacked.map(({ wholeModality, group }) => ({ hit: wholeModality[modality], group })));
}
