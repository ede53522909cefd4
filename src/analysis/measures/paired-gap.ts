import { isAnsweredCorrectly } from '../../shared/answer';
import type { DegradedRecord } from '../../shared/record';
import { meanOf } from '../statistics/bootstrap';
import type { Estimate } from '../statistics/estimate';
import type { CleanAnswer } from './accuracy';

/** Whether a sample was answered correctly, whatever was done to it. */
export type Answered = CleanAnswer;

/** Right answers of one model − those of another, over the samples that both answered. @param key seeds the bootstrap */
export function pairedGap(
  own: readonly Answered[],
  others: readonly Answered[],
  key: string,
  confidence?: number,
): Estimate {
  const hits = new Map(others.map(({ row, hit }) => [row, hit]));
  return meanOf(
    own.flatMap(({ row, hit, group }) => {
      const other = hits.get(row);
      return other === undefined ? [] : [{ value: Number(hit) - Number(other), group }];
    }),
    key,
    confidence,
  );
}

/** From degraded inputs. */
export function degradedAnswers(records: readonly DegradedRecord[]): readonly Answered[] {
  return records.map((record) => ({ row: record.row, group: record.group, hit: isAnsweredCorrectly(record) }));
}
