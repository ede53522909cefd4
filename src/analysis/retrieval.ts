import type { Pretraining } from '../shared/training/pretraining';
import { percentEstimate } from './format';
import { rateOfCounts } from './statistics/estimate';

/** How often the nearest training sample has the class, before and after training without labels, with intervals. */
export interface RetrievalRow {
  readonly modality: string;
  readonly before: string;
  readonly after: string;
}

export function retrievalRows({ retrieval }: Pick<Pretraining, 'retrieval'>): readonly RetrievalRow[] {
  return Object.entries(retrieval).map(([modality, { before, after }]) => ({
    modality,
    before: percentEstimate(rateOfCounts(before.correct, before.count)),
    after: percentEstimate(rateOfCounts(after.correct, after.count)),
  }));
}

/** What is meant, wherever the rows are shown. */
export const retrievalNote =
  'Nearest: samples of the test split whose nearest training sample, by the cosine of their encodings, has their class. No label has a part in the encodings; the intervals count every sample on its own.';
