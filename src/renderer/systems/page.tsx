import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { RunSummary } from '../../shared/runs/run';
import { systemIds } from '../../shared/models/systems';
import type { Page } from '../address/page';
import { texts } from '../texts/catalogue';
import { Loaded } from '../ui/Loaded';
import { PageHeader } from '../ui/PageHeader';
import { useRuns } from '../workspace/run-index/use-runs';
import { SystemCard } from './SystemCard';
import { UnderAttack } from './UnderAttack';

const words = texts.systems;

/** The published systems side by side, each with the newest runs of this lab that use it. */
function Systems(): ReactNode {
  const request = useRuns();
  return (
    <>
      <PageHeader title={texts.app.pages.systems} lead={words.lead} />
      <Loaded request={request} words={words.reading}>
        {({ runs }) => (
          <Stack gap="md">
            <UnderAttack runs={newestFirst(runs)} />
            {systemIds.map((id) => (
              <SystemCard key={id} id={id} runs={newestFirst(runs.filter(({ systems }) => systems.includes(id)))} />
            ))}
          </Stack>
        )}
      </Loaded>
    </>
  );
}

function newestFirst(runs: readonly RunSummary[]): readonly RunSummary[] {
  return [...runs].sort((a, b) => b.createdAt.localeCompare(a.createdAt));
}

export const page: Page = { Component: Systems };
