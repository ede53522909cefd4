import { Button } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RunSummary } from '../../shared/runs/run';
import { hrefTo } from '../address/route';
import { texts } from '../texts/catalogue';
import { useRuns } from '../workspace/run-index/use-runs';
import { EmptyState } from './EmptyState';
import { Loaded } from './Loaded';

const words = texts.ui.labRuns;

export interface LabRunsProps {
  /** Why there is nothing to show without a run. */
  readonly none: string;
  readonly children: (runs: readonly RunSummary[]) => ReactNode;
}

/** What a page shows of the lab's runs; where there are none, how to get one. */
export function LabRuns({ none, children }: LabRunsProps): ReactNode {
  const request = useRuns();
  return (
    <Loaded request={request} words={words.reading}>
      {({ runs }) =>
        runs.length === 0 ? (
          <EmptyState
            title={words.none}
            text={none}
            actions={
              <Button component="a" href={hrefTo('start')}>
                {words.toStart}
              </Button>
            }
          />
        ) : (
          children(runs)
        )
      }
    </Loaded>
  );
}
