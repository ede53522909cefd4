import { Anchor, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { countOf, listOf } from '../../analysis/format';
import { shippedDatasets, type DatasetManifest } from '../../shared/data/dataset';
import { shownText } from '../../shared/text/shown-text';
import { askedWords } from '../../shared/data/target';
import { hrefTo } from '../address/route';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { EmptyState } from '../ui/EmptyState';
import { Loaded } from '../ui/Loaded';
import { PageHeader } from '../ui/PageHeader';
import { useIsMember } from '../workspace/use-project';
import { ImportForm } from './ImportForm';
import { MappedImport, type GivenFolder } from './MappedImport';
import { ShippedDatasets } from './ShippedDatasets';

const words = texts.datasets;

/** The data sets of the project, those that ship and are not in the lab yet, and the import. */
export function DatasetsPage({ given }: { readonly given: GivenFolder | null }): ReactNode {
  const datasets = useRequest('data.list', {});
  const isMember = useIsMember('dataset');
  const byHand = <MappedImport key={given?.path} given={given} onImported={datasets.refresh} />;
  return (
    <>
      <PageHeader title={texts.app.pages.datasets} lead={words.lead} />
      <Stack gap="md" pb="xl">
        {/* What was dropped is what somebody wants to see, whatever else there is. */}
        {given === null ? null : byHand}
        <Loaded request={datasets} words={words.reading}>
          {(all) => {
            const missing = shippedDatasets.filter((shipped) => all.every(({ name }) => name !== shipped));
            const own = all.filter(({ name }) => isMember(name));
            return (
              <>
                {own.length === 0 ? (
                  <EmptyState {...(all.length > 0 ? words.noneInProject : words.none)} />
                ) : (
                  own.map((one) => <Line key={one.name} manifest={one} />)
                )}
                {missing.length === 0 ? null : <ShippedDatasets names={missing} onPrepared={datasets.refresh} />}
              </>
            );
          }}
        </Loaded>
        {given === null ? byHand : null}
        <ImportForm onImported={datasets.refresh} />
      </Stack>
    </>
  );
}

function Line({ manifest }: { readonly manifest: DatasetManifest }): ReactNode {
  const { name, title, task, count, modalities } = manifest;
  return (
    <Paper component="section" aria-label={shownText(title)}>
      <Title order={2} style={{ overflowWrap: 'anywhere' }}>
        <Anchor inherit href={hrefTo('datasets', [name])}>
          {shownText(title)}
        </Anchor>
      </Title>
      <Text size="sm" maw="80ch">
        {shownText(task)}
      </Text>
      <Text size="xs" c="dimmed">
        {words.facts(
          countOf(count, 'sample'),
          shownText(askedWords(manifest)),
          listOf(Object.keys(modalities).map((id) => shownText(id))),
        )}
      </Text>
    </Paper>
  );
}
