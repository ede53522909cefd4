import { Group, Paper, Stack, Text } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import type { AnalysisInput } from '../../../analysis/input';
import type { PixelRecord } from '../../../shared/record';
import { shownText } from '../../../shared/shown-text';
import { useRequest } from '../../lab/use-request';
import { texts } from '../../texts/catalogue';
import { Loaded } from '../../ui/Loaded';
import { Stepper } from '../../ui/Stepper';
import type { ChangeCell } from '../samples/sample-change';
import { useArrowKeys } from '../samples/use-arrow-keys';
import { PixelSample } from './PixelSample';

const words = texts.results.samples;
/** Samples fetched together, so that going from one to the next does not wait. */
const page = 24;

export interface PixelInspectorProps {
  /** At least one. */
  readonly cases: readonly PixelRecord[];
  readonly cell: ChangeCell;
  readonly input: AnalysisInput;
}

/** One sample of which every pixel was answered; arrow keys go to the next. */
export function PixelInspector({ cases, cell, input }: PixelInspectorProps): ReactNode {
  const [chosen, setChosen] = useState(0);
  const index = Math.min(chosen, cases.length - 1);
  const record = cases[index];
  const start = index - (index % page);
  const ids = useMemo(() => cases.slice(start, start + page).map(({ sample }) => sample), [cases, start]);
  const views = useRequest('data.samples', { dataset: input.dataset.name, ids, split: 'test', limit: 0 });
  const goTo = (place: number): void => {
    setChosen(Math.max(0, Math.min(cases.length - 1, place)));
  };
  useArrowKeys((step) => {
    goTo(index + step);
  });
  return (
    <Paper component="section" aria-label={texts.results.pixelSamples.inspector}>
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
            return sample === undefined ? (
              <Text size="sm">{words.missing}</Text>
            ) : (
              <PixelSample sample={sample} record={record} cell={cell} input={input} />
            );
          }}
        </Loaded>
      </Stack>
    </Paper>
  );
}
