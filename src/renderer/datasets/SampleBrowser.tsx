import { Group, Paper, SegmentedControl, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { classLegend } from '../../report/samples/pixel-cards';
import { Split, type DatasetManifest } from '../../shared/data/dataset';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { Loaded } from '../ui/Loaded';
import { Pager } from '../ui/Pager';
import { ColourLegend } from '../ui/sample/ColourLegend';
import { SampleCaption } from '../ui/sample/SampleCaption';
import { SampleView } from '../ui/sample/SampleView';
import { LabelledPixels } from './LabelledPixels';

const words = texts.datasets.browser;
const perPage = 24;

/** The samples of a split, page by page, as a person sees them. */
export function SampleBrowser({ manifest }: { readonly manifest: DatasetManifest }): ReactNode {
  const [split, setSplit] = useState<Split>('train');
  const [offset, setOffset] = useState(0);
  const samples = useRequest('data.samples', { dataset: manifest.name, ids: [], split, offset, limit: perPage });
  const all = manifest.splits[split];
  // Pictures of several sensors and the map of their pixels stand side by side.
  const columns = manifest.pixelClasses === undefined ? { base: 2, sm: 4, lg: 6 } : { base: 1, lg: 2 };
  return (
    <Paper component="section" aria-labelledby="samples">
      <Stack gap="sm">
        <Group justify="space-between">
          <Title order={2} id="samples">
            {words.title}
          </Title>
          <SegmentedControl
            aria-label={words.split}
            value={split}
            data={Split.options.map((one) => ({ value: one, label: texts.datasets.balance.splits[one] }))}
            onChange={(value) => {
              setSplit(Split.parse(value));
              setOffset(0);
            }}
          />
          <Pager offset={offset} perPage={perPage} all={all} onChange={setOffset} />
        </Group>
        {Object.values(manifest.modalities).some(({ kind }) => kind === 'audio') ? (
          <Text size="xs" c="dimmed">
            {texts.ui.sample.silent}
          </Text>
        ) : null}
        {manifest.pixelClasses === undefined ? null : <ColourLegend {...classLegend(manifest.pixelClasses)} />}
        <Loaded request={samples} words={words.reading}>
          {(shown) =>
            shown.length === 0 ? (
              <Text size="sm">{words.empty}</Text>
            ) : (
              <SimpleGrid cols={columns} spacing="md">
                {shown.map((sample) => (
                  <Stack key={sample.id} gap={4}>
                    {manifest.pixelClasses === undefined ? (
                      <SampleView sample={sample} size={120} />
                    ) : (
                      <LabelledPixels sample={sample} size={96} />
                    )}
                    <SampleCaption manifest={manifest} sample={sample} />
                  </Stack>
                ))}
              </SimpleGrid>
            )
          }
        </Loaded>
      </Stack>
    </Paper>
  );
}
