import { Stack, Text, Title } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { AnalysisInput } from '../../../analysis/input';
import type { EditedWord } from '../../../shared/records/record';
import type { AttackCell } from '../../../shared/plan/plan';
import type { SampleView as Sample } from '../../../shared/samples/sample-view';
import { texts } from '../../texts/catalogue';
import { SampleView } from '../../ui/sample/SampleView';
import { AttackedAgain } from './AttackedAgain';
import { attackedView } from './attacked-view';
import { outcomeOf, type AttackedCase } from './cases';
import { withEditedWords } from './edited-words';
import { pictureDifferences } from './changed-pictures';
import { Differences } from './Differences';

const words = texts.results.samples;

export interface AttackedSampleProps {
  readonly sample: Sample;
  readonly record: AttackedCase;
  readonly cell: AttackCell;
  readonly input: AnalysisInput;
  /** Longer side of a picture, in CSS pixels. */
  readonly size: number;
}

/** A sample after the attack, and what that changed in its pictures. */
export function AttackedSample(props: AttackedSampleProps): ReactNode {
  const { record } = props;
  if (record.kind === 'removal' && record.found !== null) return <Removed {...props} regions={record.found.regions} />;
  if (record.kind === 'edit' && record.outcome !== null && record.outcome.words.length > 0) {
    return <Edited {...props} words={record.outcome.words} />;
  }
  if (record.kind === 'perturbation' && record.attacked) return <AttackedAgain {...props} />;
  return (
    <Stack gap={6}>
      <Title order={3}>{words.attacked}</Title>
      <Text size="sm" maw="40ch">
        {words.unchanged[outcomeOf(record) === 'wrong-before' ? 'wrong' : 'withstood']}
      </Text>
    </Stack>
  );
}

interface RemovedProps extends AttackedSampleProps {
  readonly regions: Parameters<typeof attackedView>[1];
}

function Removed({ sample, regions, cell, input: { dataset }, size }: RemovedProps): ReactNode {
  const attacked = useMemo(
    () => attackedView(sample, regions, cell.attack, dataset.modalities),
    [sample, regions, cell, dataset],
  );
  const differences = useMemo(() => pictureDifferences(sample, attacked), [sample, attacked]);
  return (
    <>
      <Stack gap={6}>
        <Title order={3}>{words.attacked}</Title>
        <SampleView sample={attacked} removed={regions} before={sample} size={size} />
      </Stack>
      <Differences differences={differences} size={size} />
    </>
  );
}

/** Runs keep the words that an attack put in. */
function Edited({
  sample,
  words: edited,
  size,
}: AttackedSampleProps & { readonly words: readonly EditedWord[] }): ReactNode {
  const attacked = useMemo(() => withEditedWords(sample, edited), [sample, edited]);
  return (
    <Stack gap={6}>
      <Title order={3}>{words.attacked}</Title>
      <SampleView sample={attacked} before={sample} size={size} />
    </Stack>
  );
}
