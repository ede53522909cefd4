import type { ReactNode } from 'react';
import type { AnalysisInput } from '../../../analysis/input';
import type { PixelRecord } from '../../../shared/record';
import { texts } from '../../texts/catalogue';
import type { ChangeCell } from '../samples/sample-change';
import { SampleStepper } from '../samples/SampleStepper';
import { PixelSample } from './PixelSample';

export interface PixelInspectorProps {
  /** At least one. */
  readonly cases: readonly PixelRecord[];
  readonly cell: ChangeCell;
  readonly input: AnalysisInput;
}

/** One sample of which every pixel was answered; arrow keys go to the next. */
export function PixelInspector({ cases, cell, input }: PixelInspectorProps): ReactNode {
  return (
    <SampleStepper label={texts.results.pixelSamples.inspector} cases={cases} dataset={input.dataset.name}>
      {(sample, record) => <PixelSample sample={sample} record={record} cell={cell} input={input} />}
    </SampleStepper>
  );
}
