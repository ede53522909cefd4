import { Anchor, Box, Button, Grid, Group, Paper, Stack, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { listOf } from '../../analysis/format';
import type { DatasetManifest } from '../../shared/data/dataset';
import { shownText } from '../../shared/text/shown-text';
import { repeatedUnitsText } from '../../shared/data/repeated-units';
import { askedWords, rightWords } from '../../shared/data/target';
import { goTo, hrefTo } from '../address/route';
import { useRemoval } from '../undo/use-removal';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { ErrorNotice } from '../ui/ErrorNotice';
import { Facts } from '../ui/Facts';
import { Hash } from '../ui/Hash';
import { PageHeader } from '../ui/PageHeader';
import { ClassBalance } from './ClassBalance';
import { Complementarity } from './Complementarity';
import { LoadedDataset } from '../missing/LoadedDataset';
import { modalityText } from '../ui/modality-text';
import { SampleBrowser } from './SampleBrowser';

const words = texts.datasets.one;

/** One data set: what it asks, how its classes and splits stand, and its samples. */
export function DatasetPage({ name }: { readonly name: string }): ReactNode {
  const manifest = useRequest('data.show', { dataset: name });
  const { start, busy, error, clear } = useRemoval(
    'dataset',
    () => {
      goTo('datasets');
    },
    () => {
      goTo('datasets', [name]);
    },
  );
  const title = shownText(manifest.value?.title ?? name);
  return (
    <>
      <PageHeader
        title={title}
        trail={<Anchor href={hrefTo('datasets')}>{texts.app.pages.datasets}</Anchor>}
        actions={
          manifest.value === null ? null : (
            <Group gap="xs">
              <Button
                variant="default"
                loading={busy !== null}
                onClick={() => {
                  start([{ id: name, name: title }]);
                }}
              >
                {words.remove}
              </Button>
              <Button component="a" href={hrefTo('models', ['new'], { dataset: name })}>
                {words.train}
              </Button>
            </Group>
          )
        }
      />
      {error === null ? null : (
        <Box mb="md">
          <ErrorNotice error={error} onClose={clear} />
        </Box>
      )}
      <LoadedDataset dataset={name} request={manifest} words={words.reading}>
        {(shown) => (
          <Stack gap="md" pb="xl">
            <Grid gap="md">
              <Grid.Col span={{ base: 12, md: 6 }}>
                <Paper component="section" aria-labelledby="facts" h="100%">
                  <Title order={2} id="facts" mb={4}>
                    {words.facts}
                  </Title>
                  <Facts rows={factRows(shown)} />
                </Paper>
              </Grid.Col>
              <Grid.Col span={{ base: 12, md: 6 }}>
                {shown.target?.kind === 'value' ? null : <ClassBalance manifest={shown} />}
              </Grid.Col>
            </Grid>
            <Complementarity manifest={shown} />
            <SampleBrowser manifest={shown} />
          </Stack>
        )}
      </LoadedDataset>
    </>
  );
}

function factRows(manifest: DatasetManifest): readonly (readonly [string, ReactNode])[] {
  const { name, task, modalities, unit, oracle, licences, hash } = manifest;
  const right = rightWords(manifest.target);
  const repeated = repeatedUnitsText(manifest);
  return [
    [words.name, name],
    [words.task, shownText(task)],
    ...Object.entries(modalities).map(([id, spec]) => [shownText(id), modalityText(spec)] as const),
    [words.asks, shownText(askedWords(manifest))],
    ...(right === null ? [] : [[words.right, shownText(right)] as const]),
    [words.unit, shownText(unit)],
    ...(repeated === null ? [] : [[words.repeated, shownText(repeated)] as const]),
    [words.oracle, oracle === null ? words.noOracle : shownText(oracle.statement)],
    [words.licences, listOf(licences.map((licence) => shownText(licence)))],
    [words.hash, <Hash key="hash" name={words.hash} value={hash} />],
  ];
}
