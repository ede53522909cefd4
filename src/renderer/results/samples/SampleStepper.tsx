import { Group, Paper, Stack, Text } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import type { SampleView as Sample } from '../../../shared/samples/sample-view';
import { shownText } from '../../../shared/text/shown-text';
import { useRequest } from '../../lab/use-request';
import { texts } from '../../texts/catalogue';
import { Loaded } from '../../ui/Loaded';
import { Stepper } from '../../ui/Stepper';
import { useArrowKeys } from './use-arrow-keys';

const words = texts.results.samples;
/** Samples fetched together, so that going from one to the next does not wait. */
const page = 24;

export interface SampleStepperProps<Own extends { readonly sample: string }> {
  readonly label: string;
  /** At least one. */
  readonly cases: readonly Own[];
  readonly dataset: string;
  /** @param ids of the samples that are fetched with this one */
  readonly children: (sample: Sample, record: Own, ids: readonly string[]) => ReactNode;
}

/** One sample after the other, with what its record says of it; arrow keys go to the next. */
export function SampleStepper<Own extends { readonly sample: string }>(props: SampleStepperProps<Own>): ReactNode {
  const { label, cases, dataset, children } = props;
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, cases.length - 1);
  const record = cases[index];
  const start = index - (index % page);
  const ids = useMemo(() => cases.slice(start, start + page).map(({ sample }) => sample), [cases, start]);
  const views = useRequest('data.samples', { dataset, ids, split: 'test', limit: 0 });
  const goTo = (place: number): void => {
    setChosen(Math.max(0, Math.min(cases.length - 1, place)));
  };
  useArrowKeys((step) => {
    goTo(index + step);
  });
  return (
    <Paper component="section" aria-label={label}>
      <Stack gap="sm">
        <Group gap="xs" wrap="nowrap">
          <Stepper
            index={index}
            count={cases.length}
            words={{ previous: words.previous, next: words.next, place: words.slider }}
            shown={words.place(decimal(index + 1), decimal(cases.length))}
            onChange={goTo}
          />
          <Text size="sm" c="dimmed" truncate maw={260}>
            {shownText(record.sample)}
          </Text>
        </Group>
        <Loaded request={views} words={words.reading}>
          {(samples) => {
            const sample = samples.find(({ id }) => id === record.sample);
            return sample === undefined ? <Text size="sm">{words.missing}</Text> : children(sample, record, ids);
          }}
        </Loaded>
      </Stack>
    </Paper>
  );
}
