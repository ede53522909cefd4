import type { ReactNode } from 'react';
import type { AnalysisInput } from '../../../analysis/input';
import type { VoteChoice } from '../../../shared/certificates/certificate';
import type { PixelRecord, PixelVotesRecord } from '../../../shared/records/record';
import { texts } from '../../texts/catalogue';
import { SampleStepper } from '../samples/SampleStepper';
import { PixelSample, type PixelSampleProps } from './PixelSample';
import { seenBy } from './seen-by';
import { VotedPixels } from './VotedPixels';

export interface PixelInspectorProps {
  /** At least one. */
  readonly cases: readonly PixelRecord[];
  readonly cell: PixelSampleProps['cell'];
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

export interface VotesInspectorProps {
  /** At least one. */
  readonly cases: readonly PixelVotesRecord[];
  readonly certificate: VoteChoice;
  /** The model whose ensemble voted. */
  readonly model: string;
  readonly input: AnalysisInput;
}

/** One sample whose every pixel was voted on. */
export function VotesInspector({ cases, certificate, model, input }: VotesInspectorProps): ReactNode {
  return (
    <SampleStepper label={texts.results.pixelSamples.votes.inspector} cases={cases} dataset={input.dataset.name}>
      {(sample, record) => (
        <VotedPixels
          sample={seenBy(model, sample, input)}
          record={record}
          certificate={certificate}
          classes={input.dataset.pixelClasses ?? []}
        />
      )}
    </SampleStepper>
  );
}
