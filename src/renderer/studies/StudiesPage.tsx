import { Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { Loaded } from '../ui/Loaded';
import { PageHeader } from '../ui/PageHeader';
import { Drafts } from './Drafts';
import { Presets } from './Presets';

/** Where a study begins: with a preset, or with a draft. */
export function StudiesPage(): ReactNode {
  const datasets = useRequest('data.list', {});
  return (
    <>
      <PageHeader title={texts.app.pages.studies} lead={texts.studies.lead} />
      <Stack gap="md">
        <Loaded request={datasets} words={texts.studies.reading}>
          {(manifests) => <Presets manifests={manifests} />}
        </Loaded>
        <Drafts />
      </Stack>
    </>
  );
}
