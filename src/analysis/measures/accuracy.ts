import type { CleanRecord } from '../../shared/records/record';
import { rateOf, type Rate } from '../statistics/estimate';

/** Whether a sample was answered correctly, without any attack. */
export interface CleanAnswer {
  readonly row: number;
  readonly group: string;
  readonly hit: boolean;
}

export function cleanAnswers(clean: readonly CleanRecord[]): readonly CleanAnswer[] {
  return clean.map(({ row, group, label, clean: { predicted } }) => ({ row, group, hit: predicted === label }));
}

/** Share of the samples that are answered correctly without any attack. */
export function accuracyOf(clean: readonly CleanRecord[], confidence?: number): Rate {
  return rateOf(cleanAnswers(clean), confidence);
}
