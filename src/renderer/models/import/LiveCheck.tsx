import { Badge, Button, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import { softmax } from '../../../analysis/softmax';
import type { DatasetManifest } from '../../../shared/data/dataset';
import type { TriedSample } from '../../../shared/protocol/models';
import { shownText } from '../../../shared/text/shown-text';
import { saidName, truthName } from '../../../shared/data/target';
import { useRequest } from '../../lab/use-request';
import { texts } from '../../texts/catalogue';
import { Loaded } from '../../ui/Loaded';
import { Pending } from '../../ui/Pending';
import { SampleView } from '../../ui/sample/SampleView';
import { useShares } from '../../ui/use-shares';
import type { MapImport } from './use-map-import';

const words = texts.modelImport.check;

export interface LiveCheckProps {
  readonly manifest: DatasetManifest;
  /** Null: nothing was tried yet. */
  readonly tried: readonly TriedSample[] | null;
  /** The map is another one by now. */
  readonly isStale: boolean;
  readonly step: MapImport['trying'];
  /** Why it was not answered; null: it was, or nobody asked. */
  readonly refused: string | null;
}

/** How the model answers a few samples, as it is mapped. */
export function LiveCheck({ manifest, tried, isStale, step, refused }: LiveCheckProps): ReactNode {
  return (
    <Paper component="section" aria-labelledby="live-check">
      <Stack gap="sm">
        <Group justify="space-between" align="start">
          <div>
            <Title order={2} id="live-check">
              {words.title}
            </Title>
            <Text size="sm">{words.lead}</Text>
          </div>
          <Button variant="default" disabled={!step.can} onClick={step.start}>
            {tried === null ? words.start : words.again}
          </Button>
        </Group>
        {step.isBusy ? <Pending words={words.trying} onCancel={step.cancel} /> : null}
        {refused === null || step.isBusy ? null : (
          <Text size="sm" c="var(--lab-bad)" role="status">
            {shownText(words.refused(refused))}
          </Text>
        )}
        {tried === null || step.isBusy ? null : <Answers manifest={manifest} tried={tried} isStale={isStale} />}
      </Stack>
    </Paper>
  );
}

type AnswersProps = Pick<LiveCheckProps, 'manifest' | 'isStale'> & { readonly tried: readonly TriedSample[] };

function Answers({ manifest, tried, isStale }: AnswersProps): ReactNode {
  const { share } = useShares();
  const ids = tried.map(({ sample }) => sample);
  const samples = useRequest(
    'data.samples',
    { dataset: manifest.name, ids, split: 'test', limit: ids.length },
    { enabled: ids.length > 0 },
  );
  if (ids.length === 0) return <Text size="sm">{words.none}</Text>;
  const right = tried.filter(({ predicted, label }) => predicted === label).length;
  const isLow = manifest.target === undefined && right / tried.length < 1 / manifest.classes.length;
  return (
    <>
      <Text size="sm" role="status">
        {isStale ? words.stale : words.right(decimal(right), decimal(tried.length))}{' '}
        {isLow && !isStale ? words.low : ''}
      </Text>
      <Loaded request={samples} words={words.trying}>
        {(shown) => (
          <SimpleGrid cols={{ base: 2, sm: 3, lg: 5 }} spacing="md" style={{ opacity: isStale ? 0.55 : 1 }}>
            {tried.map((one) => {
              const sample = shown.find(({ id }) => id === one.sample);
              const isRight = one.predicted === one.label;
              return (
                <Stack key={one.sample} gap={4}>
                  {sample === undefined ? null : <SampleView sample={sample} size={110} />}
                  <Text size="xs">{words.label(shownText(truthName(manifest, one)))}</Text>
                  <Text size="xs" fw={600} {...(isRight ? {} : { c: 'var(--lab-bad)' })}>
                    {manifest.target === undefined
                      ? words.answer(shownText(saidName(manifest, one)), share(softmax(one.logits)[one.predicted]))
                      : words.said(shownText(saidName(manifest, one)))}
                  </Text>
                  {isRight ? null : (
                    <Badge color="red" variant="light" size="sm">
                      {words.wrong}
                    </Badge>
                  )}
                  <Text size="xs" c="dimmed" style={{ overflowWrap: 'anywhere' }}>
                    {shownText(one.sample)}
                  </Text>
                </Stack>
              );
            })}
          </SimpleGrid>
        )}
      </Loaded>
    </>
  );
}
