import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import type { AnalysisInput } from '../../../analysis/input';
import { useRequest } from '../../lab/use-request';
import { LoadedDataset } from '../../missing/LoadedDataset';
import { texts } from '../../texts/catalogue';
import { EmptyState } from '../../ui/EmptyState';

const words = texts.results.samples;

export interface HeldSamplesProps {
  readonly input: AnalysisInput;
  /** What is said where there is none to show. */
  readonly none: { readonly title: string; readonly text: string };
  /** Null where there is none. */
  readonly children: ReactNode;
}

/** Samples of a run, as long as the lab holds the data that it measured, with the keys that go through them. */
export function HeldSamples({ input, none, children }: HeldSamplesProps): ReactNode {
  const present = useRequest('data.show', { dataset: input.dataset.name });
  return (
    <>
      <LoadedDataset dataset={input.dataset.name} request={present} words={words.reading}>
        {({ hash }) =>
          hash === input.run.expansion.datasetHash ? (
            (children ?? <EmptyState {...none} />)
          ) : (
            <EmptyState {...words.otherData} />
          )
        }
      </LoadedDataset>
      <Text size="xs" c="dimmed">
        {words.keys}
      </Text>
    </>
  );
}
