import { Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useMemo, useState, type ReactNode } from 'react';
import { decimal } from '../../../analysis/format';
import type { AnalysisInput } from '../../../analysis/input';
import type { SampleView as Sample } from '../../../shared/sample-view';
import { shownText } from '../../../shared/shown-text';
import { useRequest } from '../../lab/use-request';
import { texts } from '../../texts/catalogue';
import { Loaded } from '../../ui/Loaded';
import { SampleView } from '../../ui/sample/SampleView';
import { Stepper } from '../../ui/Stepper';
import { AttackedSample } from './AttackedSample';
import { DegradedSample } from './DegradedSample';
import { CaseFacts } from './CaseFacts';
import { FusionStates } from './FusionStates';
import { outcomeOf, type Case } from './cases';
import { Probabilities } from './Probabilities';
import type { ChangeCell } from './sample-change';
import { Votes } from './Votes';
import { useArrowKeys } from './use-arrow-keys';

const words = texts.results.samples;
/** Samples fetched together, so that going from one to the next does not wait. */
const page = 24;
/** Longer side of a picture, in CSS pixels. */
const size = 230;

export interface SampleInspectorProps {
  /** At least one. */
  readonly cases: readonly Case[];
  readonly cell: ChangeCell;
  readonly input: AnalysisInput;
}

/** One sample before and after what was done to it, side by side; arrow keys go to the next. */
export function SampleInspector({ cases, cell, input }: SampleInspectorProps): ReactNode {
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
    <Paper component="section" aria-label={words.inspectors[cell.kind]}>
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
              <Shown sample={sample} ids={ids} record={record} cell={cell} input={input} />
            );
          }}
        </Loaded>
      </Stack>
    </Paper>
  );
}

interface ShownProps {
  readonly sample: Sample;
  readonly ids: readonly string[];
  readonly record: Case;
  readonly cell: ChangeCell;
  readonly input: AnalysisInput;
}

function Shown({ sample, ids, record, cell, input }: ShownProps): ReactNode {
  const { dataset } = input;
  return (
    <SimpleGrid cols={{ base: 1, xs: 2, lg: 4 }} spacing="lg">
      <Stack gap={6}>
        <Title order={3}>{words.original}</Title>
        <SampleView sample={sample} size={size} />
      </Stack>
      {cell.kind === 'degraded' ? (
        <DegradedSample sample={sample} ids={ids} cell={cell} input={input} size={size} />
      ) : cell.kind === 'certificate' ? (
        record.kind === 'certificate' && <Votes record={record} cell={cell} classes={dataset.classes} />
      ) : record.kind === 'degraded' || record.kind === 'certificate' ? null : (
        <AttackedSample sample={sample} record={record} cell={cell} input={input} size={size} />
      )}
      <Stack gap="sm">
        <Title order={3}>{words.outcomes[outcomeOf(record)]}</Title>
        {record.kind === 'certificate' && <Text size="xs">{words.votes.model}</Text>}
        <Probabilities record={record} data={dataset} />
        <CaseFacts record={record} modalities={dataset.modalities} />
        <FusionStates record={record} cell={cell} input={input} />
      </Stack>
    </SimpleGrid>
  );
}
