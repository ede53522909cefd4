import { isAnsweredCorrectly } from '../../shared/records/answer';
import type { DegradedRecord } from '../../shared/records/record';
import { meanLessBest } from '../statistics/bootstrap';
import type { Estimate } from '../statistics/estimate';
import type { CleanAnswer } from './accuracy';

/** Whether a sample was answered correctly, whatever was done to it. */
export type Answered = CleanAnswer;

/**
 * Right answers of one model − those of the best of others, over the samples that all answered. That the best was chosen is in
 * the interval.
 *
 * @param key seeds the bootstrap
 */
export function pairedGap(
  own: readonly Answered[],
  others: readonly (readonly Answered[])[],
  key: string,
  confidence?: number,
): Estimate {
  const hits = others.map((answers) => new Map(answers.map(({ row, hit }) => [row, Number(hit)])));
  return meanLessBest(
    own.flatMap(({ row, hit, group }) => {
      const rivals = hits.flatMap((each) => each.get(row) ?? []);
      return rivals.length < hits.length ? [] : [{ value: Number(hit), rivals, group }];
    }),
    key,
    confidence,
  );
}

/** From degraded inputs. */
export function degradedAnswers(records: readonly DegradedRecord[]): readonly Answered[] {
  return records.map((record) => ({ row: record.row, group: record.group, hit: isAnsweredCorrectly(record) }));
}
