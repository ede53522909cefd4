import type { ReactNode } from 'react';
import type { Prediction } from '../../../shared/records/record';
import type { Answered } from '../../../shared/data/target';
import { ProbabilityBars } from '../../ui/sample/ProbabilityBars';
import type { Case } from './cases';

export interface ProbabilitiesProps {
  readonly record: Case;
  readonly data: Answered;
}

/** Probabilities of the likeliest classes, before and after what was done to the sample. */
export function Probabilities({ record, data }: ProbabilitiesProps): ReactNode {
  return (
    <ProbabilityBars
      data={data}
      label={record.label}
      value={record.value}
      before={record.clean}
      after={predictionAfter(record)}
    />
  );
}

function predictionAfter(record: Case): Prediction | null {
  switch (record.kind) {
    case 'degraded':
      return record.degraded;
    // Votes are no probabilities of the model: they stand by themselves.
    case 'certificate':
    case 'leads':
      return null;
    case 'removal':
      return record.found?.attacked ?? null;
    case 'edit':
    case 'perturbation':
      return record.outcome?.attacked ?? null;
    default:
      return record satisfies never;
  }
}
