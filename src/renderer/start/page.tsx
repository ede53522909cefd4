import { Grid, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { Page } from '../address/page';
import { texts } from '../texts/catalogue';
import { PageHeader } from '../ui/PageHeader';
import { useRuns } from '../workspace/run-index/use-runs';
import { Begin } from './Begin';
import { HardeningStudy } from './HardeningStudy';
import { Projects } from './Projects';
import { RecentRuns } from './RecentRuns';
import { SampleStudy } from './SampleStudy';

/** Where the lab opens: what to begin with, and what was done last. */
function Start(): ReactNode {
  const runs = useRuns();
  return (
    <>
      <PageHeader title={texts.app.pages.start} lead={texts.start.lead} />
      <Grid gap="md">
        <Grid.Col span={{ base: 12, lg: 8 }}>
          <Stack gap="md">
            <SampleStudy runs={runs.value?.runs ?? []} />
            <HardeningStudy runs={runs.value?.runs ?? []} />
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
