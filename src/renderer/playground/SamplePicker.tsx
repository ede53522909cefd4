import { Group, Paper, Stack, Text, Title, UnstyledButton } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import type { SampleView as Sample } from '../../shared/samples/sample-view';
import type { ModelDescription } from '../../shared/models/model-description';
import { shownText } from '../../shared/text/shown-text';
import { truthName } from '../../shared/data/target';
import { setQuery } from '../address/route';
import { LoadedDataset } from '../missing/LoadedDataset';
import { useRequest } from '../lab/use-request';
import { texts } from '../texts/catalogue';
import { Loaded } from '../ui/Loaded';
import { Pager } from '../ui/Pager';
import { SampleView } from '../ui/sample/SampleView';
import { Bench } from './Bench';
import classes from './playground.module.css';

const words = texts.playground;
const perPage = 9;

export interface SamplePickerProps {
  readonly model: ModelDescription;
  /** Id of a sample; null: the first of those shown. */
  readonly wanted: string | null;
}

/** Samples of the test split to pick from, and the one picked to play with. */
export function SamplePicker({ model, wanted }: SamplePickerProps): ReactNode {
  const { dataset } = model.spec;
  const [offset, setOffset] = useState(0);
  const manifest = useRequest('data.show', { dataset });
  const strip = useRequest('data.samples', { dataset, ids: [], split: 'test', offset, limit: perPage });
  const own = useRequest(
    'data.samples',
    { dataset, ids: wanted === null ? [] : [wanted], split: 'test', limit: 0 },
    { enabled: wanted !== null },
  );
  const sample = (wanted === null ? strip.value : own.value)?.at(0) ?? null;
  return (
    <Stack gap="md">
      <LoadedDataset
        dataset={dataset}
        request={manifest}
        words={words.strip.reading}
        onPrepared={() => {
          strip.refresh();
          own.refresh();
        }}
      >
        {(data) => (
          <Paper component="section" aria-labelledby="strip" p="xs">
            <Group justify="space-between" mb={4}>
              <Title order={2} id="strip">
                {words.strip.title}
              </Title>
              <Pager offset={offset} perPage={perPage} all={data.splits.test} onChange={setOffset} />
            </Group>
            <Loaded request={strip} words={words.strip.reading}>
              {(samples) =>
                samples.length === 0 ? (
                  <Text size="sm">{words.strip.empty}</Text>
                ) : (
                  <Group gap={4} wrap="nowrap" align="stretch" style={{ overflowX: 'auto' }}>
                    {samples.map((one) => (
                      <Thumb key={one.id} sample={one} label={truthName(data, one)} chosen={one.id === sample?.id} />
                    ))}
                  </Group>
                )
              }
            </Loaded>
          </Paper>
        )}
      </LoadedDataset>
      {wanted === null || manifest.value === null ? null : (
        <Loaded request={own} words={words.sample.reading}>
          {(found) => (found.length === 0 ? <Text size="sm">{words.sample.gone}</Text> : null)}
        </Loaded>
      )}
      {sample === null ? null : <Bench key={`${model.id} ${sample.id}`} model={model} sample={sample} />}
    </Stack>
  );
}

interface ThumbProps {
  readonly sample: Sample;
  readonly label: string;
  readonly chosen: boolean;
}

function Thumb({ sample, label, chosen }: ThumbProps): ReactNode {
  return (
    <UnstyledButton
      className={classes.thumb}
      aria-pressed={chosen}
      aria-label={words.strip.pick(shownText(sample.id), shownText(label))}
      onClick={() => {
        setQuery({ sample: sample.id });
      }}
    >
      <div aria-hidden="true">
        <SampleView sample={sample} size={56} />
      </div>
    </UnstyledButton>
  );
}
