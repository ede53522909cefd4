import type { Estimate } from '../../src/analysis/statistics/estimate';
import { share } from '../../src/report/cell-text';

/** A share with its interval, as a table has it. */
export function shareText(estimate: Estimate): string {
  const { text, interval = '' } = share(estimate);
  return `${text} ${interval}`.trimEnd();
}
