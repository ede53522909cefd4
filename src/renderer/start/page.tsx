import { Grid, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Page } from '../address/page';
import { texts } from '../texts/catalogue';
import { PageHeader } from '../ui/PageHeader';
import { useRuns } from '../workspace/run-index/use-runs';
import { Begin } from './Begin';
import { HardeningStudy } from './HardeningStudy';
import { PlannedStudy } from './PlannedStudy';
import { plannedStudies } from './planned-studies';
import { Projects } from './Projects';
import { RecentRuns } from './RecentRuns';
import { SampleStudy } from './SampleStudy';

/** Where the lab opens: what to begin with, and what was done last. */
function Start(): ReactNode {
  const runs = useRuns();
  // Where they cannot be listed, those that the index remembers have to do: the lab may be asked to run a study all the same.
  const known = runs.isListed || runs.state === 'failed' ? (runs.value?.runs ?? []) : null;
  return (
    <>
      <PageHeader title={texts.app.pages.start} lead={texts.start.lead} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Stack gap="md">
            <SampleStudy runs={known} />
            <HardeningStudy runs={known} />
            {plannedStudies.map((study) => (
              <PlannedStudy key={study.id} {...study} runs={known} />
            ))}
            <RecentRuns request={runs} />
          </Stack>
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 4 }}>
          <Stack gap="md">
            <Begin />
            <Projects />
          </Stack>
        </Grid.Col>
      </Grid>
    </>
  );
}

export const page: Page = { Component: Start };
